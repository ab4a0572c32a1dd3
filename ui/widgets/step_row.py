"""A step of a checklist: a box, its words over as many lines as they need, who did it and when."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.messages import tr
from ui.palette import color
from ui.theme import Theme

_BOX, _LEFT, _EDGE = 14, 28, 5
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_LOW = 1 << 16


class StepRow(QAbstractButton):
    """Space and Enter press it, arrows go from step to step; whether it is ticked says the log."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words, self._said = "", ""  # not the button's text, in which an & would be a key
        self.done = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_step(self, words: str, said: str, *, done: bool) -> None:
        """Its words, whether it is done, and by whom and when."""
        if (words, said, done) == (self.words, self._said, self.done):
            return
        self.words, self._said, self.done = words, said, done
        state = tr("done") if done else tr("to do")
        self.setAccessibleName(", ".join(part for part in (words, state, said) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As a line; the layout asks for the height of its width."""
        return QSize(160, self.heightForWidth(240))

    def heightForWidth(self, width: int) -> int:
        """All of its lines."""
        return self._words(width).height() + self._below() + 2 * _EDGE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the box, the words, and below them who did it."""
        palette, rect = self._theme.palette, self.rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(color(palette.accent if self.hasFocus() else "#00000000"))
        painter.setBrush(color(palette.hover if self.underMouse() else "#00000000"))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._paint_box(painter)
        words = self._words(rect.width())
        painter.setFont(self._theme.font("body", figures=False))
        painter.setPen(color(palette.muted if self.done else palette.text))
        painter.drawText(words, _WRAPPED, self.words)
        if self._said:
            painter.setFont(self._theme.font("caption", figures=False))
            painter.setPen(color(palette.muted))
            below = QRect(words.left(), words.bottom() + 1, words.width(), self._below())
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), self._said)

    def _paint_box(self, painter: QPainter) -> None:
        palette = self._theme.palette
        box = QRectF(7.5, _EDGE + 2.5, _BOX, _BOX)
        painter.setPen(color(palette.accent if self.done else palette.muted))
        painter.setBrush(color(palette.accent if self.done else palette.surface))
        painter.drawRoundedRect(box, 3, 3)
        if self.done:
            pen = painter.pen()
            pen.setColor(color(palette.on_accent))
            pen.setWidthF(1.8)
            painter.setPen(pen)
            left, top = box.left(), box.top()
            for (x, y), (to_x, to_y) in (((3.2, 7.2), (6.0, 10.0)), ((6.0, 10.0), (10.8, 4.2))):
                painter.drawLine(
                    round(left + x), round(top + y), round(left + to_x), round(top + to_y)
                )

    def _words(self, width: int) -> QRect:
        """Where the words stand."""
        metrics = QFontMetrics(self._theme.font("body", figures=False))
        room = QRect(_LEFT, _EDGE, max(width - _LEFT - _EDGE, 40), _LOW)
        found = metrics.boundingRect(room, _WRAPPED, self.words)
        return QRect(room.left(), room.top(), room.width(), found.height())

    def _below(self) -> int:
        metrics = QFontMetrics(self._theme.font("caption", figures=False))
        return metrics.lineSpacing() if self._said else 0
