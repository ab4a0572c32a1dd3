"""The corrective actions of a postmortem to be read: whose, by when, and whether each worked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction

from models.action_words import KIND_WORDS, STATUS_WORDS
from models.handbook.corrective_actions import OPEN
from models.queries.corrective_actions import ActionRow
from models.wording import day_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.labels import muted
from ui.widgets.quiet_table import QuietTable
from ui.widgets.table_cells import Tone

_WIDE: Final = 780


def _due(row: ActionRow) -> str:
    if row.status != OPEN:
        return tr(STATUS_WORDS[row.status])
    day = day_words(row.due_on)
    if row.overdue:
        return tr("■ {day}, overdue", day=day)
    return (
        tr("{day}, moved from {first}", day=day, first=day_words(row.first_due_on))
        if row.moved
        else day
    )


def _due_tone(row: ActionRow) -> Tone:
    return "breached" if row.overdue else "text"


COLUMNS: Final = (
    Column("Action", 0, lambda row: inline(row.title), "strong"),
    Column("Kind", 84, lambda row: tr(KIND_WORDS[row.kind]), "muted"),
    Column("Owner", 150, lambda row: inline(row.owner) or tr(row.role), "muted"),
    Column("Due", 190, _due, _due_tone),
    Column("Expected", 220, lambda row: tr(row.effect_words), "muted", least=_WIDE),
    Column("What came of it", 220, lambda row: tr(row.judgement_words), "muted", least=960),
)


class ActionsCard(Card):
    """`action_requested` carries the `ActionRow` that is to be changed."""

    action_requested = Signal(object)

    def __init__(self, theme: Theme, add: QAction) -> None:
        super().__init__(theme, tr("Actions"))
        self._sizes = theme.sizes
        self._model = ColumnModel(COLUMNS, self)
        self.table = QuietTable(theme, tr("Actions; Enter changes one"))
        self.table.setModel(self._model)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.table, COLUMNS)
        self._none = muted(tr("No action is decided yet."))
        self.content.addWidget(self._none)
        self.content.addWidget(self.table)
        button = ActionButton(theme, add, kind="quiet")
        self.corner.addWidget(button)
        self.table.row_opened.connect(self._open)

    def show_actions(self, rows: Sequence[ActionRow]) -> None:
        """Show these."""
        self._model.show(rows)
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * len(rows) + 2)

    def _open(self, index: QModelIndex) -> None:
        self.action_requested.emit(self._model.rows[index.row()])
