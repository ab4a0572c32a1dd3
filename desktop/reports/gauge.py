"""The clock gauge on paper: what is left of a clock, shrinking towards its left edge, the breach,
with a notch at the SLO. What it says stands beside it in words."""

from typing import Any, Final

from reportlab.graphics.shapes import Drawing, Line, Rect
from reportlab.lib.colors import Color, HexColor

from desktop.reports.looks import ACCENT, MUTED, TEXT
from desktop.reports.tagged import Figure

_TRACK: Final = HexColor("#E4E8ED")
_HEIGHT, _BAR = 9.0, 3.0


def gauge(share_left: float, notch: float | None, state: str, words: str, width: float) -> Figure:
    """The gauge, so wide; over its target it is dark from end to end."""
    drawing = Drawing(width, _HEIGHT)
    base = (_HEIGHT - _BAR) / 2
    over = state == "breached"
    _bar(drawing, width, base, TEXT if over else _TRACK)
    if not over and share_left > 0:
        _bar(drawing, max(width * min(share_left, 1.0), 0.8), base,
             MUTED if state == "paused" else ACCENT)  # fmt: skip
    drawing.add(Line(0, 0.5, 0, _HEIGHT - 0.5, strokeColor=TEXT, strokeWidth=1))
    if notch is not None and not over:
        at = width * notch
        drawing.add(Line(at, 1, at, _HEIGHT - 1, strokeColor=TEXT, strokeWidth=0.8))
    return Figure(drawing, f"{share_left:.0%} of the target is left: {words}.")


def _bar(drawing: Any, width: float, base: float, fill: Color) -> None:
    area = Rect(0, base, width, _BAR)
    area.fillColor, area.strokeColor = fill, None
    drawing.add(area)
