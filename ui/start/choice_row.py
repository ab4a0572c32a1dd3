"""One of the ways to a desk: an icon, what it is, and a line that explains it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.palette import color
from ui.theme import Theme
from ui.widgets.buttons import paint_key_box

_HEIGHT, _ICON, _LEFT = 60, 20.0, 52.0
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChoiceRow(QAbstractButton):
    """A wide button; the arrows go from row to row (`moved` carries -1 or 1), Enter chooses."""

    moved = Signal(int)

    def __init__(
        self, theme: Theme, icon: str, words: str, detail: str, keys: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._detail = detail
        self._keys = keys
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Two lines of text and the room around them."""
        return QSize(420, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does; up and down go to the neighbours."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, both lines, key."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        box = QRectF(16, (_HEIGHT - _ICON) / 2, _ICON, _ICON)
        lit = self.hasFocus() or self.underMouse()
        ink = palette.accent if lit else palette.muted
        self._theme.icons.paint(painter, box, self._icon, ink)
        room = QRectF(_LEFT, 0, self.width() - _LEFT - 44, _HEIGHT)
        self._paint_line(painter, room.adjusted(0, 10, 0, -_HEIGHT / 2), self.text(), 600)
        self._paint_line(painter, room.adjusted(0, _HEIGHT / 2, 0, -10), self._detail, 400)
        self._paint_key(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        if not (self.hasFocus() or self.underMouse()):
            return
        palette = self._theme.palette
        focused = self.hasFocus()
        painter.setPen(color(palette.accent) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(color(palette.accent_tint if focused else palette.hover))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5), 6, 6)

    def _paint_line(self, painter: QPainter, area: QRectF, words: str, weight: int) -> None:
        palette = self._theme.palette
        painter.setFont(self._theme.font("body", weight, figures=False))
        painter.setPen(color(palette.text if weight > 400 else palette.muted))
        metrics = QFontMetricsF(painter.font())
        line = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _MIDDLE, line)

    def _paint_key(self, painter: QPainter) -> None:
        if not self._keys:
            return
        painter.setFont(self._theme.font("caption", 500))
        width = max(QFontMetricsF(painter.font()).horizontalAdvance(self._keys) + 10, 20.0)
        box = QRectF(self.width() - width - 16, _HEIGHT / 2 - 9, width, 18)
        paint_key_box(painter, box, self._theme.palette)
        painter.setPen(color(self._theme.palette.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._keys)
