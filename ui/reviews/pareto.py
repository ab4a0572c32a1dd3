"""Breaches by group: bars, most first, each with its words and opening its cases."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen

from models.queries.breaches import GroupBreaches
from models.review_charts import Bar, pareto_bars
from ui.messages import tr
from ui.palette import color
from ui.reviews.marks import Marks
from ui.theme import Theme

_ROW, _BAR, _GAP = 28.0, 12.0, 8.0
_NAMES = 0.26
_LEAST_BAR = 3.0
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ParetoChart(Marks):
    """The groups that make four fifths of the breaches are dark, the rest pale."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("SLA breaches by group"))
        self.bars: list[Bar] = []

    def show_groups(self, groups: Sequence[GroupBreaches]) -> None:
        """Show these."""
        self.bars = pareto_bars(groups)
        self.show_words([f"{bar.group}: {bar.words}" for bar in self.bars])
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A row a bar."""
        return QSize(420, round(_ROW * max(len(self.bars), 1)))

    def minimumSizeHint(self) -> QSize:
        """All bars."""
        return QSize(260, self.sizeHint().height())

    def area_of(self, index: int) -> QRectF:
        """The bar's whole row."""
        return QRectF(0, _ROW * index, self.width(), _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, bars, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self._theme.font("caption"))
        longest = max((metrics.horizontalAdvance(bar.words) for bar in self.bars), default=0)
        names = self.width() * _NAMES
        room = max(self.width() - names - longest - 2 * _GAP, _LEAST_BAR)
        for index, bar in enumerate(self.bars):
            self._paint_bar(painter, self.area_of(index), bar, names, room * bar.share)
            if self.hasFocus() and index == self.current:
                painter.setPen(QPen(color(self._theme.palette.accent), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self.area_of(index).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_bar(
        self, painter: QPainter, row: QRectF, bar: Bar, names: float, width: float
    ) -> None:
        palette = self._theme.palette
        font = self._theme.font("body")
        painter.setFont(font)
        painter.setPen(color(palette.text))
        name = QRectF(row.left() + 4, row.top(), names - _GAP - 4, row.height())
        cut = QFontMetricsF(font).elidedText(bar.group, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, _END, cut)
        if bar.share:
            ink = color(palette.accent)
            ink.setAlphaF(1.0 if bar.leading else 0.45)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            y = row.center().y() - _BAR / 2
            painter.drawRoundedRect(QRectF(names, y, max(width, _LEAST_BAR), _BAR), 2, 2)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.muted))
        words = QRectF(names + width + _GAP, row.top(), row.width() - names - width, row.height())
        painter.drawText(words, _START, bar.words)
