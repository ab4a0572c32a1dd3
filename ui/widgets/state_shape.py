"""The shape that stands for a clock's state, so that colour never speaks alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from models.gauge import State
from ui.palette import Palette, color

_SHAPES: dict[State, str] = {
    "calm": "●",
    "at_risk": "▲",
    "slo_missed": "▲",
    "breached": "■",
    "paused": "‖",
    "done": "✓",
}


def shape_of(state: State, imminent: bool = False) -> str:
    """The state's shape as a character: ● ▲ ■, ‖ for paused, ✓ for done."""
    if imminent and state in ("calm", "at_risk", "slo_missed"):
        return "■"
    return _SHAPES[state]


def shape_path(shape: str, rect: QRectF) -> QPainterPath:
    """The outline of ● ▲ ■ or ‖ in the middle of `rect`, as large as its shorter side."""
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    path = QPainterPath()
    if shape == "●":
        path.addEllipse(box)
    elif shape == "▲":
        corners = [QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]
        path.addPolygon(QPolygonF(corners))
        path.closeSubpath()
    elif shape == "‖":
        bar = side * 0.32
        path.addRect(QRectF(box.left(), box.top(), bar, side))
        path.addRect(QRectF(box.right() - bar, box.top(), bar, side))
    else:
        path.addRect(box)
    return path


def paint_shape(
    painter: QPainter, rect: QRectF, state: State, palette: Palette, imminent: bool = False
) -> None:
    """Draw the state's shape, in its colour, in the middle of `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(palette.mark_of(state, imminent)))
    painter.drawPath(shape_path(shape_of(state, imminent), rect))
    painter.restore()
