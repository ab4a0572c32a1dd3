"""The one door through which text comes onto paper: nothing a person wrote is ever markup.

What the typeface cannot draw is told in its place: “[5 Chinese characters]”, “[red heart]”.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import STATE_DEFAULTS
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR: Final = "NotoSans"
BOLD: Final = "NotoSans-Bold"
LONGEST: Final = 4000
"""Characters of one paragraph: laying it out is quadratic in its length."""

_FONTS: Final = Path(__file__).parents[2] / "resources" / "fonts"
_SCRIPTS: Final = {"Cjk": "Chinese", "Hiragana": "Japanese", "Katakana": "Japanese",
                   "Hangul": "Korean", "Variation": ""}  # fmt: skip
_UNITS: Final = re.compile(r"(?<=\d) (?=%|(?:h|min|s)\b)|(?<=\d h) (?=\d\d\b)")
_COUNTS: Final = re.compile(r"(?<=\d) (?=of \d)|(?<=\d of) (?=\d)")
_DRAWN: Final = "drawn"
_SIGN: Final = "sign"
_JOINERS: Final = "\u200c\u200d"
_MUTE: Final = ("Cc", "Cf", "Cs", "Cn", "Co")


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
    """Text for a chart's label: one line of at most `limit` characters, all of which are drawn.

    Marks that only steer (directions, joiners, controls) are left out.
    """
    longest = min(limit, LONGEST)
    line = " ".join("".join(_told(text[: 2 * longest])).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


class Markup(str):
    """Text for a paragraph; `meant` is what was written where the typeface lacks some of it."""

    meant = ""


def markup(text: str, limit: int = LONGEST) -> Markup:
    """Text for a paragraph: as `printable`, and escaped, so that it prints literally. A figure and
    its percent sign stay on one line, and so does a length of time: “3 h 10”."""
    shown = printable(text, limit)
    joined = _UNITS.sub("\N{NO-BREAK SPACE}", shown)
    made = Markup(escape(joined, {'"': "&quot;", "'": "&#39;"}))
    if not fonts().issuperset(map(ord, text[:limit])):
        meant = spoken(text, limit)
        made.meant = meant if meant != shown else ""
    return made


def held(words: Markup) -> Markup:
    """Text in which no line ends within “40 of 45”."""
    made = Markup(_COUNTS.sub("\N{NO-BREAK SPACE}", words))
    made.meant = words.meant
    return made


def spoken(text: str, limit: int = LONGEST) -> str:
    """Text that no typeface draws (a title bar, the outline, what is read aloud): as it was
    written in any script, on one line, without what only steers."""
    kept = (" " if sign.isspace() else sign for sign in text[: 2 * limit])
    line = "".join(s for s in kept if s in _JOINERS or unicodedata.category(s) not in _MUTE)
    line = " ".join(line.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _told(text: str) -> Iterator[str]:
    """The text, what cannot be drawn described in its place."""
    if text.isascii() and text.isprintable():  # most of it: nothing to look up
        yield text
        return
    for kind, run in _runs(text):
        if kind == _DRAWN:
            yield "".join(" " if character.isspace() else character for character in run)
        elif kind == _SIGN:
            yield "".join(f"[{unicodedata.name(sign).lower()}]" for sign in run)
        else:
            count = len(run.replace(" ", ""))
            yield f"[{count} {kind} {'character' if count == 1 else 'characters'}]"


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """(kind, characters): words of one script the typeface lacks are one run."""
    known = fonts()
    kept = ((_kind(character, known), character) for character in text)
    runs: list[tuple[str, str]] = []
    for kind, found in groupby((pair for pair in kept if pair[0]), lambda pair: pair[0]):
        run = "".join(character for _, character in found)
        if len(runs) > 1 and runs[-1][1].isspace() and runs[-2][0] == kind not in (_DRAWN, _SIGN):
            runs[-2:] = [(kind, f"{runs[-2][1]} {run}")]
        else:
            runs.append((kind, run))
    yield from runs


def _kind(character: str, known: frozenset[int]) -> str:
    """Draw it, name it as a sign, name its script; nothing for what only steers."""
    if character.isspace():
        return _DRAWN
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return ""
    if ord(character) in known:
        return _DRAWN
    if category == "Sk":
        return ""
    if category in ("Cs", "Cn", "Co"):
        return "unknown"
    if category[0] in "SNP":
        return _SIGN
    script = unicodedata.name(character, "unknown").split()[0].split("-")[0].title()
    return _SCRIPTS.get(script, script)
