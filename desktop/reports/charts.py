"""Vector charts, labelled directly and legible in grey."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from reportlab.graphics.shapes import Drawing, Line
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from desktop.reports.chart_parts import PALE, VALUE, Spot, clear, filled, label, line_through
from desktop.reports.looks import ACCENT, LINE, MUTED, TEXT, WIDTH
from desktop.reports.tagged import Figure
from desktop.reports.text import REGULAR, printable
from models.queries.breaches import GroupBreaches
from models.queries.trends import Week
from models.review_charts import (
    BAR_HEADS,
    axis_floor,
    pareto_bars,
    pareto_words,
    trend_points,
    trend_words,
)

_LEFT, _RIGHT, _LOW, _HIGH = 13 * mm, 5 * mm, 12 * mm, 7 * mm
_LOWEST: Final = 42 * mm
_HIGHEST: Final = 44 * mm
_UNDER: Final = 10
_BELOW: Final = 8 * mm
"""Room for the note below the trend."""
_ROW: Final = 5.8 * mm
_NAMES: Final = 44 * mm
_GAP: Final = 2 * mm
_FIGURES: Final = (15 * mm, 21 * mm, 20 * mm)
"""The widths of the columns beside the bars."""
_WORDS: Final = 8
_DETAIL: Final = 6.5
_SMALLER: Final = 1.2
"""By so much words may be made smaller to fit."""


class Trend(Figure):
    """Share met by week: a line broken where no clock was decided; counts under each week.

    It takes the height the page has left, within reason, so that no page ends half empty.
    """

    def __init__(self, weeks: Sequence[Week], today: date) -> None:
        super().__init__(None, f"{trend_words(weeks, today)}.")
        self.weeks, self.today = weeks, today

    def wrap(self, available_width: float, available_height: float) -> Spot:
        """As high as the page has room for; the lowest where nobody knows (`KeepTogether`)."""
        if available_height > A4[1]:
            available_height = 0
        self.height = min(max(available_height - _BELOW, _LOWEST), _HIGHEST)
        self.width = WIDTH
        return WIDTH, self.height

    def drawn(self) -> Drawing:
        """The chart in that height."""
        return trend_chart(self.weeks, self.today, self.height)


def trend_chart(weeks: Sequence[Week], today: date, total_height: float) -> Drawing:
    """The trend as a drawing of that height; weeks that begin after `today` are left empty."""
    drawing = Drawing(WIDTH, total_height)
    step = (WIDTH - _LEFT - _RIGHT) / max(len(weeks), 1)
    points, floor = trend_points(weeks, today), axis_floor(weeks)
    deep = any(point.percent is not None and point.percent <= floor for point in points)
    low = _LOW + _UNDER * deep  # room for the words under a point on the axis
    height = total_height - low - _HIGH

    def level(percent: float) -> float:
        return low + height * (percent - floor) / (100 - floor)

    for tick in sorted({floor, (floor + 100) // 2, 100}):
        y = level(tick)
        drawing.add(Line(_LEFT, y, WIDTH - _RIGHT, y, strokeColor=LINE, strokeWidth=0.5))
        drawing.add(label(_LEFT - 2 * mm, y - 2.5, f"{tick} %", "end"))
    places: list[Spot | None] = []
    values: list[Any] = []
    room = step - 4
    details = [point.detail for point in points]
    if _widest(details) > _SMALLER * room:  # the share stands at the point
        details = [detail[detail.find(" of ") + 1 :] for detail in details]
    size = min(_DETAIL, _DETAIL * room / max(_widest(details), 1))
    for index, (point, detail) in enumerate(zip(points, details, strict=True)):
        x = _LEFT + step * (index + 0.5)
        drawing.add(label(x, _LOW - 10, point.name, "middle"))
        drawing.add(label(x, _LOW - 20, detail, "middle", size))
        places.append(None if point.percent is None else (x, level(point.percent)))
        if point.percent is not None:
            left = x - stringWidth(point.words, REGULAR, VALUE) / 2 * (1 - point.lean)
            y = level(point.percent) + (-11 if point.below else 5)
            drawing.add(clear(left, y, point.words))
            values.append(label(left, y, point.words, "start", VALUE, TEXT))
    line_through(drawing, places)
    for value in values:
        drawing.add(value)
    return drawing


def _widest(words: Sequence[str]) -> float:
    return max((stringWidth(one, REGULAR, _DETAIL) for one in words), default=0)


def pareto_chart(groups: Sequence[GroupBreaches]) -> Figure:
    """The chart, and in words what it shows."""
    told = "; ".join(bar.words for bar in pareto_bars(groups))
    return Figure(_bars(groups), f"{pareto_words(groups)}. {told}.")


def _bars(groups: Sequence[GroupBreaches]) -> Drawing:
    """Breaches by group, most first, the first four fifths dark; figures in columns beside."""
    bars = pareto_bars(groups)
    drawing = Drawing(WIDTH, _ROW * (len(bars) + 1))
    room = WIDTH - _NAMES - sum(_FIGURES)
    _add_figures(drawing, drawing.height - _ROW + 4.5, BAR_HEADS, MUTED)
    for index, bar in enumerate(bars):
        y = drawing.height - _ROW * (index + 2)
        name = printable(bar.group, 28)
        drawing.add(label(0, y + 4.5, name, "start", _WORDS, TEXT))
        if bar.share:
            fill = ACCENT if bar.leading else PALE
            drawing.add(filled(_NAMES, y + 2, max(room * bar.share, 1), _ROW - 5.5, fill))
        _add_figures(drawing, y + 4.5, bar.figures, TEXT)
    return drawing


def _add_figures(drawing: Drawing, y: float, figures: Sequence[str], colour: Color) -> None:
    edges = [WIDTH - sum(_FIGURES[place + 1 :]) for place in range(len(_FIGURES))]
    for edge, figure in zip(edges, figures, strict=True):
        drawing.add(label(edge, y, figure, "end", _WORDS, colour))
