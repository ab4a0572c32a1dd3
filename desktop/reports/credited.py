"""What a review says of credits: what was calculated, and what of it was approved (rule 30)."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.reports import page
from models.handbook.remedies import credit_words
from models.queries.quarter_credits import CreditLine, Credits
from models.queries.remedies import CALCULATED
from models.review_words import period_words

_LISTED: Final = 20


def credits_section(told: Credits | None) -> list[Flowable]:
    """The section; none for whoever is not to see credits, and where nothing credits anything."""
    if told is None or not (told.rows or told.missing):
        return []
    heading = page.section("Credits")
    story: list[Flowable] = [heading]
    if told.missing:
        names = ", ".join(map(period_words, told.missing))
        story.append(page.body(f"No credit was calculated yet for {names}."))
    if told.rows:
        rows: list[list[Flowable | str]] = [
            [
                page.some(row.customer, 60), page.some(row.contract, 40), period_words(row.period),
                row.state, _amount(row.calculated, row.unit), _approved(row),
            ]
            for row in told.rows[:_LISTED]
        ]  # fmt: skip
        heads = ("Customer", "Contract", "Period", "State", "Calculated", "Approved")
        widths = [w * mm for w in (37, 22, 16, 19, 40, 40)]
        story.append(page.table(heads, rows, widths, frozenset({4, 5}), row_head=0))
        more = len(told.rows) - _LISTED
        note = f"and {more:,} more. " if more > 0 else ""
        story.append(page.note(f"{note}What is calculated is owed only once it is approved."))
    return story


def _approved(row: CreditLine) -> str:
    if row.approved is not None:
        return _amount(row.approved, row.unit)
    return "not yet" if row.state == CALCULATED else "–"


def _amount(hundredths: int, unit: str) -> str:
    return f"{credit_words(hundredths)} {unit}"
