"""The one page design: A4, its type, its header and foot, sections that make the outline."""

from collections.abc import Sequence
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
MEASURE: Final = 120 * mm
SMALL_MEASURE: Final = 106 * mm
"""The widths of running text and of small text: some 70 characters a line."""

_TOP, _FOOT = 24 * mm, 20 * mm

LABELS: Final = 26 * mm
"""How wide the words are that stand beside sentences."""
_SENTENCE: Final = 600


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
BODY: Final = _style("body", 9.5, 13.5, spaceAfter=1.5 * mm, rightIndent=WIDTH - MEASURE)
NOTE: Final = _style("note", 8, 11, textColor=MUTED, spaceAfter=2 * mm, rightIndent=WIDTH - MEASURE)
CELL: Final = _style("cell", 8.5, 11)
ASIDE: Final = _style("aside", 8.5, 11, textColor=MUTED)
RIGHT: Final = _style("right", 8.5, 11, alignment=2)
HEAD: Final = _style("head", 8, 10.5, textColor=MUTED)
HEAD_RIGHT: Final = _style("head_right", 8, 10.5, textColor=MUTED, alignment=2)
SMALL: Final = _style("small", 8, 11)
LABEL: Final = _style("label", 8, 11, textColor=MUTED)


@dataclass(frozen=True)
class Sheet:
    """What stands on every page and in the document's properties."""

    title: str
    desk: str
    foot: str


def section(title: str) -> Paragraph:
    """A section's heading; it becomes an entry of the outline."""
    return Paragraph(markup(title), SECTION)


def body(words: str) -> Paragraph:
    """Running text, no wider than can be read."""
    return Paragraph(markup(words), BODY)


def note(words: str) -> Paragraph:
    """Small words below what they explain."""
    return Paragraph(markup(words), NOTE)


def told(
    rows: Sequence[tuple[str, str]], style: ParagraphStyle = TOLD, width: float | None = None
) -> Table:
    """Sentences, each beside a word that says what it is about; no wider than can be read."""
    label = LABEL.clone("beside", leading=style.leading)
    lines = [
        [Paragraph(markup(about, 20), label), Paragraph(markup(words, _SENTENCE), style)]
        for about, words in rows
    ]
    lower = (style.fontSize - label.fontSize) * 1.07  # so that both stand on one line
    look = TableStyle([("TOPPADDING", (0, 0), (0, -1), lower)], parent=_TOLD_LINES)
    width = width or (MEASURE if style is TOLD else SMALL_MEASURE)
    return Table(lines, colWidths=[LABELS, width], style=look, hAlign="LEFT")


def cell(text: str, limit: int = 160, style: ParagraphStyle = CELL) -> Paragraph:
    """A table's cell: somebody's words, cut so that a row always fits on a page."""
    return Paragraph(markup(text, limit), style)


def some(text: str, limit: int) -> Paragraph:
    """A cell that is never empty: a dash where nothing of the text can be seen."""
    return cell(text if printable(text, limit) else "–", limit)


def table(
    heads: Sequence[str], rows: Sequence[Sequence[Flowable | str]], widths: Sequence[float],
    right: frozenset[int] = frozenset(), *, tight: bool = False,
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
    look = _TIGHT if tight else _LINES
    return Table([top, *body], colWidths=list(widths), repeatRows=1, style=look, hAlign="LEFT")


_TOLD_LINES: Final = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)
_LINES: Final = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, MUTED),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)
_TIGHT: Final = TableStyle(
    [("TOPPADDING", (0, 0), (-1, -1), 1.2), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8)],
    parent=_LINES,
)


class _Canvas(Canvas):
    """Knows at the end how many pages there are, and writes the foot of each then."""

    def save(self) -> None:
        """Fill in what `_Document` left open on each page."""
        pages = self.getPageNumber() - 1
        for number in range(1, pages + 1):
            self.beginForm(_page_mark(number))
            self.setFont(REGULAR, 8)
            self.setFillColor(MUTED)
            self.drawRightString(A4[0] - SIDE, 12 * mm, f"page {number} of {pages}")
            self.endForm()
        super().save()


def _page_mark(number: int) -> str:
    return f"page-{number}"


class _Document(BaseDocTemplate):
    """Draws header and foot; headings become bookmarks. The same flowables give the same bytes."""

    def __init__(self, target: BytesIO, sheet: Sheet) -> None:
        super().__init__(
            target, pagesize=A4, leftMargin=SIDE, rightMargin=SIDE, topMargin=_TOP,
            bottomMargin=_FOOT, title=printable(sheet.title, 200),
            author=printable(sheet.desk or "Leadline", 200), creator="Leadline",
            subject=printable(sheet.foot, 200), lang="en-GB", invariant=1,
            initialFontName=REGULAR, displayDocTitle=True,
        )  # fmt: skip
        self.sheet, self.sections = sheet, 0
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
        if document.page > 1:  # the first page begins with both
            canvas.drawString(SIDE, head, printable(self.sheet.desk, 60))
            canvas.drawRightString(A4[0] - SIDE, head, printable(self.sheet.title, 60))
            canvas.line(SIDE, head - 2 * mm, A4[0] - SIDE, head - 2 * mm)
        canvas.line(SIDE, foot + 4 * mm, A4[0] - SIDE, foot + 4 * mm)
        canvas.drawString(SIDE, foot, printable(self.sheet.foot, 110))
        canvas.doForm(_page_mark(document.page))
        canvas.restoreState()


def document(sheet: Sheet, story: list[Flowable]) -> bytes:
    """The PDF's bytes, laid out once."""
    return laid_out(sheet, story)[0]


def laid_out(sheet: Sheet, story: list[Flowable]) -> tuple[bytes, int]:
    """The PDF's bytes, and on how many pages it came."""
    fonts()
    target = BytesIO()
    made = _Document(target, sheet)
    made.build(story, canvasmaker=_Canvas)
    return target.getvalue(), made.page
