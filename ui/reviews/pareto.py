"""Breaches by group: bars, most first, each with its words and opening its cases."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen

from models.queries.breaches import GroupBreaches
from models.review_charts import BAR_HEADS, Bar, pareto_bars
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme, in_columns
from ui.widgets.marks import Marks

_ROW, _BAR, _GAP = 28.0, 12.0, 8.0
_NAMES, _LEAST_BAR = 0.24, 3.0
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ParetoChart(Marks):
    """The groups that make four fifths of the breaches are dark, the rest pale."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("SLA breaches by group"))
        self.bars: list[Bar] = []
        self._heads = [tr(head) for head in BAR_HEADS]

    def show_groups(self, groups: Sequence[GroupBreaches]) -> None:
        """Show these."""
        self.bars = pareto_bars(groups)
        self.show_words([bar.words for bar in self.bars])
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A row a bar, under the heads."""
        return QSize(420, round(_ROW * (len(self.bars) + 1)))

    def minimumSizeHint(self) -> QSize:
        """All bars."""
        return QSize(300, self.sizeHint().height())

    def area_of(self, index: int) -> QRectF:
        """The bar's whole row."""
        return QRectF(0, _ROW * (index + 1), self.width(), _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Heads, and under them names, bars and figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = self._widths()
        names = self.width() * _NAMES
        room = max(self.width() - names - sum(widths), _LEAST_BAR)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(self._theme.palette.muted))
        self._paint_figures(painter, self.area_of(-1), self._heads, widths)
        for index, bar in enumerate(self.bars):
            row = self.area_of(index)
            self._paint_bar(painter, row, bar, names, room * bar.share)
            self._paint_figures(painter, row, [in_columns(f) for f in bar.figures], widths)
            if self.hasFocus() and index == self.current:
                painter.setPen(QPen(color(self._theme.palette.accent), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)

    def _widths(self) -> list[float]:
        """The columns of figures, each as wide as its widest, with a gap before it."""
        metrics = QFontMetricsF(self._theme.font("body"))
        columns = zip(self._heads, *(bar.figures for bar in self.bars), strict=True)
        return [2 * _GAP + max(map(metrics.horizontalAdvance, column)) for column in columns]

    def _paint_bar(
        self, painter: QPainter, row: QRectF, bar: Bar, names: float, width: float
    ) -> None:
        palette = self._theme.palette
        font = self._theme.font("body")
        painter.setFont(font)
        painter.setPen(color(palette.text))
        name = QRectF(row.left() + 4, row.top(), names - _GAP - 4, row.height())
        cut = QFontMetricsF(font).elidedText(bar.group, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, _START, cut)
        if bar.share:
            ink = color(palette.accent)
            ink.setAlphaF(1.0 if bar.leading else 0.45)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            y = row.center().y() - _BAR / 2
            painter.drawRoundedRect(QRectF(names, y, max(width, _LEAST_BAR), _BAR), 2, 2)
        painter.setPen(color(palette.text))

    def _paint_figures(
        self, painter: QPainter, row: QRectF, figures: Sequence[str], widths: Sequence[float]
    ) -> None:
        right = row.right() - 4
        for figure, width in zip(reversed(figures), reversed(widths), strict=True):
            painter.drawText(QRectF(right - width, row.top(), width, row.height()), _END, figure)
            right -= width
