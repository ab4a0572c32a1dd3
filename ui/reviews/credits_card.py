"""What customers are credited for the quarter, and what became of it; for the lead alone."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from models.commands.remedies import MAY_FOLLOW
from models.queries.quarter_credits import QuarterCredits, amount_of
from models.queries.remedies import STATE_WORDS, RemedyRow
from models.review_words import period_words
from models.wording import full_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.column_table import Column, give_columns
from ui.widgets.labels import muted
from ui.widgets.quiet_table import QuietTable
from ui.widgets.table_cells import Tone

_ROWS = 6
_TONES: dict[str, Tone] = {
    "calculated": "muted", "approved": "strong", "paid": "calm", "disputed": "soon",
}  # fmt: skip
_SHAPES = {"calculated": "○", "approved": "◐", "paid": "●", "disputed": "▲"}


class CreditsCard(Card):
    """`opened` carries the `RemedyRow` of the keyboard; hidden where nothing credits anything."""

    opened = Signal(object)

    def __init__(
        self, theme: Theme, zone: ZoneInfo, calculate: QAction, steps: dict[str, QAction]
    ) -> None:
        super().__init__(
            theme, tr("Credits to customers"), tr("calculated; owed only once they are approved")
        )
        self._sizes = theme.sizes
        self._calculate, self._steps = calculate, steps
        self.table = QuietTable(theme, tr("Credits to customers"))
        self._model = give_columns(self.table, _columns(zone), self)
        self._none = muted(wrap=True)
        self.corner.addWidget(ActionButton(theme, calculate))
        row = QHBoxLayout()
        for action in steps.values():
            row.addWidget(ActionButton(theme, action, kind="quiet"))
        row.addStretch(1)
        for part in (self._none, self.table):
            self.content.addWidget(part)
        self.content.addLayout(row)
        self.table.selectionModel().currentRowChanged.connect(self._enable)
        self.table.row_opened.connect(self._open)
        self.hide()

    @property
    def chosen(self) -> RemedyRow | None:
        """The credit of the keyboard."""
        at = self.table.current_row()
        return self._model.rows[at] if at is not None and at < len(self._model.rows) else None

    def show_credits(self, found: QuarterCredits | None) -> None:
        """Show these, the same one chosen; None for whoever is not to see any."""
        chosen = self.chosen
        rows: Sequence[RemedyRow] = found.rows if found is not None else ()
        self._model.show(rows)
        known = [row.id for row in rows]
        at = known.index(chosen.id) if chosen is not None and chosen.id in known else 0
        if rows:
            self.table.go_to(self._model.index(at, 0))
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(
            self._sizes.header + self._sizes.row * min(max(len(rows), 1), _ROWS) + 2
        )
        self._none.setVisible(not rows)
        may = found is not None and bool(found.over)
        self._none.setText(
            tr("No credit was calculated yet. It follows from the SLA verdicts and the contracts.")
            if may else tr("They can be calculated once a month of this quarter is over.")
        )  # fmt: skip
        self._calculate.setEnabled(may)
        self._enable()
        self.setVisible(found is not None and (bool(rows) or found.has_tables))

    def _enable(self) -> None:
        chosen = self.chosen
        for kind, action in self._steps.items():
            may = chosen is not None and chosen.state in MAY_FOLLOW[kind]
            action.setEnabled(may)

    def _open(self) -> None:
        if self.chosen is not None:
            self.opened.emit(self.chosen)


def _columns(zone: ZoneInfo) -> Sequence[Column]:
    return (
        Column("Customer", 0, lambda row: row.customer, "strong"),
        Column("Contract", 120, lambda row: row.contract),
        Column("Period", 96, lambda row: period_words(row.period)),
        Column("Credit", 190, amount_of, figures=True),
        Column("State", 190, lambda row: f"{_SHAPES[row.state]} {tr(STATE_WORDS[row.state])}",
               lambda row: _TONES[row.state]),
        Column("By", 130, lambda row: row.steps[-1].by, "muted", least=980),
        Column("When", 220, lambda row: full_words(row.steps[-1].at, zone), "muted", least=1100),
    )  # fmt: skip
