"""What dropping cards on a column does: at once, or after a sheet has asked what that needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from models.commands.case_skills import set_case_skills
from models.commands.cases import change_priority, start_work
from models.commands.moving import give
from models.handbook.intake import WAITING
from models.handbook.policy import is_raise
from ui.board.skill_form import skill_form
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, pause_form, priority_form

if TYPE_CHECKING:
    from models.queries.board import BoardColumn
    from models.queries.board_cards import BoardCard


@dataclass(frozen=True)
class Drop:
    """What it does in words. `now` is done at once; where that wants more, or without it, `ask`
    makes the sheet that asks; with neither it cannot be done, and the words say why. `name` is
    what the sheet's draft is kept by.
    """

    words: tuple[str, ...] = ()
    now: Asked | None = None
    ask: Callable[[], Form] | None = None
    name: str = ""

    @property
    def possible(self) -> bool:
        """Whether anything comes of it."""
        return self.now is not None or self.ask is not None


@dataclass(frozen=True)
class Carried:
    """What is carried: the cards as they were seen, a word for them, and the one column they come
    from, if it is one."""

    cards: "Sequence[BoardCard]"
    words: str
    start: str | None


def drop_on(theme: Theme, by: str, column: "BoardColumn", carried: Carried) -> Drop:
    """What comes of dropping these on that column."""
    return replace(_ON[by](theme, column, carried), name=f"{by}-{column.key}")


def _on_agent(theme: Theme, column: "BoardColumn", carried: Carried) -> Drop:
    """Its words come from what the move does (`Effects`)."""
    if column.person_id is None:
        return Drop(now=Asked(give, {"person_id": None}, tr("nobody's now")))
    given = {"person_id": column.person_id, "seen_here": column.here}
    return Drop(now=Asked(give, given, tr("{name}'s now", name=column.name)))


def _on_status(theme: Theme, column: "BoardColumn", carried: Carried) -> Drop:
    if column.key == "new":
        return Drop((tr("Nothing becomes new again: work on it has begun."),))
    if column.key in WAITING:
        words = tr("Waits from now on; which clocks stand still, the handbook says. Asks for whom.")
        make = partial(pause_form, theme, carried.words, way=column.key)
        return Drop((words,), ask=make)
    waited = any(card.case.status in WAITING for card in carried.cards)
    words = tr("Its wait ends, and its clocks run.") if waited else tr("Work on it begins.")
    return Drop((words,), Asked(start_work, {}, tr("in progress")))


def _on_priority(theme: Theme, column: "BoardColumn", carried: Carried) -> Drop:
    priority = column.key
    now = Asked(change_priority, {"priority": priority}, tr("{name} now", name=priority))
    return Drop(
        (_priority_words(priority, carried),), now,
        partial(priority_form, theme, carried.words, priority),
    )  # fmt: skip


def _priority_words(priority: str, carried: Carried) -> str:
    if any(card.case.provisional for card in carried.cards):
        return tr("Its first priority: it counts from the opening.")
    others = [card for card in carried.cards if card.case.priority != priority]
    if all(is_raise(card.case.priority, priority) for card in others):
        return tr("Raised: each clock is due at the earlier of before and {name} from now on.",
                  name=priority)  # fmt: skip
    return tr("Lowered: {name} counts from the opening. Past a first warning it takes the lead, "
              "and a word on what was agreed.", name=priority)  # fmt: skip


def _on_skill(theme: Theme, column: "BoardColumn", carried: Carried) -> Drop:
    """The skill of the column they come from is not needed any more."""
    without = {carried.start: None} if carried.start else {}
    if column.key:
        words = tr("Needs {skill}. Asks how well.", skill=column.name)
        if carried.start:
            words = tr("Needs {skill} in its place. Asks how well.", skill=column.name)
        return Drop((words,), ask=partial(skill_form, theme, carried.words, column.name, without))
    if not without:
        return Drop((tr("Of which skill? Take cards up from one column."),))
    now = Asked(set_case_skills, {"skills": without}, tr("needs it no more"))
    return Drop((tr("Needs this skill no more."),), now)


_ON: Final = {
    "agent": _on_agent, "status": _on_status, "priority": _on_priority, "skill": _on_skill,
}  # fmt: skip
