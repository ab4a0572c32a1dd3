"""What an import would do, with what cannot be read, and the button that does it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.imports.import_words import beside, whose_problems, would_happen
from ui.messages import tr
from ui.ports import ImportSummary
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.labels import large, muted
from ui.widgets.table_view import TableView

_MOST_ROWS = 7
_WHOLE_ROW = "–"


def _on_one_line(value: str) -> str:
    """Whatever is in it."""
    return " ".join(value.split()) or _WHOLE_ROW


_PROBLEMS = (
    Column("Row", 72, lambda one: f"{one.row:,}", "muted", lambda one: str(one.row)),
    Column("Column", 150, lambda one: _on_one_line(one.column), "muted", lambda one: one.column),
    Column("Value", 220, lambda one: _on_one_line(one.value), "text", lambda one: one.value),
    Column("Why it cannot be read", 0, lambda one: _on_one_line(one.reason), "muted",
           lambda one: one.reason),
)  # fmt: skip
"""The values of a log that cannot be read; the file's header is row 1."""


class OutcomeCard(Card):
    """Shows a check's `ImportSummary`; `start` imports, `again` checks once more."""

    def __init__(
        self, theme: Theme, start: QAction, again: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, tr("What would happen"), parent=parent)
        self._theme = theme
        self._large = large()
        self._beside = muted()
        self._whose = muted(wrap=True)
        self.table = TableView(theme, tr("Values that cannot be read"))
        self._model = ColumnModel(_PROBLEMS, self)
        self.table.setModel(self._model)
        dress(self.table, _PROBLEMS)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.sizes.tiny)
        self._start_main = ActionButton(theme, start, kind="main")
        self._start_plain = ActionButton(theme, start)
        self._again = ActionButton(theme, again, kind="main")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.sizes.small)
        for button in (self._start_main, self._again, self._start_plain):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for part in (self._large, self._whose, self._beside, self.table):
            self.content.addWidget(part)
        self.content.addLayout(self._notes)
        self.content.addSpacing(theme.sizes.small)
        self.content.addLayout(buttons)

    def show_summary(self, summary: ImportSummary) -> None:
        """Say what would happen."""
        some = bool(summary.problems)
        self._large.setText(would_happen(summary))
        self._large.setProperty("ink", "warning" if some else None)
        self._large.style().unpolish(self._large)
        self._large.style().polish(self._large)
        self._whose.setText(whose_problems(summary))
        self._beside.setText(beside(summary))
        self._model.show(summary.problems)
        self._whose.setVisible(some)
        self._beside.setVisible(bool(beside(summary)) and not some)
        self.table.setVisible(some)
        rows = min(len(summary.problems), _MOST_ROWS)
        self.table.setFixedHeight(self._theme.sizes.header + rows * self._theme.sizes.row + 2)
        self._show_notes(summary)
        self._start_main.setVisible(bool(summary.cases) and not some)
        self._start_plain.setVisible(bool(summary.cases) and some)
        self._again.setVisible(some)

    def focus_first(self) -> bool:
        """What is to be looked at first: the problems, or the button that imports; if there is."""
        for widget in (self.table, self._start_main, self._again):
            if not widget.isHidden():
                widget.setFocus()
                return True
        return False

    def _show_notes(self, summary: ImportSummary) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for note in summary.notes if summary.cases else ():
            self._notes.addWidget(muted(tr("● {note}", note=tr(note)), wrap=True))
