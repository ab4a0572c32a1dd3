"""The first thing a director sees: four numbers, each with its counts and what it was."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from desktop.reports.looks import BODY, MUTED, NOTE, TEXT, WIDTH
from desktop.reports.marks import CARDS, Marks
from desktop.reports.tagged import Paragraph
from desktop.reports.text import BOLD, REGULAR, markup
from models.review_words import KeyFigure

_GAP = 6 * mm
_NAME = NOTE.clone("key-name", rightIndent=0, spaceAfter=0)
_FIGURE = BODY.clone(
    "key-figure", rightIndent=0, spaceAfter=0, fontName=BOLD, fontSize=21, leading=27
)
_DETAIL = BODY.clone("key-detail", rightIndent=0, spaceAfter=0, fontSize=8.5, leading=11.5)
_BEFORE = _DETAIL.clone("key-before", textColor=MUTED)


def key_figures_row(figures: Sequence[KeyFigure]) -> Flowable:
    """The figures side by side, a line above each."""
    width = (WIDTH - _GAP * (len(figures) - 1)) / len(figures)
    cells: list[list[Flowable] | str] = []
    widths: list[float] = []
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    for number, figure in enumerate(figures):
        if number:
            cells.append("")
            widths.append(_GAP)
        style.append(("LINEABOVE", (2 * number, 0), (2 * number, 0), 1.2, TEXT))
        cells.append(_cell(figure))
        widths.append(width)
    return Table(
        [cells], colWidths=widths, style=style, spaceAfter=5 * mm, hAlign="LEFT",
        renderCB=Marks(CARDS),
    )  # fmt: skip


def _cell(figure: KeyFigure) -> list[Flowable]:
    return [
        Paragraph(markup(str(figure.name)), _NAME),
        Paragraph(markup(figure.figure), _FIGURE),
        Paragraph(markup(str(figure.detail)), _DETAIL),
        Paragraph(markup(str(figure.before)), _BEFORE),
    ]
