"""What was promised, in one table: kept under SLA and SLO, and what is left of the error budget."""

from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from desktop.reports import page
from desktop.reports.attainment_table import figure_words
from desktop.reports.looks import LINE, MUTED
from desktop.reports.text import BOLD, REGULAR, markup
from models.handbook.attainment import AttainmentRow, total
from models.handbook.policy import OBJECTIVES
from models.queries.error_budgets import BudgetLine
from models.queries.review import QuarterlyReview
from models.review_words import halves
from models.wording import commitment_name

_Column = tuple[str, float]
_COMPARED: Final[Sequence[_Column]] = (
    ("Commitment", 24), ("SLA", 38), ("was", 13), ("SLO", 38), ("was", 13), ("Misses used", 19),
    ("Not counted", 20),
)  # fmt: skip
_ALONE: Final[Sequence[_Column]] = (
    ("Commitment", 28), ("SLA", 38), ("SLO", 38), ("Misses used", 24), ("Not counted", 37),
)  # fmt: skip
_PRIORITY: Final = 9
_RIGHT: Final = page.RIGHT.clone("promise", fontSize=8.5, leading=11)
_QUIET: Final = page.RIGHT.clone("promise-was", fontSize=8, leading=11, textColor=MUTED)
_NAME: Final = page.CELL.clone("promise-name", fontName=BOLD)


def promises_table(review: QuarterlyReview) -> Flowable | None:
    """A row for each priority's commitment, then all priorities together; None without clocks."""
    rows = _rows(review)
    if not rows:
        return None
    columns = _COMPARED if review.previous else _ALONE
    heads = [page.unseen("Priority")] + [
        page.cell(words, style=page.HEAD_RIGHT if place else page.HEAD)
        for place, (words, _) in enumerate(columns)
    ]
    widths = [_PRIORITY * mm, *(width * mm for _, width in columns)]
    firsts = {n for n in range(len(rows)) if not n or rows[n][0] != rows[n - 1][0]}
    cells = [_cells(review, *row, first=n in firsts) for n, row in enumerate(rows)]
    return Table(
        [heads, *cells], colWidths=widths, repeatRows=1,
        style=_look(sorted(firsts)[1:]), hAlign="LEFT", renderCB=page.Marks(page.TABLE, 1),
    )  # fmt: skip


def _rows(review: QuarterlyReview) -> list[tuple[str, str]]:
    """(priority, commitment) in the order of the handbook; "All" where several have it."""
    found = dict.fromkeys((row.priority, row.commitment) for row in review.attainment)
    commitments = dict.fromkeys(commitment for _, commitment in found)
    many = [one for one in commitments if sum(one == other for _, other in found) > 1]
    return [*found, *(("All", commitment) for commitment in many)]


def _cells(
    review: QuarterlyReview, priority: str, commitment: str, *, first: bool
) -> list[Flowable]:
    now = [_of(review.attainment, priority, commitment, one) for one in OBJECTIVES]
    was = [_of(review.previous, priority, commitment, one) for one in OBJECTIVES]
    cells: list[Flowable] = [
        page.Paragraph(markup(priority, 20), _NAME) if first else page.unseen(priority),
        page.cell(commitment_name(commitment), 40),
    ]
    for one, other in zip(now, was, strict=True):
        cells.append(page.Paragraph(figure_words(one) if one else "–", _RIGHT))
        if not review.previous:
            continue
        told = halves(other.met, other.decided)[0] if other is not None and other.decided else ""
        cells.append(page.Paragraph(markup(told), _QUIET))
    cells.append(page.Paragraph(_budget(review.budgets, priority, commitment), _RIGHT))
    cells.append(page.Paragraph(markup(_left_out([one for one in now if one])), _QUIET))
    return cells


def _of(
    rows: Sequence[AttainmentRow], priority: str, commitment: str, objective: str
) -> AttainmentRow | None:
    key = priority, commitment, objective
    if priority == "All":
        found = total(rows, commitment, objective)
        return found if found.decided or found.running or found.excluded else None
    return next((r for r in rows if (r.priority, r.commitment, r.objective) == key), None)


def _budget(budgets: Sequence[BudgetLine], priority: str, commitment: str) -> str:
    """“3 of 5”, in bold where the budget is gone."""
    for one in budgets:
        if (one.priority, one.commitment) == (priority, commitment):
            if not one.enough_data:
                return markup("too few")
            words = markup(f"{one.spent:,} of {one.allowed:,}")
            return f'<font name="{BOLD}">{words}</font>' if one.gone else words
    return ""


def _left_out(rows: Sequence[AttainmentRow]) -> str:
    """What runs and what was left out; under SLA and SLO apart where they differ."""
    counts = (
        ([row.running for row in rows], "running"), ([row.excluded for row in rows], "left out"),
    )  # fmt: skip
    told = []
    for found, words in counts:
        if any(found):
            each = dict.fromkeys(found) if len(set(found)) == 1 else found
            told.append(f"{'/'.join(f'{count:,}' for count in each)} {words}")
    return ", ".join(told)


def _look(firsts: Sequence[int]) -> TableStyle:
    """A line over each priority."""
    return TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 1.5),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 1.5),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, MUTED),
            *(("LINEABOVE", (0, row + 1), (-1, row + 1), 0.5, LINE) for row in firsts),
        ]
    )
