"""A sheet of paper: head, foot and page numbers, and how a story becomes the bytes of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.reports.edition import PLAIN, Edition
from desktop.reports.finishing import Properties, finished
from desktop.reports.looks import ENTRY, LINE, MUTED, SIZES, WIDTH
from desktop.reports.structure import MarkedCanvas, place_mark
from desktop.reports.text import REGULAR, fonts, printable, spoken
from desktop.reports.together import Headed


@dataclass(frozen=True)
class _Edges:
    """Where the text begins and ends, and where head and foot stand, from their edges."""

    top: float
    foot: float
    head_at: float
    foot_at: float


_EDGES: Final = {
    "a4": _Edges(24 * mm, 20 * mm, 15 * mm, 12 * mm),
    "letter": _Edges(16.5 * mm, 14 * mm, 10.5 * mm, 7.5 * mm),
}
"""The lower paper gives up some of them, so that a page holds nearly as much."""

_SIZE: Final = 8


@dataclass(frozen=True)
class Sheet:
    """What stands on every page and in the document's properties."""

    title: str
    desk: str
    foot: str
    edition: Edition = PLAIN

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper, in points."""
        return SIZES[self.edition.paper]

    @property
    def edges(self) -> _Edges:
        """What stays free above and below."""
        return _EDGES[self.edition.paper]

    @property
    def side(self) -> float:
        """The margin at either side, in points."""
        return (self.size[0] - WIDTH) / 2


class _Canvas(MarkedCanvas):
    """Knows at the end how many pages there are and what stands on which, and writes it then."""

    sheet_of: Sheet

    def save(self) -> None:
        """Fill in what was left open on each page."""
        pages = len(self.marks)
        for number in range(1, pages + 1):
            right, low = self._pagesize[0] - self.sheet_of.side, self.sheet_of.edges.foot_at
            self._form(page_mark(number), right, low, f"page {number} of {pages}")
        for name in self.asked:
            at = self.places.get(name)
            told = "" if at is None else str(at[0] + 1)
            self._form(place_mark(name), 0, 0, told, "Span", ENTRY.fontSize)
        super().save()

    def _form(
        self, name: str, x: float, y: float, words: str, mark: str = "Artifact", size: float = _SIZE
    ) -> None:
        left, low = int(x - 30 * mm), int(y - 2 * mm)
        self.beginForm(name, lowerx=left, lowery=low, upperx=int(x) + 1, uppery=int(y) + 12)
        self._code.append(f"/{mark} BMC")
        self.setFont(REGULAR, size)
        self.setFillColor(MUTED)
        self.drawRightString(x, y, words)
        self._code.append("EMC")
        self.endForm()


def page_mark(number: int) -> str:
    """The name of a form: which page of how many."""
    return f"page-{number}"


class _Document(BaseDocTemplate):
    """Draws header and foot around the text. The same flowables give the same bytes."""

    def __init__(self, target: BytesIO, sheet: Sheet) -> None:
        side, (_, height), edges = sheet.side, sheet.size, sheet.edges
        super().__init__(
            target, pagesize=sheet.size, leftMargin=side, rightMargin=side, topMargin=edges.top,
            bottomMargin=edges.foot, invariant=1, initialFontName=REGULAR, keepTogetherClass=Headed,
        )  # fmt: skip
        self.sheet = sheet
        frame = Frame(
            side, edges.foot, WIDTH, height - edges.top - edges.foot,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        self.addPageTemplates([PageTemplate("page", [frame], onPage=self._furniture)])

    def _furniture(self, canvas: Any, document: BaseDocTemplate) -> None:
        canvas.begin_page()
        sheet, side = self.sheet, self.sheet.side
        canvas.sheet_of, right, low = sheet, sheet.size[0] - side, sheet.edges.foot_at
        canvas.saveState()
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(MUTED)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        head = sheet.size[1] - sheet.edges.head_at
        if document.page > 1:  # the first page begins with both
            canvas.drawString(side, head, printable(sheet.desk, 60))
            canvas.drawRightString(right, head, printable(sheet.title, 60))
            canvas.line(side, head - 2 * mm, right, head - 2 * mm)
        canvas.line(side, low + 4 * mm, right, low + 4 * mm)
        canvas.drawString(side, low, printable(sheet.foot, 110))
        canvas.doForm(page_mark(document.page))
        canvas.restoreState()
        canvas.end_furniture()


def document(sheet: Sheet, story: Sequence[Flowable]) -> bytes:
    """The PDF's bytes, with its structure, its properties and its data; laid out once."""
    return _whole(sheet, *_drawn(sheet, story))


def _whole(sheet: Sheet, drawn: bytes, canvas: MarkedCanvas) -> bytes:
    edition = sheet.edition
    properties = Properties(
        spoken(sheet.title, 200), spoken(sheet.desk, 200) or "Leadline", spoken(sheet.foot, 200),
        "en-GB", edition.as_of, edition.data,
    )  # fmt: skip
    return finished(drawn, canvas, properties)


def one_page(sheet: Sheet, story: Sequence[Flowable]) -> bytes | None:
    """The PDF's bytes if one page has room for it; its flowables are used up by the trial."""
    drawn, canvas = _drawn(sheet, story)
    return _whole(sheet, drawn, canvas) if len(canvas.marks) == 1 else None


def _drawn(sheet: Sheet, story: Sequence[Flowable]) -> tuple[bytes, MarkedCanvas]:
    fonts()
    target, made = BytesIO(), []

    def canvas(*arguments: Any, **options: Any) -> _Canvas:
        made.append(_Canvas(*arguments, **options))
        return made[-1]

    _Document(target, sheet).build(list(story), canvasmaker=canvas)
    return target.getvalue(), made[0]
