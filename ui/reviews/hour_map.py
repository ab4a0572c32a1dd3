"""A heat map of the week: a row a day, a field an hour, its count in it; each opens its cases."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen

from models.review_hours import DAYS, SHADES, Cell, cells, day_totals, hour_words
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.marks import Marks

_NAMES, _SUMS, _HEAD, _ROW = 44.0, 48.0, 18.0, 22.0
_DAY: Final = 24
_STEPS = {Qt.Key.Key_Up: -_DAY, Qt.Key.Key_Down: _DAY, Qt.Key.Key_K: -_DAY, Qt.Key.Key_J: _DAY}
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_DARK: Final = 4
"""From this shade on words are those of the accent."""


class HourMap(Marks):
    """Left and right go by the hour, up and down by the day; the busiest hour is the darkest."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.cells: list[Cell] = []
        self._sums: list[tuple[str, int]] = []

    def show_hours(self, counts: Sequence[int]) -> None:
        """Show these counts, an hour of the week each."""
        self.cells = [cell for day in cells(counts) for cell in day]
        self._sums = day_totals(counts)
        self.show_words([
            tr("{hour}: {count}", hour=tr(hour_words(cell.hour)), count=f"{cell.count:,}")
            for cell in self.cells
        ])  # fmt: skip

    def sizeHint(self) -> QSize:
        """A row a day, under the hours."""
        return QSize(720, round(_HEAD + _ROW * len(DAYS) + 2))

    def minimumSizeHint(self) -> QSize:
        """All days."""
        return QSize(560, self.sizeHint().height())

    def area_of(self, index: int) -> QRectF:
        """The hour's field."""
        day, hour = divmod(index, _DAY)
        width = (self.width() - _NAMES - _SUMS) / _DAY
        return QRectF(_NAMES + width * hour, _HEAD + _ROW * day, width, _ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A day up or down; the rest as on every chart."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and 0 <= self.current + step < len(self.cells):
            self._go(self.current + step)
        elif step is None:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hours above, days beside, fields between."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.muted))
        for hour in range(_DAY):
            area = self.area_of(hour)
            painter.drawText(QRectF(area.left(), 0, area.width(), _HEAD - 2), _CENTRE, f"{hour}")
        painter.drawText(QRectF(self.width() - _SUMS, 0, _SUMS, _HEAD - 2), _END, tr("all"))
        for number, (day, total) in enumerate(self._sums):
            y = _HEAD + _ROW * number
            painter.setPen(color(palette.text if total else palette.muted))
            painter.drawText(QRectF(0, y, _NAMES, _ROW), _START, tr(day))
            painter.drawText(QRectF(self.width() - _SUMS, y, _SUMS, _ROW), _END, f"{total:,}")
        for index, cell in enumerate(self.cells):
            self._paint_cell(painter, index, cell)

    def _paint_cell(self, painter: QPainter, index: int, cell: Cell) -> None:
        palette, area = self._theme.palette, self.area_of(index).adjusted(0.5, 0.5, -0.5, -0.5)
        ink = color(palette.accent if cell.shade else palette.second)
        if cell.shade:
            ink.setAlphaF(0.12 + 0.88 * (cell.shade - 1) / (SHADES - 1))
        here = self.hasFocus() and index == self.current
        painter.setPen(QPen(color(palette.text), 1.5) if here else Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(area, 2, 2)
        painter.setPen(color(palette.on_accent if cell.shade >= _DARK else palette.text))
        painter.drawText(area, _CENTRE, cell.words)
