"""The small sheets of a corrective action: done with evidence, another day, dropped, open again."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from models.commands.corrective_actions import (
    change_action,
    drop_action,
    finish_action,
    reopen_action,
)
from models.queries.corrective_actions import ActionRow
from models.wording import day_words
from ui.messages import inline, tr
from ui.reviews.action_form import day_line, day_of, proposed_day, steps_back
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.growing_text import GrowingText
from ui.widgets.text_line import TextLine


def move_form(row: ActionRow, today: date) -> Form:
    """Another day, and why; the first stays known."""
    due_on, why = day_line("due_on", max(row.due_on, proposed_day(today))), named(TextLine(), "why")

    def read() -> Asked:
        to = day_of(due_on, today)
        changes = {"due_on": to}
        given = {"action_id": row.id, "changes": changes, "seen": row.version, "why": why.text()}
        day = day_words(date.fromisoformat(to), year=True)
        return Asked(steps_back(change_action, row.id), given, tr("Moved to {day}", day=day))

    hint = tr("The first day it was due stays beside it, and how often it was carried over.")
    fields = [(tr("Due"), due_on), (tr("Why it moves"), why)]
    title = tr("Another day for “{title}”", title=inline(row.title))
    return Form(title, tr("Move it"), [*fields], read, hint)


def step_form(theme: Theme, row: ActionRow, name: str) -> Form:
    """A step that needs words: “finish”, “drop”, “reopen”."""
    command, field, title, done, asked, said, hint = _STEPS[name]
    words = named(GrowingText(theme, least=2, most=8), field)

    def read() -> Asked:
        given = {"action_id": row.id, field: words.toPlainText()}
        return Asked(steps_back(command, row.id), given, tr(said))

    said_of = tr(title, title=inline(row.title))
    return Form(said_of, tr(done), [(tr(asked), words)], read, tr(hint))


_Step = tuple[Callable[..., int], str, str, str, str, str, str]
_STEPS: Final[Mapping[str, _Step]] = {
    "finish": (
        finish_action, "evidence", "“{title}” is done", "It is done", "What shows it",
        "The action is done",
        "Words, a link, or the key of an article or case. Whether it worked is told once the"
        " quarter after is over.",
    ),
    "drop": (
        drop_action, "reason", "Drop “{title}”", "Drop it", "Why it will not be done",
        "The action is dropped", "It stays on the published list, with the reason.",
    ),
    "reopen": (
        reopen_action, "reason", "Open “{title}” again", "Open it", "Why it is opened again",
        "The action is open again", "Its first day and its history stay.",
    ),
}  # fmt: skip
