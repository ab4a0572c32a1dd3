"""The product's icon, and the tray's: the number at risk on the shape of the worst state."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from models.gauge import State
from ui.icons import Icons
from ui.palette import Palette, color
from ui.theme import Theme
from ui.widgets.state_shape import shape_of, shape_path

_SIZES = (16, 22, 24, 32, 48, 64, 128)
_MOST = 9
# Where the figure stands on a shape of side 1: a triangle has its room below.
_ROOM = {"▲": QRectF(0.0, 0.36, 1.0, 0.64)}


def app_icon(icons: Icons, palette: Palette) -> QIcon:
    """The mark on a tile of the accent colour: readable on a light and on a dark panel."""
    icon = QIcon()
    for size in _SIZES:
        pixmap, painter = _canvas(size)
        painter.setBrush(color(palette.accent))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.22, size * 0.22)
        inset = size * 0.1
        area = QRectF(inset, inset, size - 2 * inset, size - 2 * inset)
        icons.paint(painter, area, "mark", palette.on_accent)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def tray_icon(theme: Theme, count: int, worst: State | None, imminent: bool = False) -> QIcon:
    """The tray's icon: `count` cases at risk on the shape of `worst`, the worst state of all.

    With nothing at risk and something breached it shows "!", more than nine "9+". A desk on time
    shows the product's own icon.
    """
    if worst is None:
        return app_icon(theme.icons, theme.palette)
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(_numbered(theme, size, count, worst, imminent))
    return icon


def _numbered(theme: Theme, size: int, count: int, worst: State, imminent: bool) -> QPixmap:
    palette = theme.palette
    shape = shape_of(worst, imminent)
    pixmap, painter = _canvas(size)
    edge = size * 0.06
    shade = color(palette.mark_of(worst, imminent))
    painter.setBrush(shade)
    painter.setPen(QPen(shade, 2 * edge, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(shape_path(shape, QRectF(edge, edge, size - 2 * edge, size - 2 * edge)))
    words = "!" if not count else str(count) if count <= _MOST else f"{_MOST}+"
    room = _ROOM.get(shape, QRectF(0, 0, 1, 1))
    area = QRectF(0, room.top() * size, size, room.height() * size)
    share = 0.72 if len(words) == 1 else 0.52
    font = theme.font("body", 700, figures=False)
    font.setPixelSize(max(7, round(size * share * (0.75 if shape == "▲" else 1.0))))
    painter.setFont(font)
    painter.setPen(color(palette.on_breached))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return pixmap


def _canvas(size: int) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(size, size)
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    return pixmap, painter
