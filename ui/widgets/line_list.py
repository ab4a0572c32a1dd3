"""A short list of two-line entries, as high as they are: arrows choose, Enter opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from ui.messages import inline
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.two_lines import LineRole, TwoLines

_WHAT = Qt.ItemDataRole.UserRole
_MOST = 6


@dataclass(frozen=True)
class Line:
    """An entry: its words, what it is in muted words below, an icon, and what it stands for."""

    words: str
    detail: str
    icon: str
    what: Any


class LineList(QListWidget):
    """`itemActivated` on Enter and double click; `chosen()` is what the keyboard is on.

    Of more than `most` lines the others are scrolled to; those that `wraps` are cut later.
    """

    def __init__(
        self, theme: Theme, name: str, most: int = _MOST, *, wraps: bool = False
    ) -> None:  # fmt: skip
        super().__init__()
        self._most = most
        self._shown: tuple[Line, ...] = ()
        self.setItemDelegate(TwoLines(theme, self, wraps=wraps))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line the keyboard is on stays."""
        if tuple(lines) == self._shown:
            return
        row = max(self.currentRow(), 0)
        self._shown = tuple(lines)
        self.clear()
        for line in lines:
            self.addItem(_item(line))
        self.setCurrentRow(min(row, len(lines) - 1))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width its lines may have another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def _fit(self) -> None:
        heights = map(self.sizeHintForRow, range(min(self.count(), self._most)))
        self.setFixedHeight(sum(heights) + 4)

    def chosen(self) -> Any:
        """What the keyboard is on; None where there is nothing."""
        return what_of(self.currentItem()) if self.currentRow() >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, arrows choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def what_of(item: QListWidgetItem) -> Any:
    """What an entry stands for."""
    return item.data(_WHAT)


def _item(line: Line) -> QListWidgetItem:
    named = inline(line.words)
    item = QListWidgetItem(named)
    item.setData(_WHAT, line.what)
    item.setData(LineRole.DETAIL, line.detail)
    item.setData(LineRole.ICON, line.icon)
    item.setToolTip(tool_tip(line.words))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{named}, {line.detail}")
    return item
