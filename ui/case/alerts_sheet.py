"""The alerts of a case: why each comes and when, who was told, and what became of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.alert_ledger_words import became_words, use_words, what_words, whose_words, why_words
from models.queries.alert_ledger import LedgerRow
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.column_table import Column, give_columns
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet
from ui.widgets.table_view import TableView

_WIDTH = 940
_MOST = 14
_HINT = "Whoever sees to what is due stops the path: nobody else is told of it."
_NONE = "No alert of this case is planned, and none has come: none of its clocks runs."


class AlertsSheet(Sheet):
    """A row for each alert and person; Esc closes it, and so does asking for one of the `verbs`."""

    def __init__(
        self, theme: Theme, over: QWidget, key: str, rows: Sequence[LedgerRow], at: ZoneNow,
        verbs: Sequence[QAction],
    ) -> None:  # fmt: skip
        words = tr("Alerts of {case}", case=key)
        super().__init__(theme, over, words, width=_WIDTH)
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.wide)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(words))
        self.content.addWidget(muted(tr(_HINT if rows else _NONE), wrap=True))
        self.table = TableView(theme, words)
        model = give_columns(self.table, (
            Column("Planned for", 130, lambda row: at.words(row.planned_for)),
            Column("Alert", 290, lambda row: _whole(row, at), "strong"),
            Column("Told", 140, lambda row: tr(whose_words(row))),
            Column("What became of it", 0, lambda row: _became(row, at), "muted"),
        ), self)  # fmt: skip
        model.show(rows)
        shown = min(max(len(rows), 1), _MOST)
        self.table.setMinimumHeight(sizes.header + sizes.row * shown + 2)
        self.content.addWidget(self.table, 1)
        self.table.setVisible(bool(rows))
        close = Button(theme, tr("Close"), keys="Esc")
        close.clicked.connect(self.close_sheet)
        row = QHBoxLayout()
        for verb in verbs if any(one.fired_at for one in rows) else ():
            button = Button(theme, verb.text())
            button.clicked.connect(partial(self._do, verb))
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        self.content.addLayout(row)
        self.closed.connect(self.deleteLater)
        self.show_sheet(self.table if rows else close)
        if rows:
            self.table.go_to_row(0)

    def _do(self, verb: QAction, *_: object) -> None:
        self.close_sheet()
        verb.trigger()


def _whole(row: LedgerRow, at: ZoneNow) -> str:
    why = [tr(one) for one in why_words(row, at.now, at.zone)]
    return " · ".join([tr(what_words(row)), *why])


def _became(row: LedgerRow, at: ZoneNow) -> str:
    steps = [tr(one) for one in became_words(row, at.now, at.zone)]
    return ", ".join(filter(None, [tr(use_words(row)), *steps]))
