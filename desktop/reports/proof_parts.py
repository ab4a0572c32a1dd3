"""Types and widths that the parts of a proof share."""

from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from desktop.reports import page
from desktop.reports.text import BOLD, markup
from models.queries.proof import ProofClock

WIDE: Final = page.WIDTH - 26 * mm
ABOUT = page.LEAD.clone("about", textColor=page.TEXT, spaceAfter=0)
BESIDE = page.LEAD.clone("beside", leading=12.5, spaceAfter=0)
ANNEX = page.TITLE.clone("title", fontSize=14, leading=18, spaceAfter=1)
_SECTION = page.SECTION.clone("section", spaceBefore=3 * mm, spaceAfter=1 * mm, fontSize=11)
"""Closer than a review's: most of what is disputed fits one page then."""

SMALL = page.SMALL.clone("proof", fontSize=7.5, leading=9.5)
STRONG = SMALL.clone("strong", fontName=BOLD)


_LOOSE = _SECTION.clone("section", keepWithNext=0)


def section(words: str, *, with_next: bool = True) -> page.Paragraph:
    """A heading, which becomes an entry of the outline; a table of pages may begin a page below."""
    return page.heading(words, _SECTION if with_next else _LOOSE)


LEADING: Final = SMALL.clone("leading", textColor=page.ACCENT)


def place_of_clock(clock: ProofClock) -> str:
    """The name of the place where a clock is told in full."""
    return f"clock-{clock.row.commitment}-{clock.row.cycle}"


def small(words: str, style: ParagraphStyle = SMALL) -> page.Paragraph:
    """A cell of a table, cut so that a row always fits on a page."""
    return page.cell(words, 220, style)


def held(words: str, style: ParagraphStyle) -> page.Paragraph:
    """An amount, or an instant, on one line."""
    return page.Paragraph(markup(words).replace(" ", "\N{NO-BREAK SPACE}"), style)
