"""What a page's marks mean, noted while it is drawn: a canvas that knows which element it paints.

All that is painted lies in one flat row of marked stretches: those of an element (`content`), and
between them artefacts, which nobody is read. So nothing is ever painted without a mark.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

LAYOUT: Final = "/Artifact BMC"
"""Lines and grounds."""

FURNITURE: Final = "/Artifact <</Type /Pagination>> BDC"
"""Heads, feet and what is repeated on a page that follows: words that were read already."""

Rect = tuple[float, float, float, float]


def place_mark(name: str) -> str:
    """The name of a form: on which page a place is."""
    return f"page-of-{name}"


@dataclass(eq=False, slots=True)
class Element:
    """A part of the document as it is read aloud.

    `kids` are elements, (page from 0, number of the mark), and links. `alt` is told in place of a
    figure, `said` in place of what is drawn; `facts` are attributes: a cell's (`Scope`, `ColSpan`),
    a figure's (`BBox`). A paragraph within a `plain` one has no element of its own.
    """

    role: str
    kids: list["Element | tuple[int, int] | Link"] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    alt: str = ""
    said: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A place to click: `to` a place of this document, or an address of the web."""

    page: int
    rect: Rect
    words: str
    to: str


class MarkedCanvas(Canvas):
    """Draws as its parent does, and notes the structure of it."""

    _code: list[str]
    _pagesize: tuple[float, float]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.root = Element("Document")
        self.marks: list[list[Element]] = []
        """For each page, whose mark each number is."""
        self.asked: dict[str, None] = {}
        """Names of places whose pages are told."""
        self.places: dict[str, tuple[int, float]] = {}
        """Where in the document a name stands: its page from 0, and how high."""
        self._open = [self.root]
        self._mark = ""
        self._repeating = False
        self._level, self._entries = -1, 0
        super().__init__(*arguments, **options)

    @property
    def within(self) -> Element:
        """The element that is being drawn."""
        return self._open[-1]

    @property
    def sheet(self) -> int:
        """The page that is being drawn, from 0."""
        return len(self.marks) - 1

    def begin_page(self) -> None:
        """The page's first mark: until an element begins, it is furniture that is drawn."""
        self.marks.append([])
        self._switch(FURNITURE)

    def end_furniture(self) -> None:
        """What follows belongs to the text."""
        self._switch(LAYOUT)

    def showPage(self) -> None:
        """Close the page's last mark."""
        self._switch("")
        super().showPage()

    @contextmanager
    def inside(self, element: Element, *, new: bool = True) -> Iterator[Element]:
        """What is drawn meanwhile belongs to `element`, which is `new` to the one around it."""
        if new:
            self.within.kids.append(element)
        self._open.append(element)
        try:
            yield element
        finally:
            self._open.pop()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is painted meanwhile is what `element` says."""
        if self._repeating:
            self._switch(FURNITURE)
        else:
            of_page = self.marks[-1]
            element.kids.append((self.sheet, len(of_page)))
            self._switch(f"/{element.role} <</MCID {len(of_page)}>> BDC")
            of_page.append(element)
        yield
        self._switch(LAYOUT)

    @contextmanager
    def repeating(self) -> Iterator[None]:
        """What is painted meanwhile was read on a page before."""
        self._repeating = True
        with self.inside(Element("Artifact"), new=False):
            yield
        self._repeating = False

    def link(self, element: Element, size: tuple[float, float], words: str, to: str) -> None:
        """Make a rectangle of that size a link; `words` say where it leads."""
        if self._repeating:
            return
        x, y = self.absolutePosition(0, 0)
        element.kids.append(Link(self.sheet, (x, y, x + size[0], y + size[1]), words, to))

    def place(self, name: str, height: float = 0) -> None:
        """A name that links may lead to, where something begins."""
        _, y = self.absolutePosition(0, height)
        self.places.setdefault(name, (self.sheet, y))

    def page_of(self, name: str, x: float, y: float) -> None:
        """Write on which page a place is, to the left of `x`; filled in when that is known."""
        self.asked[name] = None
        self.saveState()
        self.translate(x, y)
        self.doForm(place_mark(name))
        self.restoreState()

    def entry(self, words: str, level: int, height: float) -> None:
        """An entry of the outline, not more than one level below the last."""
        self._level = min(level, self._level + 1)
        self._entries += 1
        key = f"entry-{self._entries}"
        _, y = self.absolutePosition(0, height)
        self.bookmarkPage(key, fit="XYZ", left=0, top=y)
        self.addOutlineEntry(words, key, self._level)

    def _switch(self, mark: str) -> None:
        code = self._code
        if self._mark:
            if code[-1] == self._mark and self._mark in (LAYOUT, FURNITURE):
                code.pop()  # nothing was painted under it
            else:
                code.append("EMC")
        if mark:
            code.append(mark)
        self._mark = mark
