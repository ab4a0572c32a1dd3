"""The corrective actions of a postmortem to be read: whose, by when, and whether each worked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from models.handbook.corrective_actions import DONE, DROPPED
from models.queries.corrective_actions import ActionRow
from ui.messages import tr
from ui.reviews.own_actions_card import told
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import muted
from ui.widgets.line_list import Line, LineList, what_of

_ICONS = {DONE: "check", DROPPED: "cross"}


class ActionsCard(Card):
    """`action_requested` carries the `ActionRow` that is to be changed."""

    action_requested = Signal(object)

    def __init__(self, theme: Theme, add: QAction) -> None:
        super().__init__(theme, tr("Actions"))
        self.list = LineList(theme, tr("Actions; Enter changes one"), most=20)
        self._none = muted(tr("No action is decided yet."))
        self.content.addWidget(self._none)
        self.content.addWidget(self.list)
        self.corner.addWidget(ActionButton(theme, add, kind="quiet"))
        self.list.itemActivated.connect(lambda item: self.action_requested.emit(what_of(item)))

    def show_actions(self, rows: Sequence[ActionRow]) -> None:
        """Show these, each with what came of it."""
        self._none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.list.show_lines([
            Line(row.title, _whole(row), _ICONS.get(row.status, "clock"), row) for row in rows
        ])  # fmt: skip


def _whole(row: ActionRow) -> str:
    return " · ".join(filter(None, (told(row), tr(row.judgement_words))))
