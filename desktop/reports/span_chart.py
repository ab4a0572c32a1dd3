"""Eight quarters: resolutions kept as a line, and under each quarter the figures beside it."""

from collections.abc import Sequence
from typing import Final

from reportlab.graphics.shapes import Circle, Drawing, Line
from reportlab.lib.colors import white
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from desktop.reports.chart_parts import VALUE, Spot, clear, label, line_through
from desktop.reports.looks import ACCENT, LINE, TEXT, WIDTH
from desktop.reports.tagged import Figure
from desktop.reports.text import REGULAR
from models.queries.trends import SPANS, Span
from models.review_spans import ROWS, Column, columns, span_floor, span_title

_LEFT: Final = 27 * mm
_HIGH, _PLOT, _ROW = 6 * mm, 22 * mm, 4.4 * mm
_SIZE: Final = 7
_BELOW: Final = 5 * mm
"""From the axis to the names of the periods."""


def span_chart(spans: Sequence[Span]) -> Figure:
    """The chart, and in words what it shows."""
    told = columns(spans)
    words = "; ".join(str(column.told) for column in told)
    return Figure(_drawing(spans, told), f"{span_title(spans, spans[-1].name)}. {words}.")


def _drawing(spans: Sequence[Span], told: Sequence[Column]) -> Drawing:
    low = _BELOW + _ROW * len(ROWS) + 2 * mm
    drawing = Drawing(WIDTH, low + _PLOT + _HIGH)
    step, floor = (WIDTH - _LEFT) / SPANS, span_floor(spans)
    right = _LEFT + step * len(told)

    def level(percent: float) -> float:
        return low + _PLOT * (percent - floor) / (100 - floor)

    for tick in sorted({floor, (floor + 100) // 2, 100}):
        y = level(tick)
        drawing.add(Line(_LEFT, y, right, y, strokeColor=LINE, strokeWidth=0.5))
        drawing.add(label(_LEFT - 2 * mm, y - 2.5, f"{tick} %", "end"))
    spots: list[Spot | None] = []
    for number, column in enumerate(told):
        x = _LEFT + step * (number + 0.5)
        spots.append(None if column.percent is None else (x, level(column.percent)))
        drawing.add(label(x, low - _BELOW, column.name, "middle", 7, TEXT))
    full = [None if column.so_far else at for column, at in zip(told, spots, strict=True)]
    line_through(drawing, full)
    for column, at in zip(told, spots, strict=True):
        _add_words(drawing, column, at, low)
    widest = max(stringWidth(words, REGULAR, _SIZE) for column in told for words in column.rows)
    size = min(_SIZE, _SIZE * (step - 4) / widest)
    for row, head in enumerate(ROWS):
        y = low - _BELOW - _ROW * (row + 1)
        drawing.add(Line(0, y + _ROW - 2, right, y + _ROW - 2, strokeColor=LINE, strokeWidth=0.4))
        drawing.add(label(0, y + 1, head, "start"))
        for number, column in enumerate(told):
            x = _LEFT + step * (number + 0.5)
            drawing.add(label(x, y + 1, column.rows[row], "middle", size, TEXT))
    return drawing


def _add_words(drawing: Drawing, column: Column, at: Spot | None, low: float) -> None:
    """The words at a point; what still runs has an open dot."""
    if at is None:
        return
    x, y = at
    if column.so_far:
        drawing.add(Circle(x, y, 2.2, fillColor=white, strokeColor=ACCENT, strokeWidth=1))
    width = stringWidth(column.words, REGULAR, VALUE)
    left = x - width / 2 * (1 - column.lean)
    lower = y + (-11 if column.below and y - 11 > low else 5)
    drawing.add(clear(left, lower, column.words))
    drawing.add(label(left, lower, column.words, "start", VALUE, TEXT))
