"""The headings of an article that is being written; Enter goes to one."""

import re
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from ui.messages import inline, tr

_HEADING: Final = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_FENCE: Final = re.compile(r"^ {0,3}(```+|~~~+)")
_MOST: Final = 500
_BESIDE: Final = 1_150
"""Pixels of the editor from which on there is room for it beside text and preview."""


class Heading(NamedTuple):
    """A heading, and the line it stands on, counted from 0."""

    level: int
    words: str
    line: int


def headings(source: str) -> list[Heading]:
    """Those of a text, but for what stands in code; the first 500."""
    found: list[Heading] = []
    fence = ""
    for number, line in enumerate(source.split("\n")):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and (match := _HEADING.match(line)) and match[2]:
            found.append(Heading(len(match[1]), match[2], number))
    return found[:_MOST]


class Outline(QListWidget):
    """`line_chosen` carries the number of a line, `left` says that Esc was pressed."""

    line_chosen = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outline")
        self._shown: list[Heading] = []
        self._asked = False
        self.setAccessibleName(tr("Outline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(4, 8, 4, 8)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_source(self, source: str) -> None:
        """Show the headings of this text."""
        found = headings(source)
        if found == self._shown:
            return
        row = self.currentRow()
        self._shown = found
        self.clear()
        top = min((one.level for one in found), default=1)
        for one in found:
            self.addItem(f"{'   ' * (one.level - top)}{inline(one.words)}")
        self.setCurrentRow(min(row, len(found) - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the first heading."""
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def ask(self, source: str) -> None:
        """The keyboard comes here, until a line is chosen, however little room there is."""
        self._asked = True
        self.show_source(source)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self, width: int) -> None:
        """In sight where the window is wide, or it was asked for."""
        self.setVisible(self._asked or (width >= _BESIDE and self.count() > 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the heading, Esc back to where the text is written."""
        if event.key() == Qt.Key.Key_Escape:
            self._asked = False
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self._asked = False
        self.line_chosen.emit(self._shown[self.row(item)].line)
