"""Resolution attainment week by week: a line, each point labelled, each opening its cases."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen

from models.queries.trends import Week
from models.review_charts import Point, axis_floor, trend_points
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.marks import Marks

_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 24.0, 24.0, 42.0
_DOT, _RING = 4.0, 8.0
_HIGH, _AWAY = 16.0, 9.0
"""How high the words of a point are, and how far from it."""
_APART = 5.0
"""Pixels between the words of two points."""
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TrendChart(Marks):
    """Shares met of clocks decided; the line breaks where a week decided none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Resolution within the SLA, week by week"))
        self.points: list[Point] = []
        self._floor = 0

    def show_weeks(self, weeks: Sequence[Week], today: date) -> None:
        """Show these, as known on `today`."""
        self.points = trend_points(weeks, today)
        self._floor = axis_floor(weeks)
        self.show_words([_told(point) for point in self.points])

    def sizeHint(self) -> QSize:
        """Room for the line and two lines of words under it."""
        return QSize(420, 250)

    def minimumSizeHint(self) -> QSize:
        """Never so low that labels meet."""
        return QSize(260, 250)

    def area_of(self, index: int) -> QRectF:
        """The week's whole column."""
        step = self._step()
        return QRectF(_LEFT + step * index, 0, step, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, line, dots, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        self._paint_line(painter)
        for index, point in enumerate(self.points):
            self._paint_name(painter, index, point)
            self._paint_dot(painter, index, point)
        self._paint_words(painter)

    def _paint_grid(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.setFont(self._theme.font("caption"))
        for tick in sorted({self._floor, (self._floor + 100) // 2, 100}):
            y = self._level(tick)
            painter.setPen(color(palette.line))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
            painter.setPen(color(palette.muted))
            painter.drawText(QRectF(0, y - 9, _LEFT - 8, 18), _END, f"{tick} %")

    def _paint_line(self, painter: QPainter) -> None:
        painter.setPen(QPen(color(self._theme.palette.accent), 2))
        for (one, first), (other, second) in pairwise(enumerate(self.points)):
            if first.percent is not None and second.percent is not None:
                painter.drawLine(self._place(one), self._place(other))

    def _paint_name(self, painter: QPainter, index: int, point: Point) -> None:
        painter.setFont(self._theme.font("caption"))
        if index % self._every():
            return
        painter.setPen(color(self._theme.palette.muted))
        axis, left = self.height() - _BOTTOM, min(self._x(index) - 45, self.width() - 90)
        painter.drawText(QRectF(left, axis + 6, 90, 16), _CENTRE, point.name)
        painter.drawText(QRectF(left, axis + 22, 90, 16), _CENTRE, point.detail)

    def _every(self) -> int:
        """Every so many weeks one is named; the rest are told by tool tip and keyboard."""
        metrics = QFontMetricsF(self._theme.font("caption"))
        words = [word for point in self.points for word in (point.name, point.detail)]
        widest = max(map(metrics.horizontalAdvance, words), default=0) + _AWAY
        return max(1, ceil(widest / self._step()))

    def _paint_dot(self, painter: QPainter, index: int, point: Point) -> None:
        palette, at = self._theme.palette, self._place(index)
        here = self.hasFocus() and index == self.current
        if here:
            painter.setPen(QPen(color(palette.accent), 2))
            painter.setBrush(color(palette.accent_tint))
            if point.percent is None:
                painter.drawRoundedRect(self.area_of(index).adjusted(2, 2, -2, -2), 4, 4)
            else:
                painter.drawEllipse(at, _RING, _RING)
        if point.percent is not None:
            painter.setPen(QPen(color(palette.surface), 1.5))
            painter.setBrush(color(palette.accent))
            painter.drawEllipse(at, _DOT, _DOT)

    def _paint_words(self, painter: QPainter) -> None:
        """The words at the points, what matters most first; those without room are left out."""
        palette = self._theme.palette
        painter.setFont(self._theme.font("caption", 500))
        painter.setPen(color(palette.text))
        taken: list[QRectF] = []
        for index in self._by_weight():
            area = self._words_area(QFontMetricsF(painter.font()), index)
            if not any(area.adjusted(-_APART, 0, _APART, 0).intersects(other) for other in taken):
                taken.append(area)
                painter.fillRect(area.adjusted(1, 1, -1, -1), color(palette.surface))
                painter.drawText(area, _CENTRE, self.points[index].words)

    def _by_weight(self) -> list[int]:
        """The weeks with words: the keyboard's, the last, the lowest, the highest, the others."""
        told = {i: p.percent for i, p in enumerate(self.points) if p.percent is not None}
        if not told:
            return []
        first = [max(told), min(told, key=lambda i: told[i]), max(told, key=lambda i: told[i])]
        if self.hasFocus() and self.current in told:
            first.insert(0, self.current)
        return list(dict.fromkeys([*first, *told]))

    def _words_area(self, metrics: QFontMetricsF, index: int) -> QRectF:
        """Beside the point where the line leaves room; over it where the axis is too near."""
        point, at = self.points[index], self._place(index)
        below = point.below and at.y() + _AWAY + _HIGH < self.height() - _BOTTOM
        width = metrics.horizontalAdvance(point.words) + 4
        left = at.x() - width / 2 * (1 - (point.lean if below == point.below else -point.lean))
        top = at.y() + (_AWAY if below else -_AWAY - _HIGH)
        return QRectF(min(max(left, 0), self.width() - width), top, width, _HIGH)

    def _step(self) -> float:
        return (self.width() - _LEFT - _RIGHT) / max(len(self.points), 1)

    def _x(self, index: int) -> float:
        return _LEFT + self._step() * (index + 0.5)

    def _level(self, percent: float) -> float:
        height = self.height() - _TOP - _BOTTOM
        return _TOP + height * (100 - percent) / max(100 - self._floor, 1)

    def _place(self, index: int) -> QPointF:
        return QPointF(self._x(index), self._level(self.points[index].percent or 0))


def _told(point: Point) -> str:
    if point.percent is None:
        return tr("week of {day}: no clock decided", day=point.name)
    return tr("week of {day}: {share}, {counts}", day=point.name, share=point.words,
              counts=point.detail)  # fmt: skip
