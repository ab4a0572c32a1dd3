"""What the charts of papers are made of: words, areas, a line through points."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth

from desktop.reports.looks import ACCENT, MUTED
from desktop.reports.text import REGULAR

PALE: Final = HexColor("#7398C2")
VALUE: Final = 7.5
"""The size of the words at a point."""
Spot = tuple[float, float]


def line_through(drawing: Drawing, places: Sequence[Spot | None]) -> None:
    """A line through the points, broken where there is none, and a dot at each."""
    for one, next_one in pairwise(places):
        if one is not None and next_one is not None:
            drawing.add(Line(*one, *next_one, strokeColor=ACCENT, strokeWidth=1.4))
    for place in places:
        if place is not None:
            drawing.add(Circle(*place, 2.2, fillColor=ACCENT, strokeColor=white, strokeWidth=0.8))


def clear(left: float, y: float, words: str) -> Rect:
    """White behind a value, so that no line of the grid runs through it."""
    return filled(left - 1, y - 1.5, stringWidth(words, REGULAR, VALUE) + 2, 8, white)


def filled(x: float, y: float, width: float, height: float, fill: Color) -> Rect:
    """An area without a border."""
    area = Rect(x, y, width, height)
    area.fillColor, area.strokeColor = fill, None
    return area


def label(
    x: float,
    y: float,
    words: str,
    anchor: Literal["start", "middle", "end"],
    size: float = 7,
    colour: Color = MUTED,
) -> Any:
    """Words at a place, of which `anchor` says what part stands there."""
    return String(
        x, y, words, textAnchor=anchor, fontName=REGULAR, fontSize=size, fillColor=colour
    )  # fmt: skip
