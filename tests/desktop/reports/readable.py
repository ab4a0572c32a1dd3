"""Whether a paper can be read: its colours on their grounds, its types, its edges, its pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import pikepdf
from pypdf import PdfReader

Colour = tuple[float, float, float]
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
WHITE: Final = (1.0, 1.0, 1.0)
LEAST: Final = 4.5
"""The contrast of text against its ground that WCAG 2.2 asks for at any size."""

MARGIN: Final = 50.0
"""What stays free at either side of a page, in points."""

_FILLS: Final = {"f", "F", "f*", "B", "B*", "b", "b*"}
_ENDS: Final = {"S", "s", "n"}


@dataclass(frozen=True)
class Inked:
    """A piece of text: its colour, what it stands on, and from where to where it goes."""

    colour: Colour
    ground: Colour
    left: float
    right: float


def check_readable(content: bytes) -> None:
    """Text stands out from its ground and runs over no edge, in two families at most, which are
    embedded; pages are counted."""
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            edge = float(page.mediabox[2]) - MARGIN
            for one in inked(page):
                assert contrast(one.colour, one.ground) >= LEAST, one
                assert one.left + 1 > MARGIN, one
                assert one.right < edge + 1, one
        fonts = [one for one in pdf.objects if _is_font(one)]
        assert 1 <= len({_family(one) for one in fonts}) <= 2
        assert all("/FontFile2" in one.FontDescriptor for one in fonts)
    pages = PdfReader(BytesIO(content)).pages
    for number, told in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in told.extract_text()


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of two colours by the formula of WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Colour) -> float:
    """How light a colour is, from 0 to 1: what is left of it in grey."""
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in colour]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def inked(page: pikepdf.Page) -> Iterator[Inked]:
    """Each piece of text of a page, on the topmost rectangle that was filled where it begins, else
    on the paper."""
    state = _State(page.resources.Font)
    for step in pikepdf.parse_content_stream(page):
        name, given = str(step.operator), list(step.operands)
        if name in ("Tj", "TJ"):
            words = b"".join(bytes(one) for one in given if isinstance(one, pikepdf.String))
            if words.strip():
                yield state.shown(words)
        else:
            state.step(name, given)


@dataclass
class _State:
    """What a page's operators have set: colour, type, and where the origin is."""

    fonts: Any
    fill: Colour = (0.0, 0.0, 0.0)
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    text: Matrix = (1, 0, 0, 1, 0, 0)
    font: Any = None
    size: float = 0
    leading: float = 0
    stack: list[tuple[Colour, Matrix]] = field(default_factory=list)
    path: list[Box] = field(default_factory=list)
    grounds: list[tuple[Box, Colour]] = field(default_factory=list)

    def step(self, name: str, given: list[Any]) -> None:
        """Do what one operator does, as far as text depends on it."""
        if name in _FILLS:
            self.grounds += [(one, self.fill) for one in self.path]
        if name in _FILLS | _ENDS:
            self.path.clear()
        does = getattr(self, f"_{name.replace('*', 'star')}", None)
        if does is not None:
            does(*given)

    def shown(self, words: bytes) -> Inked:
        first = int(self.font.FirstChar)
        width = sum(float(self.font.Widths[code - first]) for code in words) / 1000 * self.size
        x, y = self._at(self.text[4], self.text[5])
        return Inked(self.fill, self._ground(x + 1, y + 1), x, x + width)

    def _q(self) -> None:
        self.stack.append((self.fill, self.matrix))

    def _Q(self) -> None:
        self.fill, self.matrix = self.stack.pop()

    def _cm(self, *by: Any) -> None:
        a, b, c, d, e, f = map(float, by)
        g, h, i, j, k, m = self.matrix
        self.matrix = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
                       e * g + f * i + k, e * h + f * j + m)  # fmt: skip

    def _rg(self, *parts: Any) -> None:
        red, green, blue = map(float, parts)
        self.fill = red, green, blue

    def _g(self, grey: Any) -> None:
        self.fill = (float(grey),) * 3

    def _re(self, x: Any, y: Any, width: Any, height: Any) -> None:
        left, low = self._at(float(x), float(y))
        right, high = self._at(float(x) + float(width), float(y) + float(height))
        self.path.append((left, low, right, high))

    def _Tm(self, *by: Any) -> None:
        a, b, c, d, e, f = map(float, by)
        self.text = (a, b, c, d, e, f)

    def _Td(self, x: Any, y: Any) -> None:
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, e + float(x), f + float(y))

    def _TL(self, leading: Any) -> None:
        self.leading = float(leading)

    def _Tstar(self) -> None:
        self._Td(0, -self.leading)

    def _Tf(self, name: Any, size: Any) -> None:
        self.font, self.size = self.fonts[str(name)], float(size)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def _ground(self, x: float, y: float) -> Colour:
        for (left, low, right, high), colour in reversed(self.grounds):
            if left <= x <= right and low <= y <= high:
                return colour
        return WHITE


def _is_font(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"


def _family(font: Any) -> str:
    return str(font.BaseFont).split("+")[-1].split("-")[0]
