"""A heading stands with what it heads, and no page is left half empty for it."""

from typing import Any, Final

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Table

from desktop.reports.long_table import LongTable

_WHOLE: Final = 0.3
"""What takes up no more of a page than this is kept whole."""

_LINES, _ROWS = 3, 3
"""What has to stand below a heading at least: lines of a paragraph, rows under a table's head."""


class Headed(KeepTogether):
    """Headings, and what they head: whole where that is short, else as much as has to be beside.

    ReportLab's own keeps all of it together, and a heading before a paragraph or a table of half a
    page would leave as much of the page before it empty.
    """

    canv: Any
    _H: float
    _content: list[Flowable]

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Its parts, on this page where there is room for what has to be."""
        parts: list[Flowable] = super().split(aW, aH)
        room = getattr(getattr(self, "_frame", None), "_height", None)
        if parts[1:] == self._content and room and room * _WHOLE < self._H:
            heads = self._content[:-1]
            need = self._H - self._height_of(aW) + _least(self._content[-1])
            if heads and need <= aH:
                return self._content[:]
        return parts

    def _height_of(self, width: float) -> float:
        """The height of what is headed."""
        return float(self._content[-1].wrapOn(self.canv, width, 0xFFFFFFF)[1])


def _least(headed: Any) -> float:
    """How much of what is headed has to stand below its heading, once it was wrapped."""
    if isinstance(headed, Paragraph):
        return min(_LINES * headed.style.leading, float(headed.height))
    if isinstance(headed, LongTable):
        return headed.least(_ROWS)
    if isinstance(headed, Table):
        heights: list[float] = vars(headed)["_rowHeights"]
        return sum(heights[: vars(headed)["repeatRows"] + _ROWS])
    return float(getattr(headed, "_H", headed.height))
