"""Resolution attainment week by week: a line, each point labelled, each opening its cases."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from models.queries.review import Week
from models.review_charts import Point, axis_floor, trend_points
from ui.messages import tr
from ui.palette import color
from ui.reviews.marks import Marks
from ui.theme import Theme

_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 14.0, 24.0, 42.0
_DOT, _RING = 4.0, 8.0
_NAMED = 66.0
"""Pixels between two weeks that are named; the rest are told by tool tip and keyboard."""
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
        return QSize(420, 230)

    def minimumSizeHint(self) -> QSize:
        """Never so low that labels meet."""
        return QSize(260, 200)

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
        for index in range(len(self.points)):
            self._paint_point(painter, index)

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

    def _paint_point(self, painter: QPainter, index: int) -> None:
        palette, point = self._theme.palette, self.points[index]
        x = self._x(index)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.muted))
        if index % ceil(_NAMED / self._step()) == 0:
            axis, left = self.height() - _BOTTOM, min(x - 45, self.width() - 90)
            painter.drawText(QRectF(left, axis + 6, 90, 16), _CENTRE, point.name)
            painter.drawText(QRectF(left, axis + 22, 90, 16), _CENTRE, point.counts)
        here = self.hasFocus() and index == self.current
        if point.percent is not None:
            self._paint_dot(painter, index, point, here=here)
        elif here:
            painter.setPen(QPen(color(palette.accent), 1))
            painter.drawRect(self.area_of(index).adjusted(2, 2, -2, -2))

    def _paint_dot(self, painter: QPainter, index: int, point: Point, *, here: bool) -> None:
        palette, at = self._theme.palette, self._place(index)
        if here:
            painter.setPen(QPen(color(palette.accent), 2))
            painter.setBrush(color(palette.accent_tint))
            painter.drawEllipse(at, _RING, _RING)
        painter.setPen(QPen(color(palette.surface), 1.5))
        painter.setBrush(color(palette.accent))
        painter.drawEllipse(at, _DOT, _DOT)
        painter.setFont(self._theme.font("caption", 600 if here else 500))
        painter.setPen(color(palette.text))
        below = point.valley and at.y() + 25 < self.height() - _BOTTOM
        area = QRectF(at.x() - 30, at.y() + (9 if below else -25), 60, 16)
        words = painter.boundingRect(area, _CENTRE, point.words)
        painter.fillRect(words.adjusted(-2, 1, 2, -1), color(palette.surface))
        painter.drawText(area, _CENTRE, point.words)

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
              counts=point.counts)  # fmt: skip
