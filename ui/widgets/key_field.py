"""A field for the number of a case or an article, which finds it by words, too."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.tool_tip import tool_tip

_MOST = 6
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FoundKey(NamedTuple):
    """What the words may mean: its number, and its title."""

    key: str
    title: str


Find = Callable[[str, QObject, Callable[[Sequence[FoundKey]], None]], None]
"""Looks for words and calls back with what was found, the best first, while who asks lives."""


class KeyField(QLineEdit):
    """What is found stands in `found`, a widget to be put below it; ↓ and ↑ choose there while the
    keyboard stays here, and Enter chooses the first before it means the form."""

    def __init__(self, theme: Theme, find: Find) -> None:
        super().__init__()
        self._theme = theme
        self._find = find
        self._found_for = ""
        self._list = QListWidget()
        self._list.setAccessibleName(tr("What may be meant"))
        self._list.setProperty("role", "choices")
        self._list.setFont(theme.font())
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found = QWidget()
        column = QVBoxLayout(self.found)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        self.found.hide()
        self.textChanged.connect(self.look)

    def key(self) -> str:
        """The number of what was chosen, or what is typed."""
        item = self._list.currentItem() if self.found.isVisibleTo(self.window()) else None
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _STEPS and self._list.count():
            last = self._list.count() - 1
            self._choose(min(max(self._list.currentRow() + _STEPS[key], 0), last))
        elif plain and key in _ENTER and self._is_open():
            self._choose(0)
        else:
            super().keyPressEvent(event)

    def _is_open(self) -> bool:
        """Whether what is typed, which is nobody's number, was found and none of it chosen yet."""
        keys = [self._list.item(row).data(Qt.ItemDataRole.UserRole)
                for row in range(self._list.count())]  # fmt: skip
        typed = self.text().strip().upper()
        return self._found_for == typed and self._list.currentRow() < 0 and typed not in keys

    def _choose(self, row: int) -> None:
        self._list.setCurrentRow(row)
        self.setAccessibleDescription(self._list.item(row).text())

    def look(self) -> None:
        """Look for what is typed."""
        typed = self.text()
        self._list.setCurrentRow(-1)
        if typed.strip():
            self._find(typed, self, lambda found: self._show(typed, found))
        else:
            self._show(typed, ())

    def _show(self, typed: str, found: Sequence[FoundKey]) -> None:
        if typed != self.text():
            return  # of words that are no longer there
        self._found_for = typed.strip().upper() if found else ""
        self._list.clear()
        for key, title in found[:_MOST]:
            item = QListWidgetItem(f"{key}   {title}", self._list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(tool_tip(title))
            item.setSizeHint(QSize(0, self._theme.sizes.row))
        self._list.setCurrentRow(-1)
        self._list.setFixedHeight(self._list.count() * self._theme.sizes.row + 4)
        self.found.setVisible(self._list.count() > 0)
        self.setAccessibleDescription("")
