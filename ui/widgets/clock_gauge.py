"""The clock gauge on screen: what is left, shrinking to its left edge, the breach."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.gauge import Gauge
from ui.messages import tr
from ui.palette import Palette, color
from ui.theme import Theme

LINE = 6.0
_NOTCH_OVER = 3.0
_NOTCH_WIDTH = 2.0
_GAP = 10.0


def paint_gauge(painter: QPainter, rect: QRectF, gauge: Gauge, palette: Palette) -> None:
    """Draw the line into `rect`: its full width is the target, its middle the line's.

    Filled is what is left; a notch stands at the SLO; paused is hatched; breached is an empty line.
    """
    line = QRectF(rect.left(), round(rect.center().y() - LINE / 2), rect.width(), LINE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if gauge.state == "breached":
        _paint_empty(painter, line, palette)
    else:
        painter.fillPath(_rounded(line), color(palette.track))
        _paint_left(painter, line, gauge, palette)
    if gauge.notch is not None:
        _paint_notch(painter, line, gauge.notch, palette)
    painter.restore()


class ClockGauge(QWidget):
    """A gauge with its words beside it ("9 min · SLO missed")."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, words: bool = True) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._gauge: Gauge | None = None
        self.setMinimumSize(self.sizeHint())
        theme.changed.connect(self.update)

    def show_gauge(self, gauge: Gauge | None) -> None:
        """Show a clock, or nothing."""
        self._gauge = gauge
        said = f"{tr(gauge.words)}, {tr(gauge.due)}" if gauge is not None else ""
        self.setAccessibleName(said.strip(", "))
        self.setToolTip(tr(gauge.due) if gauge is not None else "")
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The gauge's own width, and that of the words."""
        width = float(self._theme.sizes.gauge_width)
        if self._words and self._gauge is not None:
            metrics = QFontMetricsF(self._theme.font("body", 600))
            width += _GAP + metrics.horizontalAdvance(tr(self._gauge.words)) + 2
        return QSize(round(width + 0.5), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, then the words in the state's ink."""
        if self._gauge is None:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("body", 600))
        width = float(self._theme.sizes.gauge_width) if self._words else float(self.width())
        area = QRectF(0, 0, width, self.height())
        paint_gauge(painter, area, self._gauge, self._theme.palette)
        if self._words:
            paint_words(painter, QRectF(self.rect()), width, self._gauge, self._theme.palette)


def paint_words(
    painter: QPainter, rect: QRectF, gauge_width: float, gauge: Gauge, palette: Palette
) -> None:
    """Draw the gauge's words right of it, in the painter's font, cut with an ellipsis."""
    area = rect.adjusted(gauge_width + _GAP, 0, 0, 0)
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(tr(gauge.words), Qt.TextElideMode.ElideRight, area.width())
    painter.setPen(color(palette.ink_of(gauge.state, gauge.imminent)))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_left(painter: QPainter, line: QRectF, gauge: Gauge, palette: Palette) -> None:
    share = min(max(gauge.share_left, 0.0), 1.0)
    if share <= 0:
        return
    filled = QRectF(line)
    filled.setWidth(max(line.width() * share, LINE))
    shade = color(palette.mark_of(gauge.state, gauge.imminent))
    if gauge.state == "paused":
        faint = color(palette.mark_of(gauge.state))
        faint.setAlphaF(0.35)
        painter.fillPath(_rounded(filled), faint)
        painter.fillPath(_rounded(filled), QBrush(shade, Qt.BrushStyle.BDiagPattern))
    else:
        painter.fillPath(_rounded(filled), shade)


def _paint_empty(painter: QPainter, line: QRectF, palette: Palette) -> None:
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setColor(color(palette.breached))
    pen.setWidthF(1.0)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_rounded(line.adjusted(0.5, 0.5, -0.5, -0.5)))


def _paint_notch(painter: QPainter, line: QRectF, notch: float, palette: Palette) -> None:
    x = round(line.left() + line.width() * min(max(notch, 0.0), 1.0) - _NOTCH_WIDTH / 2)
    height = LINE + 2 * _NOTCH_OVER
    painter.fillRect(
        QRectF(x, line.top() - _NOTCH_OVER, _NOTCH_WIDTH, height), color(palette.notch)
    )


def _rounded(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    radius = rect.height() / 2
    path.addRoundedRect(rect, radius, radius)
    return path
