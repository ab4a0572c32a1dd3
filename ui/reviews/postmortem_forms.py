"""What is asked for at the steps of a postmortem's life: whom, by when, why, and a comment."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from models.commands.postmortems import comment_postmortem, give_postmortem, move_postmortem
from models.errors import Problems
from models.handbook.postmortems import DRAFT, IN_REVIEW
from models.queries.people import PersonRow
from models.queries.postmortem import PostmortemDetail
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.growing_text import GrowingText
from ui.widgets.wheel_free import WheelFreeBox

_NOBODY: Final = 0
_NO_DAY: Final = "none"
_DAYS: Final = (("2", "In 2 days"), ("7", "In a week"), ("14", "In two weeks"), (_NO_DAY, "No day"))


def review_form(
    theme: Theme, one: PostmortemDetail, team: Sequence[PersonRow], today: date, me: int | None
) -> Form:
    """Whom, and by when; nobody is asked about what they wrote themselves."""
    box = _people("reviewer", [person for person in team if person.id != me], one.reviewer_id)
    days = named(ChipRow(theme, tr("By when"), [ChipSpec(at, tr(words)) for at, words in _DAYS]),
                 "due_on")  # fmt: skip
    days.choose("7")

    def read() -> Asked:
        if box.currentData() is None:
            raise Problems("Not asked", {"reviewer": "There is nobody else on the team yet."})
        ahead = days.chosen()[0]
        due_on = today + timedelta(days=int(ahead)) if ahead != _NO_DAY else None
        given = {"postmortem_id": one.id, "to": IN_REVIEW, "reviewer_id": box.currentData(),
                 "due_on": due_on}  # fmt: skip
        said = tr("{name} is asked to review it", name=box.currentText())
        return Asked(move_postmortem, given, said)

    fields = [(tr("Who reviews it"), box), (tr("By when"), days)]
    return Form(tr("Review of {key}", key=one.key), tr("Ask"), fields, read)


def owner_form(one: PostmortemDetail, team: Sequence[PersonRow]) -> Form:
    """Who sees to it that it gets on."""
    box = _people("owner", team, one.owner_id, nobody=tr("Nobody"))

    def read() -> Asked:
        given = {"postmortem_id": one.id, "owner_id": box.currentData() or None}
        return Asked(give_postmortem, given, tr("{key} is saved", key=one.key))

    title = tr("Who sees to {key}", key=one.key)
    return Form(title, tr("Save"), [(tr("Owner"), box)], read)


def back_form(theme: Theme, one: PostmortemDetail) -> Form:
    """Back into a draft, with the reason."""
    why = named(GrowingText(theme, least=2, most=8), "why")

    def read() -> Asked:
        given = {"postmortem_id": one.id, "to": DRAFT, "why": why.toPlainText()}
        return Asked(move_postmortem, given, tr("{key} is a draft", key=one.key))

    title = tr("{key} back to a draft", key=one.key)
    return Form(title, tr("Make it a draft"), [(tr("Why"), why)], read)


def comment_form(theme: Theme, one: PostmortemDetail) -> Form:
    """Say something of it; its text stays as it is."""
    words = named(GrowingText(theme, least=3, most=12), "words")

    def read() -> Asked:
        given = {"postmortem_id": one.id, "words": words.toPlainText()}
        return Asked(comment_postmortem, given, tr("Said"))

    title = tr("Comment on {key}", key=one.key)
    return Form(title, tr("Comment"), [(tr("What you have to say"), words)], read)


def _people(
    name: str, team: Sequence[PersonRow], chosen: int | None, nobody: str = ""
) -> WheelFreeBox:
    box = named(WheelFreeBox(), name)
    if nobody:
        box.addItem(nobody, _NOBODY)
    for person in team:
        box.addItem(person.name, person.id)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
