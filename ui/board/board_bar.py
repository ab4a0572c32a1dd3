"""The line above the columns: by what they are made, and which cases they hold."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.queue_filter import QueueFilter
from ui.board.column_words import GROUPINGS
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.filter_strip import FilterStrip
from ui.widgets.filter_words import parts
from ui.widgets.search_field import SearchField

_ROOMY, _WIDE, _NARROW = 900, 240, 140


class BoardBar(QWidget):
    """`by_chosen` carries a grouping, `filter_chosen` the whole filter; `left`: done here."""

    by_chosen = Signal(str)
    filter_chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, own: Mapping[str, QAction]) -> None:
        super().__init__()
        self._shown = QueueFilter()
        specs = [ChipSpec(name, tr(words)) for name, words in GROUPINGS.items()]
        self._chips = ChipRow(theme, tr("Columns"), specs)
        self._search = SearchField(theme, tr("Filter by words"))
        self._strip = FilterStrip(theme, own["clear"])
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._chips)
        row.addStretch(1)
        row.addWidget(self._search)
        row.addWidget(ActionButton(theme, own["filter"]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        column.addLayout(row)
        column.addWidget(self._strip)
        self._chips.chosen_changed.connect(lambda chosen: self.by_chosen.emit(chosen[0]))
        self._search.search_changed.connect(self._choose_words)
        self._search.left.connect(self.left)
        self._strip.filter_chosen.connect(self.filter_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the field gives way."""
        super().resizeEvent(event)
        self._search.setFixedWidth(_WIDE if self.width() >= _ROOMY else _NARROW)

    def show_by(self, by: str) -> None:
        """By what the columns are made."""
        self._chips.choose(by)

    def show_filter(self, shown: QueueFilter, people: Mapping[int, str]) -> None:
        """Say what is on; words that are typed and not on yet stay."""
        self._shown = shown
        self._strip.show_parts(parts(shown, people))

    def show_words(self, words: str) -> None:
        """These stand in the field."""
        self._search.setText(words)

    def type_words(self) -> None:
        """To the field."""
        self._search.focus_and_select()

    def _choose_words(self, words: str) -> None:
        self.filter_chosen.emit(replace(self._shown, text=words))
