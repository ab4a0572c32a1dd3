"""The corrective actions of a postmortem while it is written: added on the spot."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from models.action_words import KIND_WORDS, STATUS_WORDS
from models.handbook.corrective_actions import DROPPED, OPEN
from models.queries.corrective_actions import ActionRow
from models.wording import day_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import muted
from ui.widgets.line_list import Line, LineList, what_of


class Owned(NamedTuple):
    """An action, as far as leaving the draft asks for it."""

    owner_id: int | None
    owner_role: str
    due_on: str


class OwnActionsCard(Card):
    """`action_requested` carries the `ActionRow` that is to be changed."""

    action_requested = Signal(object)

    def __init__(self, theme: Theme, add: QAction) -> None:
        super().__init__(theme, tr("Actions"))
        self.rows: tuple[ActionRow, ...] = ()
        self.list = LineList(theme, tr("Actions; Enter changes one"))
        self._none = muted(tr("None yet. What is to be done so that it does not happen again, or "
                              "is noticed sooner?"), wrap=True)  # fmt: skip
        button = ActionButton(theme, add, kind="quiet", words=tr("Add"))
        self.corner.addWidget(button)
        self.content.addWidget(self._none)
        self.content.addWidget(self.list)
        self.list.itemActivated.connect(lambda item: self.action_requested.emit(what_of(item)))
        self.show_actions(())

    def owned(self) -> list[Owned]:
        """Whose they are and by when, of those that were not dropped."""
        return [
            Owned(row.owner_id, row.owner_role, row.due_on.isoformat())
            for row in self.rows if row.status != DROPPED
        ]  # fmt: skip

    def show_actions(self, rows: Sequence[ActionRow]) -> None:
        """Show these."""
        self.rows = tuple(rows)
        self._none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.list.show_lines(
            [Line(row.title, f"{told(row)} · {tr(row.effect_words)}", "clock", row) for row in rows]
        )


def told(row: ActionRow) -> str:
    """What kind, whose, by when, and how it stands."""
    due = tr("due {day}", day=day_words(row.due_on))
    if row.overdue:
        due = tr("■ overdue since {day}", day=day_words(row.due_on))
    elif row.moved:
        due = tr("due {day}, first {first}", day=day_words(row.due_on),
                 first=day_words(row.first_due_on))  # fmt: skip
    if row.status != OPEN:
        due = tr(STATUS_WORDS[row.status])
    parts = (tr(KIND_WORDS[row.kind]), inline(row.owner) or tr(row.role), due)
    return " · ".join(filter(None, parts))
