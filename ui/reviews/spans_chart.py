"""Eight quarters: a line of resolutions kept, and under each quarter the figures beside it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from models.queries.trends import SPANS, Span
from models.review_spans import ROWS, Column, columns, span_floor
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.marks import Marks

_LEFT, _TOP, _PLOT, _ROW = 116.0, 22.0, 110.0, 22.0
_DOT, _NAMES = 4.0, 26.0
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEIGHT: Final = _TOP + _PLOT + _NAMES + _ROW * len(ROWS) + 4


class SpansChart(Marks):
    """Each quarter can be walked to and opened; the one that runs has an open dot and no line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Resolution within the SLA, quarter by quarter"))
        self.columns: list[Column] = []
        self._floor = 0

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show these."""
        self.columns = columns(spans)
        self._floor = span_floor(spans)
        self.show_words([tr(column.told) for column in self.columns])

    def sizeHint(self) -> QSize:
        """The line, and the rows under it."""
        return QSize(720, round(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """All rows."""
        return QSize(640, round(_HEIGHT))

    def area_of(self, index: int) -> QRectF:
        """The quarter's whole column."""
        return QRectF(_LEFT + self._step() * index, 0, self._step(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, the quarter of the keyboard, line, dots, words, rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        if self.hasFocus() and self.columns:
            painter.setPen(QPen(color(palette.accent), 1))
            painter.setBrush(color(palette.accent_tint))
            painter.drawRoundedRect(self.area_of(self.current).adjusted(2, 1, -2, -1), 4, 4)
        self._paint_grid(painter)
        painter.setPen(QPen(color(palette.accent), 2))
        for (one, first), (other, second) in pairwise(enumerate(self.columns)):
            some = first.percent is not None and second.percent is not None
            if some and not second.so_far:
                painter.drawLine(self._place(one), self._place(other))
        for index, column in enumerate(self.columns):
            self._paint_dot(painter, index, column)
            self._paint_rows(painter, index, column)

    def _paint_grid(self, painter: QPainter) -> None:
        palette, right = self._theme.palette, _LEFT + self._step() * len(self.columns)
        painter.setFont(self._theme.font("caption"))
        for tick in sorted({self._floor, (self._floor + 100) // 2, 100}):
            y = self._level(tick)
            painter.setPen(color(palette.line))
            painter.drawLine(QPointF(_LEFT, y), QPointF(right, y))
            painter.setPen(color(palette.muted))
            painter.drawText(QRectF(0, y - 9, _LEFT - 10, 18), _END, f"{tick} %")
        for row, head in enumerate(ROWS):
            y = self._row(row)
            painter.setPen(color(palette.line))
            painter.drawLine(QPointF(0, y), QPointF(right, y))
            painter.setPen(color(palette.muted))
            painter.drawText(QRectF(0, y, _LEFT, _ROW), _START, tr(head))

    def _paint_dot(self, painter: QPainter, index: int, column: Column) -> None:
        if column.percent is None:
            return
        palette, at = self._theme.palette, self._place(index)
        painter.setPen(QPen(color(palette.accent if column.so_far else palette.surface), 1.5))
        painter.setBrush(color(palette.surface if column.so_far else palette.accent))
        painter.drawEllipse(at, _DOT, _DOT)
        below = column.below and at.y() + 24 < _TOP + _PLOT
        middle = at.x() + column.lean * self._step() / 4
        area = QRectF(middle - 50, at.y() + (6 if below else -22), 100, 16)
        painter.setFont(self._theme.font("caption", 500))
        painter.setPen(color(palette.text))
        painter.drawText(area, _CENTRE, column.words)

    def _paint_rows(self, painter: QPainter, index: int, column: Column) -> None:
        palette, left, width = self._theme.palette, self.area_of(index).left(), self._step()
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.muted))
        names = QRectF(left, _TOP + _PLOT + 4, width, _NAMES - 4)
        painter.drawText(names, _CENTRE, column.name)
        painter.setPen(color(palette.text))
        for row, words in enumerate(column.rows):
            painter.drawText(QRectF(left, self._row(row), width, _ROW), _CENTRE, words)

    def _step(self) -> float:
        return (self.width() - _LEFT) / SPANS

    def _row(self, row: int) -> float:
        return _TOP + _PLOT + _NAMES + _ROW * row

    def _level(self, percent: float) -> float:
        return _TOP + _PLOT * (100 - percent) / max(100 - self._floor, 1)

    def _place(self, index: int) -> QPointF:
        return QPointF(self.area_of(index).center().x(),
                       self._level(self.columns[index].percent or 0))  # fmt: skip
