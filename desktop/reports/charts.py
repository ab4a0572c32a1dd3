"""Vector charts, labelled directly and legible in grey."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.units import mm

from desktop.reports.page import ACCENT, LINE, MUTED, TEXT, WIDTH
from desktop.reports.text import REGULAR, day_words, printable
from models.queries.breaches import GroupBreaches
from models.queries.review import Week
from models.wording import span_words

_PALE: Final = HexColor("#9DB8D6")
_LEFT, _RIGHT, _LOW, _HIGH = 13 * mm, 5 * mm, 12 * mm, 7 * mm
_TREND_HEIGHT: Final = 52 * mm
_ROW: Final = 6.2 * mm
_GROUPS: Final = 7
_Anchor = Literal["start", "middle", "end"]


def trend_chart(weeks: Sequence[Week]) -> Drawing:
    """Share met by week: a line broken where no clock was decided; counts under each week."""
    drawing = Drawing(WIDTH, _TREND_HEIGHT)
    step = (WIDTH - _LEFT - _RIGHT) / max(len(weeks), 1)
    floor = _floor(weeks)
    height = _TREND_HEIGHT - _LOW - _HIGH
    for tick in sorted({floor, (floor + 100) // 2, 100}):
        y = _LOW + height * (tick - floor) / (100 - floor)
        drawing.add(Line(_LEFT, y, WIDTH - _RIGHT, y, strokeColor=LINE, strokeWidth=0.5))
        drawing.add(_label(_LEFT - 2 * mm, y - 2.5, f"{tick} %", "end"))
    points: list[tuple[float, float] | None] = []
    for index, week in enumerate(weeks):
        x = _LEFT + step * (index + 0.5)
        drawing.add(_label(x, _LOW - 10, day_words(week.starts_on), "middle"))
        drawing.add(_label(x, _LOW - 20, _counts(week), "middle", 6.5))
        share = 100 * week.met / week.decided if week.decided else None
        points.append(
            None if share is None else (x, _LOW + height * (share - floor) / (100 - floor))
        )
    _draw_line(drawing, points)
    for index, (week, point) in enumerate(zip(weeks, points, strict=True)):
        if point is not None:
            words = f"{100 * week.met // week.decided} %"
            y = point[1] + (-11 if _is_valley(points, index) else 5)
            drawing.add(_label(point[0], y, words, "middle", 7.5, TEXT))
    return drawing


def pareto_chart(groups: Sequence[GroupBreaches]) -> Drawing:
    """Breaches by group, most first, the first four fifths dark; the others are only told."""
    rows = _with_others(groups)
    every = sum(row.count for row in rows)
    drawing = Drawing(WIDTH, _ROW * max(len(rows), 1))
    start, longest = 44 * mm, WIDTH - 44 * mm - 52 * mm
    most = max((group.count for group in groups), default=1)
    before = 0
    for index, row in enumerate(rows):
        y = drawing.height - _ROW * (index + 1)
        width = max(longest * row.count / most, 1) if row in groups else 0
        fill = ACCENT if before < 0.8 * every else _PALE
        before += row.count
        drawing.add(_label(start - 2 * mm, y + 5, printable(row.group, 28), "end", 8, TEXT))
        drawing.add(_bar(start, y + 2.5, width, fill))
        over = span_words(timedelta(seconds=row.over_seconds))
        words = f"{row.count:,} · {over} over · together {100 * before // every} %"
        drawing.add(_label(start + width + 2 * mm, y + 5, words, "start", 8))
    return drawing


def _counts(week: Week) -> str:
    return f"{week.met} of {week.decided}" if week.decided else "none"


def _is_valley(points: Sequence[tuple[float, float] | None], index: int) -> bool:
    """Whether the line goes up on a side, more than down: the label then stands under it."""
    here = points[index]
    beside = [p for p in (*points[max(index - 1, 0) : index], *points[index + 1 : index + 2]) if p]
    return here is not None and sum(p[1] - here[1] for p in beside) > 0


def _with_others(groups: Sequence[GroupBreaches]) -> list[GroupBreaches]:
    """The largest groups; what is left is one row."""
    if len(groups) <= _GROUPS + 1:
        return list(groups)
    rest = groups[_GROUPS:]
    count, over = sum(g.count for g in rest), sum(g.over_seconds for g in rest)
    return [*groups[:_GROUPS], GroupBreaches(f"{len(rest)} other groups", count, over)]


def _floor(weeks: Sequence[Week]) -> int:
    """Where the axis begins: the ten below the lowest week, so that differences can be seen."""
    lowest = min((100 * w.met // w.decided for w in weeks if w.decided), default=0)
    return min(max(0, lowest // 10 * 10 - 10), 80)


def _draw_line(drawing: Drawing, points: Sequence[tuple[float, float] | None]) -> None:
    stretch: list[float] = []
    for point in [*points, None]:
        if point is not None:
            stretch += point
            continue
        if len(stretch) > 2:
            drawing.add(PolyLine(stretch, strokeColor=ACCENT, strokeWidth=1.4))
        stretch = []
    for point in points:
        if point is not None:
            drawing.add(Circle(*point, 2.2, fillColor=ACCENT, strokeColor=white, strokeWidth=0.8))


def _bar(x: float, y: float, width: float, fill: Color) -> Rect:
    bar = Rect(x, y, width, _ROW - 6)
    bar.fillColor, bar.strokeColor = fill, None
    return bar


def _label(
    x: float,
    y: float,
    words: str,
    anchor: Literal["start", "middle", "end"],
    size: float = 7,
    colour: Color = MUTED,
) -> Any:
    return String(
        x, y, words, textAnchor=anchor, fontName=REGULAR, fontSize=size, fillColor=colour
    )  # fmt: skip
