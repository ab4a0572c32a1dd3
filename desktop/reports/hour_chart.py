"""Heat maps of the week: a row a day, a field an hour, its count in it."""

from collections.abc import Sequence
from typing import Final

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm

from desktop.reports.chart_parts import filled, label
from desktop.reports.looks import MUTED, TEXT, WIDTH
from desktop.reports.tagged import Figure
from models.review_hours import DAYS, cells, day_totals

_SHADES: Final = ("#F2F5F9", "#D9E4F0", "#B4CBE4", "#86AAD3", "#3A6CA8", "#1B4478")
"""Lighter to darker in grey, too; the first where nothing was."""
_DARK: Final = 4
"""From this shade on words are white."""
_NAMES, _SUMS, _ROW, _HEAD, _FOOT = 10 * mm, 12 * mm, 4 * mm, 4 * mm, 1.2 * mm
_GAP: Final = 1


def hour_chart(counts: Sequence[int], words: str) -> Figure:
    """The map; `words` say what it shows, and the sums of its days follow."""
    days = "; ".join(f"{day} {count:,}" for day, count in day_totals(counts))
    return Figure(_drawing(counts), f"{words}. By day: {days}.")


def _drawing(counts: Sequence[int]) -> Drawing:
    drawing = Drawing(WIDTH, _HEAD + _ROW * len(DAYS) + _FOOT)
    width = (WIDTH - _NAMES - _SUMS) / 24
    top = drawing.height - _HEAD
    for hour in range(24):
        drawing.add(label(_NAMES + width * (hour + 0.5), top + 3, f"{hour}", "middle", 6.5))
    drawing.add(label(WIDTH, top + 3, "all", "end", 6.5))
    sums = day_totals(counts)
    for number, (row, (day, total)) in enumerate(zip(cells(counts), sums, strict=True)):
        y = top - _ROW * (number + 1)
        drawing.add(label(0, y + 2.9, day, "start", 7.5, TEXT))
        drawing.add(label(WIDTH, y + 2.9, f"{total:,}", "end", 7.5, TEXT if total else MUTED))
        for place, cell in enumerate(row):
            x = _NAMES + width * place
            shade = HexColor(_SHADES[cell.shade])
            drawing.add(filled(x, y + _GAP, width - _GAP, _ROW - _GAP, shade))
            ink = white if cell.shade >= _DARK else TEXT
            middle = x + (width - _GAP) / 2
            drawing.add(label(middle, y + 3.1, cell.words, "middle", 6.5, ink))
    return drawing
