"""Cases beside each other, each from its own opening: when it was answered, over, and resolved.

State is never colour alone: before the breach solid, over dark, waiting hatched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from desktop.reports.looks import ACCENT, LINE, MUTED, TEXT, WIDTH
from desktop.reports.strip import hatch
from desktop.reports.tagged import Figure
from desktop.reports.text import REGULAR, printable
from models.wording import span_words

MOST: Final = 24
"""So many lanes have room on a page with what is said about them."""

_WHITE: Final = HexColor("#FFFFFF")
_LABEL, _END, _ROW, _BAR, _FONT = 52.0, 78.0, 13.0, 6.0, 7.0
_STEPS: Final = (1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 2160, 8760)
_TICKS: Final = 7


@dataclass(frozen=True)
class Lane:
    """A case: seconds since its opening; `end` is its resolution, or as far as it has come."""

    name: str
    end: int
    resolved: bool
    contact: int | None
    breach: int | None
    pauses: tuple[tuple[int, int], ...] = ()


def lanes(rows: Sequence[Lane]) -> Figure:
    """The chart, labelled at its ends; `rows` in their order from above."""
    longest = max([row.end for row in rows] + [3600])
    step = next((one for one in _STEPS if longest / 3600 / one <= _TICKS), _STEPS[-1])
    width = WIDTH - _LABEL - _END
    height = _ROW * len(rows) + 12

    def x(seconds: int) -> float:
        return _LABEL + width * min(max(seconds, 0), longest) / longest

    drawing = Drawing(WIDTH, height)
    for hour in range(0, longest // 3600 + 1, step):
        at = x(hour * 3600)
        drawing.add(Line(at, 10, at, height, strokeColor=LINE, strokeWidth=0.4))
        words = span_words(timedelta(hours=hour)) if hour else "opened"
        left = at if not hour else at - stringWidth(words, REGULAR, _FONT) / 2
        drawing.add(_label(left, 2, words))
    for number, row in enumerate(rows):
        _draw(drawing, row, height - _ROW * (number + 1) + 3, x)
    return Figure(drawing, _alt(rows))


def legend(rows: Sequence[Lane]) -> str:
    """What the marks mean, in words."""
    told = ["Blue: until it was over or resolved", "dark: over its SLA", "circle: first contact"]
    if any(row.pauses for row in rows):
        told.append("hatched: waiting")
    return f"Each case from its own opening to its first resolution. {', '.join(told)}."


def _draw(drawing: Drawing, row: Lane, base: float, x: Any) -> None:
    drawing.add(_label(0, base, printable(row.name, 12)))
    crossed = row.end if row.breach is None else min(row.breach, row.end)
    _bar(drawing, x(0), x(crossed), base, ACCENT)
    if row.end > crossed:
        _bar(drawing, x(crossed), x(row.end), base, TEXT)
    for begin, end in row.pauses:
        if begin < row.end:
            left, right = x(begin), max(x(min(end, row.end)), x(begin) + 0.5)
            ground = Rect(left, base, right - left, _BAR)
            ground.fillColor, ground.strokeColor, ground.strokeWidth = _WHITE, MUTED, 0.4
            drawing.add(ground)
            hatch(drawing, (left, right), base, _BAR)
    if row.contact is not None and row.contact <= row.end:
        mark = Circle(x(row.contact), base + _BAR / 2, 2.4)
        mark.fillColor, mark.strokeColor, mark.strokeWidth = _WHITE, TEXT, 0.9
        drawing.add(mark)
    words = span_words(timedelta(seconds=row.end))
    drawing.add(_label(x(row.end) + 4, base, words if row.resolved else f"{words}, open"))


def _bar(drawing: Drawing, left: float, right: float, base: float, fill: Any) -> None:
    area = Rect(left, base, max(right - left, 0.5), _BAR)
    area.fillColor, area.strokeColor = fill, None
    drawing.add(area)


def _alt(rows: Sequence[Lane]) -> str:
    def words(seconds: int | None) -> str:
        return "not" if seconds is None else f"after {span_words(timedelta(seconds=seconds))}"

    told = (
        f"{row.name}: first contact {words(row.contact)}, over its SLA {words(row.breach)}, "
        f"{'resolved' if row.resolved else 'open, so far'} {words(row.end)}"
        for row in rows
    )
    return f"The cases from their opening. {'; '.join(told)}."


def _label(x: float, y: float, words: str) -> Any:
    return String(x, y, words, fontName=REGULAR, fontSize=_FONT, fillColor=MUTED)
