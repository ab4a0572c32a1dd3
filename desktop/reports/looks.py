"""Colours, measures and types of all papers: one family in two weights, figures of one width."""

from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from desktop.reports.text import BOLD, REGULAR

SIZES: Final = {"a4": A4, "letter": letter}
"""Width and height of each paper, in points."""

TEXT: Final = HexColor("#17202B")
MUTED: Final = HexColor("#5A6675")
LINE: Final = HexColor("#CBD2DA")
ACCENT: Final = HexColor("#1F5FA8")
WIDTH: Final = A4[0] - 36 * mm
"""The width of what is printed, on any paper: a wider one has wider margins."""

MEASURE: Final = 120 * mm
SMALL_MEASURE: Final = 106 * mm
"""The widths of running text and of small text: some 70 characters a line."""

LABELS: Final = 26 * mm
"""How wide the words are that stand beside sentences."""


def _style(name: str, size: float, lead: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=more.pop("fontName", REGULAR), fontSize=size, leading=lead,
        bulletFontName=REGULAR, textColor=more.pop("textColor", TEXT), **more,
    )  # fmt: skip


TITLE: Final = _style("title", 21, 26, fontName=BOLD)
LEAD: Final = _style("lead", 10, 14, textColor=MUTED, spaceAfter=5 * mm)
SECTION: Final = _style(
    "section", 12, 16, fontName=BOLD, spaceBefore=6 * mm, spaceAfter=1.5 * mm, keepWithNext=1
)
TOLD: Final = _style("told", 9.5, 13.5)
BODY: Final = _style(
    "body", 9.5, 13.5, spaceAfter=1.5 * mm, rightIndent=WIDTH - MEASURE, allowWidows=0
)
NOTE: Final = _style("note", 8, 11, textColor=MUTED, spaceAfter=2 * mm, rightIndent=WIDTH - MEASURE)
NARROW: Final = _style("narrow", 8, 11, textColor=MUTED)
"""Small words beside a label, in a column that has its own width."""
SUBSECTION: Final = _style(
    "subsection", 10, 14, fontName=BOLD, spaceBefore=3 * mm, spaceAfter=1 * mm, keepWithNext=1
)
CELL: Final = _style("cell", 8.5, 11)
ASIDE: Final = _style("aside", 8.5, 11, textColor=MUTED)
RIGHT: Final = _style("right", 8.5, 11, alignment=2)
HEAD: Final = _style("head", 8, 10.5, textColor=MUTED)
HEAD_RIGHT: Final = _style("head_right", 8, 10.5, textColor=MUTED, alignment=2)
SMALL: Final = _style("small", 8, 11)
LABEL: Final = _style("label", 8, 11, textColor=MUTED)
ITEM: Final = BODY.clone("item", leftIndent=4 * mm)
ENTRY: Final = _style("entry", 8, 12)
LINK: Final = CELL.clone("link", textColor=ACCENT)
