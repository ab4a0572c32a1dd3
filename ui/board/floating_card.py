"""The card that hangs at the mouse while it is dragged."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.palette import color
from ui.theme import Theme

_SHADOW = 8
_BADGE = 22


class FloatingCard(QWidget):
    """A picture of the first card; of several, how many. It takes no mouse and no keyboard."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self._picture, self._count = QPixmap(), 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_card(self, picture: QPixmap, count: int) -> None:
        """Show this picture."""
        self._picture, self._count = picture, count
        size = picture.deviceIndependentSize().toSize()
        self.resize(size + QSize(2 * _SHADOW, 2 * _SHADOW))
        self.raise_()
        self.show()

    def follow(self, point: QPoint) -> None:
        """Hang a bit below a point of the screen."""
        self.move(self._over.mapFromGlobal(point) - QPoint(self.width() // 3, _SHADOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shadow, the card, the number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = color(self._theme.palette.shadow)
        shade.setAlphaF(0.06)
        painter.setBrush(shade)
        for step in range(_SHADOW, 0, -2):
            area = card.adjusted(-step, -step + 3, step, step + 3)
            painter.drawRoundedRect(area, 6 + step, 6 + step)
        painter.drawPixmap(card.topLeft(), self._picture)
        if self._count > 1:
            self._paint_count(painter, card)

    def _paint_count(self, painter: QPainter, card: QRectF) -> None:
        palette = self._theme.palette
        box = QRectF(card.right() - _BADGE + 6, card.top() - 6, _BADGE, _BADGE)
        painter.setBrush(color(palette.accent))
        painter.drawEllipse(box)
        painter.setFont(self._theme.font("caption", 700))
        painter.setPen(color(palette.on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._count))
