"""Attainment on paper: a row per priority, a column per commitment and objective."""

from collections.abc import Mapping, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from desktop.reports.page import BODY, HEAD, LINE, MUTED, NOTE, WIDTH
from desktop.reports.text import BOLD, REGULAR, markup
from models.handbook.attainment import FEW, AttainmentRow, in_order, percent_words, total
from models.queries.review import QuarterlyReview
from models.wording import commitment_name

Column = tuple[str, str]
_FIRST = 14 * mm
_COLUMNS = 6
_FIGURE = BODY.clone("figure", fontName=BOLD, spaceAfter=0)
_SMALL = NOTE.clone("small", spaceAfter=0, leading=9.5)


def attainment_tables(review: QuarterlyReview) -> list[Flowable]:
    """One table, or several where a team has many commitments of its own; none without clocks."""
    columns = _columns(review.attainment)
    found: list[Flowable] = []
    for first in range(0, len(columns), _COLUMNS):
        if found:
            found.append(Spacer(1, 4 * mm))
        found.append(_table(review, columns[first : first + _COLUMNS]))
    return found


def _columns(rows: Sequence[AttainmentRow]) -> list[Column]:
    ordered = in_order([_one(row) for row in rows])
    return list(dict.fromkeys((row.commitment, row.objective) for row in ordered))


def _one(row: AttainmentRow) -> AttainmentRow:
    return AttainmentRow("", row.commitment, row.objective, 0, 0, 0, 0, None)


def _table(review: QuarterlyReview, columns: Sequence[Column]) -> Table:
    now, was = _by_place(review.attainment), _by_place(review.previous)
    priorities = list(dict.fromkeys(row.priority for row in in_order(review.attainment)))
    heads: list[list[Flowable]] = [[Paragraph("", HEAD)]]
    heads += [
        [Paragraph(markup(f"{commitment_name(commitment)}, {objective}", 60), HEAD)]
        for commitment, objective in columns
    ]
    body = [heads]
    for priority in priorities:
        places = [(priority, *column) for column in columns]
        cells = [_cell(now.get(place), was.get(place)) for place in places]
        body.append([_name(priority), *cells])
    totals = [
        _cell(total(review.attainment, *column), total(review.previous, *column))
        for column in columns
    ]
    body.append([_name("All"), *totals])
    width = min((WIDTH - _FIRST) / len(columns), 40 * mm)
    return Table(
        body, colWidths=[_FIRST, *[width] * len(columns)], repeatRows=1, hAlign="LEFT",
        style=[
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, MUTED),
            ("LINEBELOW", (0, 1), (-1, -2), 0.4, LINE),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, MUTED),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ],
    )  # fmt: skip


def _by_place(rows: Sequence[AttainmentRow]) -> Mapping[tuple[str, str, str], AttainmentRow]:
    return {(row.priority, row.commitment, row.objective): row for row in rows}


def _name(priority: str) -> list[Flowable]:
    return [Paragraph(markup(priority, 20), _FIGURE)]


def _cell(now: AttainmentRow | None, was: AttainmentRow | None) -> list[Flowable]:
    """The figure, then its other half, then what is not in it and what it was before."""
    if now is None:
        return [Paragraph("–", NOTE)]
    first, second = _halves(now)
    small = [second] if second else []
    if was is not None and was.decided:
        small.append(f"was {_halves(was)[0]}")
    if now.running:
        small.append(f"{now.running:,} running")
    if now.excluded:
        small.append(f"{now.excluded:,} left out")
    return [
        Paragraph(markup(first), _FIGURE),
        *(Paragraph(markup(words), _SMALL) for words in small),
    ]


def _halves(row: AttainmentRow) -> tuple[str, str]:
    """The count and the percentage, the count first under 30 clocks (rule 26)."""
    if not row.decided:
        return ("not judged" if row.excluded else "none yet"), ""
    counts = f"{row.met:,} of {row.decided:,}"
    percent = percent_words(row.met, row.decided)
    return (counts, percent) if row.decided < FEW else (percent, counts)
