"""What people were told of in the last thirty days: a page of it, and all of it as a file."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.alert_ledger_words import became_words, use_words, what_words
from models.queries.alert_ledger import LedgerRow
from models.text import text
from models.wording import capitalised, instant_words, role_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.column_table import Column, give_columns
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet
from ui.widgets.table_view import TableView

_WIDTH = 980
_ROWS = 12
_MINE = "In the last 30 days, the newest first. It is yours: the lead sees the team, by roles."
_TEAM = "In the last 30 days, the newest first. Others are shown by their role."
_NONE = "Nobody was told of anything in the last 30 days."
_NOTHING = "You were told of nothing in the last 30 days."


class ToldSheet(Sheet):
    """A row for each alert and person. `turned` asks for another page, `wanted` for the file."""

    turned = Signal(int)
    wanted = Signal()

    def __init__(
        self, theme: Theme, over: QWidget, team: bool, now: Callable[[], datetime], zone: ZoneInfo
    ) -> None:
        words = tr("What the team was told of") if team else tr("What you were told of")
        super().__init__(theme, over, words, width=_WIDTH)
        self._now, self._zone, self._team, self._page = now, zone, team, 0
        self._sizes = sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.wide)
        self.content.setSpacing(sizes.small)
        self._hint = muted("", wrap=True)
        self.table = TableView(theme, words)
        self._model = give_columns(self.table, self._columns(), self)
        for part in (title(words), self._hint):
            self.content.addWidget(part)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(self._buttons(theme))
        self.closed.connect(self.deleteLater)

    def show_page(self, rows: Sequence[LedgerRow], more: bool, page: int) -> None:
        """Show a page of it; `more` says whether older ones follow."""
        self._page = page
        nothing = _NONE if self._team else _NOTHING
        self._hint.setText(tr((_TEAM if self._team else _MINE) if rows or page else nothing))
        self._model.show(rows)
        self.table.setVisible(bool(rows))
        self._older.setVisible(more or page > 0)
        self._newer.setVisible(more or page > 0)
        self._older.setEnabled(more)
        self._newer.setEnabled(page > 0)
        self._save.setEnabled(bool(rows))
        if not self.isVisible():  # no page is longer than the first
            sizes, lines = self._sizes, min(max(len(rows), 1), _ROWS)
            self.table.setMinimumHeight(sizes.header + sizes.row * lines + 2)
            self.show_sheet(self.table if rows else self._close)
        if rows:
            self.table.go_to_row(0)

    def _columns(self) -> tuple[Column, ...]:
        shown = [
            Column("Came", 100, lambda row: self._said(row.fired_at or row.planned_for)),
            Column("Case", 90, lambda row: row.case_key, "strong"),
            Column("Alert", 250, lambda row: tr(what_words(row))),
        ]
        if self._team:
            shown.append(Column("Told", 140, _whom))
        return *shown, Column("What became of it", 0, self._became, "muted")

    def _became(self, row: LedgerRow) -> str:
        steps = [tr(one) for one in became_words(row, self._now(), self._zone)][1:]
        return ", ".join(filter(None, [tr(use_words(row)), *steps]))

    def _said(self, at: datetime) -> str:
        return instant_words(at, self._now(), self._zone)

    def _buttons(self, theme: Theme) -> QHBoxLayout:
        self._newer, self._older = Button(theme, tr("Newer")), Button(theme, tr("Older"))
        self._save = Button(theme, tr("Save as CSV"))
        self._close = Button(theme, tr("Close"), keys="Esc")
        self._newer.clicked.connect(lambda *_: self.turned.emit(self._page - 1))
        self._older.clicked.connect(lambda *_: self.turned.emit(self._page + 1))
        self._save.clicked.connect(lambda *_: self.wanted.emit())
        self._close.clicked.connect(lambda *_: self.close_sheet())
        row = QHBoxLayout()
        for button in (self._save, self._newer, self._older):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._close)
        return row


def _whom(row: LedgerRow) -> str:
    """A person's own name, or the role of somebody else; whom it is for, where nobody was told."""
    if row.person:
        return capitalised(tr(role_name(row.person)))
    return capitalised(tr(text("for {name}", name=role_name(row.whom))))
