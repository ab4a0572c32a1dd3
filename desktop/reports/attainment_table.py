"""Attainment on paper: a row per priority, a column per commitment and objective."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from desktop.reports.looks import BODY, HEAD_RIGHT, LINE, MUTED, NOTE, WIDTH
from desktop.reports.marks import TABLE, Marks
from desktop.reports.tagged import Paragraph
from desktop.reports.text import BOLD, REGULAR, markup
from models.handbook.attainment import (
    FEW,
    Attained,
    AttainmentRow,
    columns_of,
    percent_words,
    priorities_of,
    total,
)
from models.review_words import halves
from models.wording import commitment_name

Column = tuple[str, str]
_FIRST = 8 * mm
_COLUMNS = 6
_HELD = "\N{NO-BREAK SPACE}"
_GAP = 4 * mm
_OVER = HEAD_RIGHT.clone("over", alignment=TA_LEFT, leftIndent=_GAP)
_LEADING = f'<font name="{BOLD}">{{}}</font>'
_BESIDE = f'<font size="7.5" color="{MUTED.hexval().replace("0x", "#")}">{{}}</font>'
_FIGURE = BODY.clone(
    "figure", rightIndent=0, fontSize=9, spaceAfter=0, leading=12.5, alignment=TA_RIGHT
)
_NAME = _FIGURE.clone("name", fontName=BOLD, alignment=TA_LEFT)
_SMALL = NOTE.clone(
    "small", rightIndent=0, fontSize=7.5, leading=9.5, spaceAfter=0, alignment=TA_RIGHT
)


def attainment_tables(review: Attained) -> list[Flowable]:
    """One table, or several where a team has many commitments of its own; none without clocks."""
    columns = columns_of(review.attainment)
    found: list[Flowable] = []
    for first in range(0, len(columns), _COLUMNS):
        if found:
            found.append(Spacer(1, 4 * mm))
        found.append(_table(review, columns[first : first + _COLUMNS]))
    return found


def _table(review: Attained, columns: Sequence[Column]) -> Table:
    now, was = _by_place(review.attainment), _by_place(review.previous)
    names, spans = _names(columns)
    body: list[list[Any]] = [
        names,
        ["", *([Paragraph(markup(o, 20), HEAD_RIGHT)] for _, o in columns)],
    ]
    for priority in priorities_of(review.attainment):
        places = [(priority, *column) for column in columns]
        cells = [_cell(now.get(place), was.get(place)) for place in places]
        body.append([[Paragraph(markup(priority, 20), _NAME)], *cells])
    totals = [
        _cell(total(review.attainment, *column), total(review.previous, *column))
        for column in columns
    ]
    body.append([[Paragraph("All", _NAME)], *totals])
    width = min((WIDTH - _FIRST) / len(columns), 44 * mm)
    return Table(
        body, colWidths=[_FIRST, *[width] * len(columns)], repeatRows=2, hAlign="LEFT",
        renderCB=Marks(TABLE, row_head=0),
        style=[
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 1), (-1, 1), 0.8, MUTED),
            ("LINEBELOW", (0, 2), (-1, -2), 0.4, LINE),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, MUTED),
            ("LEFTPADDING", (0, 0), (-1, -1), 1),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, 0), 0),
            ("TOPPADDING", (0, 1), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
            ("BOTTOMPADDING", (0, 1), (-1, -1), 3),
            *spans,
        ],
    )  # fmt: skip


def _names(columns: Sequence[Column]) -> tuple[list[list[Flowable]], list[Any]]:
    """The heads over the objectives, each commitment once, and the cells it spans."""
    heads: list[list[Flowable]] = [[]]
    spans: list[Any] = [("SPAN", (0, 0), (0, 1))]
    for commitment, found in groupby(columns, lambda column: column[0]):
        count = len(list(found))
        first = len(heads)
        last = first + count - 1
        spans.append(("SPAN", (first, 0), (last, 0)))
        heads.append([_Spanner(markup(commitment_name(commitment), 60), _OVER)])
        heads += [[] for _ in range(count - 1)]
    return heads, spans


class _Spanner(Paragraph):
    """A head over several columns, a line under all of them that leaves a gap to the next."""

    def draw(self) -> None:
        """The line, and the words."""
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.5)
        self.canv.line(_GAP, -1, self.width, -1)
        super().draw()


def _by_place(rows: Sequence[AttainmentRow]) -> Mapping[tuple[str, str, str], AttainmentRow]:
    return {(row.priority, row.commitment, row.objective): row for row in rows}


def _cell(now: AttainmentRow | None, was: AttainmentRow | None) -> list[Flowable]:
    """The figure and its other half, then what it was, then what is not in it."""
    if now is None:
        return [Paragraph("–", _SMALL)]
    small = [f"was {halves(was.met, was.decided)[0]}"] if was is not None and was.decided else []
    rest = [
        f"{count:,} {words}"
        for count, words in ((now.running, "running"), (now.excluded, "left out"))
        if count
    ]
    if rest:
        small.append(" · ".join(rest))
    return [
        Paragraph(figure_words(now), _FIGURE),
        *(Paragraph(markup(words), _SMALL) for words in small),
    ]


def figure_words(row: AttainmentRow) -> str:
    """What was kept, as markup: what comes first (rule 26) in bold, its other half beside it."""
    if not row.decided:
        return markup("not judged" if row.excluded else "none yet")
    told = (f"{row.met:,} of {row.decided:,}", percent_words(row.met, row.decided))
    counts, percent = (markup(half).replace(" ", _HELD) for half in told)
    if row.decided < FEW:
        return f"{_LEADING.format(counts)} {_BESIDE.format(percent)}"
    return f"{_BESIDE.format(counts)} {_LEADING.format(percent)}"
