"""The one page design: A4, its type, its header and foot, sections that make the outline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from desktop.reports.text import BOLD, REGULAR, fonts, markup, printable

TEXT: Final = HexColor("#17202B")
MUTED: Final = HexColor("#5A6675")
LINE: Final = HexColor("#CBD2DA")
ACCENT: Final = HexColor("#1F5FA8")
SIDE: Final = 18 * mm
WIDTH: Final = A4[0] - 2 * SIDE
_TOP, _FOOT = 24 * mm, 20 * mm


def _style(name: str, size: float, lead: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=more.pop("fontName", REGULAR), fontSize=size, leading=lead,
        bulletFontName=REGULAR, textColor=more.pop("textColor", TEXT), **more,
    )  # fmt: skip


TITLE: Final = _style("title", 20, 25, fontName=BOLD)
LEAD: Final = _style("lead", 10, 14, textColor=MUTED, spaceAfter=4 * mm)
SECTION: Final = _style(
    "section", 12, 16, fontName=BOLD, spaceBefore=6 * mm, spaceAfter=1.5 * mm, keepWithNext=1
)
BODY: Final = _style("body", 9.5, 13.5, spaceAfter=1.5 * mm)
POINT: Final = _style("point", 10.5, 15, leftIndent=5 * mm, bulletIndent=0, spaceAfter=1.2 * mm)
NOTE: Final = _style("note", 8, 11, textColor=MUTED, spaceAfter=2 * mm)
CELL: Final = _style("cell", 8.5, 11)
RIGHT: Final = _style("right", 8.5, 11, alignment=2)
HEAD: Final = _style("head", 8, 10.5, textColor=MUTED)
HEAD_RIGHT: Final = _style("head_right", 8, 10.5, textColor=MUTED, alignment=2)


@dataclass(frozen=True)
class Sheet:
    """What stands on every page and in the document's properties."""

    title: str
    desk: str
    foot: str


def section(title: str) -> Paragraph:
    """A section's heading; it becomes an entry of the outline."""
    return Paragraph(markup(title), SECTION)


def cell(text: str, limit: int = 160, style: ParagraphStyle = CELL) -> Paragraph:
    """A table's cell: somebody's words, cut so that a row always fits on a page."""
    return Paragraph(markup(text, limit), style)


def table(
    heads: Sequence[str], rows: Sequence[Sequence[Flowable | str]], widths: Sequence[float],
    right: frozenset[int] = frozenset(),
) -> Table:  # fmt: skip
    """Rows under a head that repeats on each page; `widths` in points, figures in `right`."""
    top = [cell(h, style=HEAD_RIGHT if i in right else HEAD) for i, h in enumerate(heads)]
    body = [
        [
            cell(value, style=RIGHT if i in right else CELL) if isinstance(value, str) else value
            for i, value in enumerate(row)
        ]
        for row in rows
    ]
    return Table([top, *body], colWidths=list(widths), repeatRows=1, style=_LINES, hAlign="LEFT")


_LINES: Final = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, MUTED),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)


class _Document(BaseDocTemplate):
    """Draws header and foot; headings become bookmarks. The same flowables give the same bytes."""

    def __init__(self, target: BytesIO, sheet: Sheet, pages: int) -> None:
        super().__init__(
            target, pagesize=A4, leftMargin=SIDE, rightMargin=SIDE, topMargin=_TOP,
            bottomMargin=_FOOT, title=printable(sheet.title, 200),
            author=printable(sheet.desk or "Leadline", 200), creator="Leadline",
            lang="en-GB", invariant=1, initialFontName=REGULAR,
        )  # fmt: skip
        self.sheet, self.pages, self.sections = sheet, pages, 0
        frame = Frame(
            SIDE, _FOOT, WIDTH, A4[1] - _TOP - _FOOT,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        self.addPageTemplates([PageTemplate("page", [frame], onPage=self._furniture)])

    def afterFlowable(self, flowable: Flowable) -> None:
        """A heading was placed: note it in the outline."""
        if isinstance(flowable, Paragraph) and flowable.style.name in ("title", "section"):
            self.sections += 1
            place = f"section-{self.sections}"
            self.canv.bookmarkPage(place)
            self.canv.addOutlineEntry(
                flowable.getPlainText(), place, 0 if flowable.style.name == "title" else 1
            )

    def _furniture(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(MUTED)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        head, foot = A4[1] - 15 * mm, 12 * mm
        canvas.drawString(SIDE, head, printable(self.sheet.desk, 60))
        canvas.drawRightString(A4[0] - SIDE, head, printable(self.sheet.title, 60))
        canvas.line(SIDE, head - 2 * mm, A4[0] - SIDE, head - 2 * mm)
        canvas.line(SIDE, foot + 4 * mm, A4[0] - SIDE, foot + 4 * mm)
        canvas.drawString(SIDE, foot, printable(self.sheet.foot, 110))
        canvas.drawRightString(A4[0] - SIDE, foot, f"page {document.page} of {self.pages}")
        canvas.restoreState()


def document(sheet: Sheet, story: Callable[[], list[Flowable]]) -> bytes:
    """The PDF's bytes. Laid out twice: the first time counts the pages for the foot."""
    fonts()
    pages = 0
    target = BytesIO()
    for _ in range(2):
        target = BytesIO()
        made = _Document(target, sheet, pages)
        made.build(story())
        pages = made.page
    return target.getvalue()
