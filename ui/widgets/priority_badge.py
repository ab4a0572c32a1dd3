"""The small badge P1 to P4: the darker, the more urgent."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.messages import tr
from ui.palette import Palette, color
from ui.theme import Theme

WIDTH = 28.0
HEIGHT = 18.0


@dataclass(frozen=True)
class _Look:
    ground: str
    line: str
    ink: str


def paint_priority(
    painter: QPainter, rect: QRectF, priority: str, palette: Palette, provisional: bool = False
) -> None:
    """Draw "P1".."P4" at the left of `rect`, in its middle, in the painter's font.

    A provisional priority (handbook, rule 9) has a dashed line around it.
    """
    box = QRectF(rect.left(), round(rect.center().y() - HEIGHT / 2), WIDTH, HEIGHT)
    look = _look(priority, palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setColor(color(look.ink if provisional else look.line))
    pen.setWidthF(1.0)
    pen.setStyle(Qt.PenStyle.DashLine if provisional else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.setBrush(color(look.ground))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(color(look.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, priority)
    painter.restore()


class PriorityBadge(QWidget):
    """The badge as a widget of its own."""

    def __init__(self, theme: Theme, priority: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._priority = ""
        self._provisional = False
        self.setFixedSize(QSize(round(WIDTH), round(HEIGHT)))
        self.show_priority(priority)
        theme.changed.connect(self.update)

    def show_priority(self, priority: str, provisional: bool = False) -> None:
        """Show "P1".."P4"; an empty text shows nothing."""
        self._priority = priority
        self._provisional = provisional
        told = tr("Priority {name}, provisional") if provisional else tr("Priority {name}")
        self.setAccessibleName(told.format(name=priority) if priority else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        if not self._priority:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption", 700))
        area = QRectF(self.rect())
        paint_priority(painter, area, self._priority, self._theme.palette, self._provisional)


def _look(priority: str, palette: Palette) -> _Look:
    looks = {
        "P1": _Look(palette.breached, palette.breached, palette.on_breached),
        "P2": _Look(palette.breached_tint, palette.breached_tint, palette.breached_ink),
    }
    return looks.get(priority, _Look(palette.surface, palette.field_line, palette.text))
