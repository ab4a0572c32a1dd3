"""What past forecasts said, across, and what share of them breached, up: a dot for each tenth.

On the line both are the same; a dot is the larger the more forecasts said so, and the stroke
through it the longer the fewer did: between its ends the true share may well lie.
"""

from collections.abc import Sequence
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen

from models.forecast_words import percent_of
from models.handbook.calibration import Bin
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.marks import Marks

_LEFT, _RIGHT, _TOP, _BOTTOM = 60.0, 24.0, 38.0, 58.0
_APART = 16.0
"""From the axes to what stands at them: no dot reaches so far."""
_SMALLEST, _LARGEST, _RING = 4.0, 13.0, 4.0
_TICKS = (0, 25, 50, 75, 100)
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CalibrationPlot(Marks):
    """Dots to be walked through and read; nothing opens."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("What forecasts said, and what happened"))
        self.bins: Sequence[Bin] = ()

    def show_bins(self, bins: Sequence[Bin]) -> None:
        """Show these."""
        self.bins = bins
        self.show_words([_told(one) for one in bins])

    def sizeHint(self) -> QSize:
        """About square."""
        return QSize(420, 352)

    def minimumSizeHint(self) -> QSize:
        """So that ticks do not meet."""
        return QSize(280, 240)

    def area_of(self, index: int) -> QRectF:
        """Around the dot, never too small to be hit."""
        reach = max(self._radius(self.bins[index]), 10.0)
        place = self._place(self.bins[index].said, self.bins[index].happened)
        return QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """No hand: nothing opens."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, line, dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        painter.setPen(QPen(color(self._theme.palette.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self._place(0, 0), self._place(1, 1))
        for one in self.bins:
            self._paint_stroke(painter, one)
        for index, one in enumerate(self.bins):
            self._paint_dot(painter, index, one)

    def _paint_grid(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.setFont(self._theme.font("caption"))
        for tick in _TICKS:
            across, up = self._place(tick / 100, 0), self._place(0, tick / 100)
            painter.setPen(color(palette.line))
            painter.drawLine(up, QPointF(self.width() - _RIGHT, up.y()))
            painter.setPen(color(palette.muted))
            beside = QRectF(0, up.y() - 9, _LEFT - _APART, 18)
            below = QRectF(across.x() - 24, across.y() + _APART, 48, 16)
            painter.drawText(beside, _END, f"{tick} %")
            painter.drawText(below, _CENTRE, f"{tick} %")
        painter.drawText(QRectF(0, 4, self.width() / 2, 16), int(Qt.AlignmentFlag.AlignLeft),
                         tr("How many breached"))  # fmt: skip
        below = QRectF(_LEFT, self.height() - 18, self.width() - _LEFT - _RIGHT, 16)
        painter.drawText(below, _CENTRE, tr("How likely they were said to breach"))

    def _paint_stroke(self, painter: QPainter, one: Bin) -> None:
        low, high = one.likely
        painter.setPen(QPen(color(self._theme.palette.muted), 1.5))
        painter.drawLine(self._place(one.said, low), self._place(one.said, high))

    def _paint_dot(self, painter: QPainter, index: int, one: Bin) -> None:
        palette, at = self._theme.palette, self._place(one.said, one.happened)
        radius = self._radius(one)
        if self.hasFocus() and index == self.current:
            painter.setPen(QPen(color(palette.accent), 2))
            painter.setBrush(color(palette.accent_tint))
            painter.drawEllipse(at, radius + _RING, radius + _RING)
        painter.setPen(QPen(color(palette.surface), 1.5))
        painter.setBrush(color(palette.accent))
        painter.drawEllipse(at, radius, radius)

    def _radius(self, one: Bin) -> float:
        most = max(other.count for other in self.bins)
        return max(_SMALLEST, _LARGEST * sqrt(one.count / most))

    def _place(self, said: float, happened: float) -> QPointF:
        width = self.width() - _LEFT - _RIGHT
        height = self.height() - _TOP - _BOTTOM
        return QPointF(_LEFT + width * said, _TOP + height * (1 - happened))


def _told(one: Bin) -> str:
    values = {
        "said": percent_of(one.said), "happened": percent_of(one.happened),
        "count": f"{one.count:,}",
    }  # fmt: skip
    if one.count == 1:
        return tr("said {said} %: {happened} % of 1 forecast breached", **values)
    return tr("said {said} %: {happened} % of {count} forecasts breached", **values)
