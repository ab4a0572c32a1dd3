"""The dates on which a calendar is not as in an ordinary week: holidays and exceptions."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent

from models.handbook.special_days import SpecialDay
from models.wording import DAYS, MONTHS
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.column_table import Column, give_columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import muted
from ui.widgets.table_view import TableView

_ROWS = 8


class _DaysTable(TableView):
    """Delete takes out the row of the keyboard."""

    removed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete; the rest as every table."""
        row = self.current_row()
        if event.key() == Qt.Key.Key_Delete and row is not None:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)


class SpecialDaysCard(Card):
    """`remove_asked` and `change_asked` carry a `SpecialDay`."""

    remove_asked = Signal(object)
    change_asked = Signal(object)

    def __init__(self, theme: Theme, actions: Sequence[QAction]) -> None:
        super().__init__(theme, tr("Holidays and exceptions"))
        self._sizes = theme.sizes
        self.table = _DaysTable(theme, tr("Holidays and exceptions"))
        self._model = give_columns(self.table, _COLUMNS, self)
        self.table.removed.connect(lambda row: self.remove_asked.emit(self._model.rows[row]))
        self.table.row_opened.connect(
            lambda index: self.change_asked.emit(self._model.rows[index.row()])
        )
        self._said = muted(wrap=True)
        self._said.setProperty("ink", "soon")
        self._nothing = EmptyState(
            theme, "calendar", tr("Every week is like every other."),
            tr("Add a country's holidays, days off from a file, or a special day."),
        )  # fmt: skip
        for action in actions:
            self.corner.addWidget(ActionButton(theme, action))
        for part in (self._said, self.table, self._nothing):
            self.content.addWidget(part)

    def show_days(
        self, days: tuple[SpecialDay, ...], today: date, whose: str, found: Sequence[str]
    ) -> None:
        """Show these, the next one first in view; `whose` holidays; what the linter found."""
        row = self.table.current_row()
        same = [day.day for day in days] == [day.day for day in self._model.rows]
        self.set_title(tr("Holidays and exceptions"), whose)
        self._model.show(days)
        self._said.setText("\n".join(found))
        self._said.setVisible(bool(found))
        self.table.setVisible(bool(days))
        self._nothing.setVisible(not days)
        rows = min(len(days), _ROWS)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * rows + 2)
        coming = next((at for at, day in enumerate(days) if day.day >= today), len(days) - 1)
        self.table.go_to_row(row if same and row is not None else coming)


def day_words(day: date) -> str:
    """“Fri 1 May 2026”."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _what(day: SpecialDay) -> str:
    if day.origin == "exception":
        return tr("Exception: {name}", name=day.name) if day.name else tr("Exception")
    return day.name or tr("Holiday")


_COLUMNS = (
    Column("Date", 170, lambda day: day_words(day.day)),
    Column("What", 0, lambda day: _what(day)),
    Column("Hours", 190, lambda day: tr(day.hours),
           lambda day: "muted" if day.hours == "closed" else "text"),
)  # fmt: skip
