"""What stands on a page, each with its place in the structure: text, cells, figures, links."""

from contextlib import ExitStack
from typing import Any, Final

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as PlainParagraph

from desktop.reports.structure import Element, MarkedCanvas
from desktop.reports.text import spoken

HEADINGS: Final = {"title": "H1", "section": "H2", "subsection": "H3"}
"""The names of styles that make a heading of a paragraph, and an entry of the outline."""
_ALT: Final = 8_000
_WORDS: Final = 200
LEVELS: Final = {"H1": 0, "H2": 1, "H3": 2}


class Paragraph(PlainParagraph):
    """Text that says what it is; its pieces on two pages are one paragraph.

    `said` is what the outline calls a heading: as it was written, in any script. `meant` is read
    aloud in place of what is drawn, where the typeface lacks some of it. `name` is a place that
    links lead to.
    """

    said = ""
    meant = ""
    name = ""
    _element: list[Element]

    def __init__(self, text: Any, style: ParagraphStyle, *more: Any, **options: Any) -> None:
        super().__init__(text, style, *more, **options)
        self._element = []
        self.meant = getattr(text, "meant", "")

    @property
    def role(self) -> str:
        """What it is, by its style."""
        return HEADINGS.get(self.style.name, "P")

    def split(self, *room: float) -> list[Flowable]:
        """Its pieces, which are told as one."""
        pieces: list[Flowable] = super().split(*room)
        for piece in pieces:
            if isinstance(piece, Paragraph) and piece is not self:
                self._hand_on(piece)
        if pieces and isinstance(pieces[0], Paragraph):
            pieces[0].name = self.name
        return pieces

    def _hand_on(self, piece: Any) -> None:
        piece._element, piece.said, piece.meant = self._element, self.said, self.meant

    def draw(self) -> None:
        """Draw the text under its mark."""
        canvas: Any = self.canv
        if self.name:
            canvas.place(self.name, self.height)
        if self.role in LEVELS and not self._element:
            canvas.entry(self.said or self.getPlainText(), LEVELS[self.role], self.height)
        with ExitStack() as around:
            element = self._told(canvas, around)
            element.said = self.meant
            with canvas.content(element):
                self._draw(canvas, element)

    def _draw(self, canvas: MarkedCanvas, element: Element) -> None:
        super().draw()

    def _told(self, canvas: MarkedCanvas, around: ExitStack) -> Element:
        """Its element, made where its first piece stands."""
        if not self._element:
            if self.role == "P" and canvas.within.plain:
                self._element.append(canvas.within)
            else:
                self._element.append(Element(self.role))
                canvas.within.kids.append(self._element[0])
        return self._element[0]


class Link(Paragraph):
    """Text that leads elsewhere when it is clicked: a place of the document, or a web address."""

    to = ""

    @property
    def role(self) -> str:
        """A link, within whatever it stands in."""
        return "Link"

    def _hand_on(self, piece: Any) -> None:
        super()._hand_on(piece)
        piece.to = self.to

    def _draw(self, canvas: MarkedCanvas, element: Element) -> None:
        super()._draw(canvas, element)
        canvas.link(element, (self.width, self.height), self.said or self.getPlainText(), self.to)


class Unseen(Paragraph):
    """Words that are read aloud and not drawn: the head of a column that needs none for the eye."""

    def __init__(self, words: str, style: ParagraphStyle) -> None:
        super().__init__("", style)
        self.words = spoken(words, _WORDS)

    def _draw(self, canvas: MarkedCanvas, element: Element) -> None:
        element.said = self.words
        canvas._code.append("0 0 m n")  # a mark has to hold something


class Item(Paragraph):
    """An item of a list, its bullet beside it."""

    def __init__(self, text: Any, style: ParagraphStyle, *more: Any, **options: Any) -> None:
        super().__init__(text, style, *more, **options)
        self.list: list[Element] = []

    def _hand_on(self, piece: Any) -> None:
        super()._hand_on(piece)
        piece.list = self.list

    def _told(self, canvas: MarkedCanvas, around: ExitStack) -> Element:
        if self._element:
            return self._element[0]
        if not self.list:
            self.list.append(Element("L", facts={"ListNumbering": "Disc"}))
            canvas.within.kids.append(self.list[0])
        with canvas.inside(self.list[0], new=False), canvas.inside(Element("LI")) as item:
            with canvas.inside(Element("Lbl")) as bullet, canvas.content(bullet):
                self._draw_bullet(canvas)
            self._element.append(Element("LBody"))
            item.kids.append(self._element[0])
        return self._element[0]

    def _draw_bullet(self, canvas: MarkedCanvas) -> None:
        canvas.setFont(self.style.fontName, self.style.fontSize)
        canvas.setFillColor(self.style.textColor)
        canvas.drawString(0, self.height - self.style.fontSize, "•")


class Entry(Link):
    """A line of the contents: what a section is called, and at the right on which page it is."""

    def __init__(self, text: Any, style: ParagraphStyle, *more: Any, **options: Any) -> None:
        super().__init__(text, style, *more, **options)
        self.list: list[Element] = []

    def _told(self, canvas: MarkedCanvas, around: ExitStack) -> Element:
        if not self.list:
            self.list.append(Element("TOC"))
            canvas.within.kids.append(self.list[0])
        around.enter_context(canvas.inside(self.list[0], new=False))
        around.enter_context(canvas.inside(Element("TOCI")))
        around.enter_context(canvas.inside(Element("Reference")))
        return super()._told(canvas, around)

    def _draw(self, canvas: MarkedCanvas, element: Element) -> None:
        super()._draw(canvas, element)
        canvas.page_of(self.to, self.width, self.height - self.style.fontSize)


class Figure(Flowable):
    """A drawing with the words that tell the same: its message and its numbers."""

    def __init__(self, drawing: Drawing | None, alt: str) -> None:
        super().__init__()
        self.drawing, self.alt = drawing, spoken(alt, _ALT)
        if drawing is not None:
            self.width, self.height = drawing.width, drawing.height

    def draw(self) -> None:
        """Draw it under the mark of a figure."""
        canvas: Any = self.canv
        x, y = canvas.absolutePosition(0, 0)
        box = [round(at, 2) for at in (x, y, x + self.width, y + self.height)]
        element = Element("Figure", facts={"BBox": box, "Placement": "Block"}, alt=self.alt)
        with canvas.inside(element), canvas.content(element):
            renderPDF.draw(self.drawn(), canvas, 0, 0)

    def drawn(self) -> Drawing:
        """The drawing, made now where it depends on the room there was."""
        assert self.drawing is not None
        return self.drawing
