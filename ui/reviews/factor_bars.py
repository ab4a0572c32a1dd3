"""How often each factor occurred, quarter by quarter: small bars, each with its number."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen

from models.queries.recurrence import Recurrence, Recurrences
from models.review_words import period_words
from ui.messages import inline, tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.marks import Marks

_ROW, _HEAD, _BAR, _GAP = 32.0, 24.0, 12.0, 8.0
_MOST_NAMES = 0.5
_NAMES, _MARK = 0.4, 84.0
_CATEGORIES: Final = 3
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SYSTEMIC: Final = "▲ systemic"


class FactorBars(Marks):
    """A row a factor, then one for each of the most frequent categories of the cases, paler."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Factors over four quarters"))
        self.rows: tuple[Recurrence, ...] = ()
        self._factors = 0
        self._heads: list[str] = []

    def show_recurrences(self, found: Recurrences) -> None:
        """Show these."""
        often = sorted(found.categories, key=lambda row: -sum(row.counts))[:_CATEGORIES]
        self.rows = (*found.factors, *often)
        self._factors = len(found.factors)
        self._heads = [period_words(period.name) for period in found.quarters]
        self.show_words([self._said(at) for at in range(len(self.rows))])
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A row each, under the quarters."""
        return QSize(420, round(_HEAD + _ROW * len(self.rows)))

    def minimumSizeHint(self) -> QSize:
        """All rows."""
        return QSize(300, self.sizeHint().height())

    def area_of(self, index: int) -> QRectF:
        """The whole row."""
        return QRectF(0, _HEAD + _ROW * index, self.width(), _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The quarters, and under them names, bars and numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.muted))
        for at, head in enumerate(self._heads):
            painter.drawText(self._cell(QRectF(0, 0, self.width(), _HEAD), at), _START, head)
        most = max((max(row.counts, default=0) for row in self.rows), default=0)
        for at, row in enumerate(self.rows):
            self._paint_row(painter, at, row, most)

    def _paint_row(self, painter: QPainter, at: int, row: Recurrence, most: int) -> None:
        palette, area = self._theme.palette, self.area_of(at)
        font = self._theme.font("body", 500 if at < self._factors else 400)
        painter.setFont(font)
        painter.setPen(color(palette.text if at < self._factors else palette.muted))
        name = QRectF(area.left() + 4, area.top(), self._names() - _GAP - 4, area.height())
        cut = QFontMetricsF(font).elidedText(
            self._called(at), Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(name, _START, cut)
        for quarter, count in enumerate(row.counts):
            self._paint_bar(painter, self._cell(area, quarter), count, most, at < self._factors)
        if row.systemic:
            painter.setPen(color(palette.breached_ink))
            painter.setFont(self._theme.font("caption", 600))
            mark = QRectF(area.right() - _MARK, area.top(), _MARK, area.height())
            painter.drawText(mark, _START, tr(SYSTEMIC))
        if self.hasFocus() and at == self.current:
            painter.setPen(QPen(color(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_bar(
        self, painter: QPainter, cell: QRectF, count: int, most: int, dark: bool
    ) -> None:
        palette = self._theme.palette
        number = QFontMetricsF(self._theme.font("body")).horizontalAdvance("0000")
        wide = max(cell.width() - number - _GAP, 0) * count / most if most else 0
        if count:
            ink = color(palette.accent)
            ink.setAlphaF(1.0 if dark else 0.45)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            bar = QRectF(cell.left(), cell.center().y() - _BAR / 2, max(wide, 3), _BAR)
            painter.drawRoundedRect(bar, 2, 2)
        painter.setFont(self._theme.font("body"))
        painter.setPen(color(palette.text if count else palette.muted))
        left = max(wide, 3) + 6 if count else 0
        painter.drawText(cell.adjusted(left, 0, 0, 0), _START, str(count))

    def _names(self) -> float:
        """As wide as they are, as long as the bars keep room enough to be told apart."""
        metrics = QFontMetricsF(self._theme.font("body", 500))
        called = (self._called(at) for at in range(len(self.rows)))
        widest = max(map(metrics.horizontalAdvance, called), default=0) + 2 * _GAP
        return min(max(widest, self.width() * _NAMES), self.width() * _MOST_NAMES)

    def _cell(self, area: QRectF, quarter: int) -> QRectF:
        room = max(self.width() - self._names() - _MARK, 0)
        wide = room / max(len(self._heads), 1)
        return QRectF(self._names() + wide * quarter, area.top(), wide - _GAP, area.height())

    def _called(self, at: int) -> str:
        name = inline(self.rows[at].name)
        return name if at < self._factors else tr("Category: {name}", name=name)

    def _said(self, at: int) -> str:
        row = self.rows[at]
        counts = ", ".join(
            f"{head}: {count}" for head, count in zip(self._heads, row.counts, strict=True)
        )
        said = f"{self._called(at)}: {counts}"
        return tr("{said}, systemic", said=said) if row.systemic else said
