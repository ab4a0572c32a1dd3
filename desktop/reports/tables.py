"""Tables of the one page design, and sentences beside the words that say what they are about."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table, TableStyle

from desktop.reports.long_table import LONG, Cells, LongTable
from desktop.reports.looks import (
    CELL,
    HEAD,
    HEAD_RIGHT,
    LABEL,
    LABELS,
    LINE,
    MEASURE,
    MUTED,
    NARROW,
    RIGHT,
    SMALL_MEASURE,
    TOLD,
    WIDTH,
)
from desktop.reports.marks import PAIRS, TABLE, Marks
from desktop.reports.tagged import Paragraph, Unseen
from desktop.reports.text import REGULAR, held, markup, printable

_SENTENCE: Final = 600
_LEAST_ROWS: Final = 3
"""No fewer rows of a table stand alone on its last page."""


def told(
    rows: Sequence[tuple[str, str]], style: ParagraphStyle = TOLD, width: float | None = None
) -> Table:
    """Sentences, each beside a word that says what it is about; no wider than can be read."""
    label = LABEL.clone("beside", leading=style.leading)
    lines = [
        [
            Paragraph(markup(about, 20), label) if about else "",
            Paragraph(held(markup(words, _SENTENCE)), style),
        ]
        for about, words in rows
    ]
    lower = (style.fontSize - label.fontSize) * 1.07  # so that both stand on one line
    look = TableStyle([("TOPPADDING", (0, 0), (0, -1), lower)], parent=_TOLD_LINES)
    width = width or (MEASURE if style is TOLD else SMALL_MEASURE)
    return Table(lines, colWidths=[LABELS, width], style=look, hAlign="LEFT", renderCB=Marks(PAIRS))


def asked(rows: Sequence[tuple[str, str, str]]) -> Table:
    """Questions, each beside a word that says what it is about, and under each why it is asked."""
    label = LABEL.clone("beside", leading=TOLD.leading)
    lines = [
        [
            Paragraph(markup(about, 20), label) if about else "",
            [
                Paragraph(held(markup(ask, _SENTENCE)), TOLD),
                Paragraph(held(markup(why, _SENTENCE)), NARROW),
            ],
        ]
        for about, ask, why in rows
    ]
    lower = (TOLD.fontSize - label.fontSize) * 1.07
    look = TableStyle([("TOPPADDING", (0, 0), (0, -1), lower)], parent=_TOLD_LINES)
    widths = [LABELS, WIDTH - LABELS]
    return Table(lines, colWidths=widths, style=look, hAlign="LEFT", renderCB=Marks(PAIRS))


def cell(text: str, limit: int = 160, style: ParagraphStyle = CELL) -> Paragraph:
    """A table's cell: somebody's words, cut so that a row always fits on a page."""
    return Paragraph(markup(text, limit), style)


def some(text: str, limit: int) -> Paragraph:
    """A cell that is never empty: a dash where nothing of the text can be seen."""
    return cell(text if printable(text, limit) else "–", limit)


def unseen(words: str) -> Paragraph:
    """The head of a column that says for itself what it is: read aloud, not drawn."""
    return Unseen(words, HEAD)


def table(
    heads: Sequence[Flowable | str], rows: Sequence[Sequence[Flowable | str]],
    widths: Sequence[float], right: frozenset[int] = frozenset(), *, tight: bool = False,
    row_head: int | None = None,
) -> Table | LongTable:  # fmt: skip
    """Rows under a head that repeats on each page; `widths` in points, figures in `right`.

    `row_head` is the column that says what its row is about.
    """

    def cells(row: Sequence[Flowable | str]) -> Cells:
        return [_cell(value, RIGHT if i in right else CELL) for i, value in enumerate(row)]

    def made(body: list[Cells], heights: list[float] | None = None) -> Table:
        return _Rows(
            [top, *body], colWidths=list(widths), rowHeights=heights, repeatRows=1,
            style=_TIGHT if tight else _LINES, hAlign="LEFT", renderCB=marks,
        )  # fmt: skip

    marks = Marks(TABLE, row_head)
    top = [_cell(h, HEAD_RIGHT if i in right else HEAD) for i, h in enumerate(heads)]
    if len(rows) > LONG:
        return LongTable(rows, cells, made)
    return made([cells(row) for row in rows])


class _Rows(Table):
    """A table of which no single row is left for another page."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Its pieces; the last has a few rows, where the first can spare them."""
        whole: Any = self
        pieces: list[Any] = super().split(width, height)
        if len(pieces) == 2:
            lack = _LEAST_ROWS - (pieces[1]._nrows - whole.repeatRows)
            some = pieces[0]._nrows - lack
            if lack > 0 and some - whole.repeatRows >= _LEAST_ROWS:
                pieces = super().split(width, sum(whole._rowHeights[:some]) + 1)
        return list(pieces)


def _cell(value: Flowable | str, style: ParagraphStyle) -> Flowable | str:
    return cell(value, style=style) if value and isinstance(value, str) else value


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
