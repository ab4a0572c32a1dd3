"""The one door through which text comes onto paper: nothing a person wrote is ever markup."""

import unicodedata
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import STATE_DEFAULTS
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from models.wording import MONTHS

REGULAR: Final = "NotoSans"
BOLD: Final = "NotoSans-Bold"
LONGEST: Final = 4000
"""Characters of one paragraph: laying it out is quadratic in its length."""

_MISSING: Final = "\N{REPLACEMENT CHARACTER}"
_FONTS: Final = Path(__file__).parents[2] / "resources" / "fonts"


@lru_cache(maxsize=1)
def fonts() -> frozenset[int]:
    """Make the embedded fonts known to ReportLab; returns the code points both can draw."""
    drawn: list[frozenset[int]] = []
    for name, file in ((REGULAR, "NotoSans-Regular.ttf"), (BOLD, "NotoSans-Bold.ttf")):
        font = TTFont(name, str(_FONTS / file))
        pdfmetrics.registerFont(font)
        drawn.append(frozenset(font.face.charToGlyph))
    STATE_DEFAULTS["fontName"] = REGULAR  # or every chart names a font that is not embedded
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, REGULAR, BOLD)
    return drawn[0] & drawn[1]


def printable(text: str, limit: int = LONGEST) -> str:
    """Text for a chart's label: one line, at most `limit` characters, missing glyphs shown as �."""
    longest = min(limit, LONGEST)
    known = fonts()
    kept = "".join(_shown(character, known) for character in text[: 2 * longest])
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def markup(text: str, limit: int = LONGEST) -> str:
    """Text for a paragraph: as `printable`, and escaped, so that it prints literally."""
    return escape(printable(text, limit), {'"': "&quot;", "'": "&#39;"})


def day_words(day: date, year: bool = False) -> str:
    """A date as people write it: 4 Jan, or 4 Jan 2016."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def _shown(character: str, known: frozenset[int]) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    return character if ord(character) in known else _MISSING
