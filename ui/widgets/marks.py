"""What both charts share: marks that can be walked through, read aloud and opened."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.messages import tr
from ui.theme import Theme

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1,
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1,
}  # fmt: skip
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Marks(QWidget):
    """A chart's marks. The arrows, J and K move, Enter or a click opens (`opened` carries which).

    A subclass draws, and says by `area_of` where each mark can be hit. `words` say each of them
    whole, for the tool tip and for somebody who cannot see the chart.
    """

    opened = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._words: Sequence[str] = ()
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def show_words(self, words: Sequence[str]) -> None:
        """These are the marks now; the keyboard stays where it was, if that mark is still there."""
        self._words = words
        self.current = min(self.current, max(len(words) - 1, 0))
        self.setAccessibleDescription("; ".join(words))
        self._say()
        self.update()

    def area_of(self, index: int) -> QRectF:
        """Where this mark can be hit."""
        raise NotImplementedError

    def mark_at(self, place: QPointF) -> int | None:
        """The mark under the pointer, or None."""
        hit = (i for i in range(len(self._words)) if self.area_of(i).contains(place))
        return next(hit, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, or open."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._words:
            self._go(self.current + step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._words:
            self._go(0 if event.key() == Qt.Key.Key_Home else len(self._words) - 1)
        elif event.key() in _ENTER and self._words:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        over = self.mark_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        index = self.mark_at(event.position())
        if index is not None:
            self._go(index)
            self.opened.emit(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """The words of the mark under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if index is None else self._words[index], self)
            return True
        return super().event(event)

    def _go(self, index: int) -> None:
        self.current = max(0, min(index, len(self._words) - 1))
        self._say()
        self.update()

    def _say(self) -> None:
        if self._words:
            here = self._words[self.current]
            self.setAccessibleName(tr("{chart}: {mark}", chart=self._name, mark=here))
