"""What became of last quarter's corrective actions, and which are overdue (rule 28)."""

from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.reports import page
from models.action_words import STATUS_WORDS
from models.queries.review import QuarterlyReview
from models.queries.review_actions import ActionLine
from models.review_words import period_words
from models.wording import capitalised, day_words

_LISTED: Final = 20


def actions_section(review: QuarterlyReview) -> list[Flowable]:
    """The quarter before's, each with its effect; then what is open past its day."""
    last = period_words(review.previous_period.name)
    if not review.actions.before and not review.actions.overdue and not review.attainment:
        return []
    title = page.section(f"Actions of {last} and their effect")
    before, overdue = review.actions.before, review.actions.overdue
    if not before and not overdue:
        return [page.section(f"Actions of {last} and their effect"),
                page.body("No action was recorded.")]  # fmt: skip
    story: list[Flowable] = [title]
    story += _table(before) if before else [page.body(f"None ended or was due in {last}.")]
    others = [one for one in overdue if one.id not in {row.id for row in before}]
    if others:
        story += [page.subsection("Overdue"), *_table(others)]
    return story


def _table(lines: Sequence[ActionLine]) -> list[Flowable]:
    rows: list[list[Flowable | str]] = [
        [
            page.some(one.title, 110), page.cell(capitalised(one.role), 40),
            page.cell(_stands(one), 60), page.cell(str(one.effect), 120),
            page.some(str(one.judgement), 240),
        ]
        for one in lines[:_LISTED]
    ]  # fmt: skip
    heads = ("Action", "Owner", "State", "Expected", "Effect")
    widths = [w * mm for w in (41, 23, 25, 38, 47)]
    more = len(lines) - _LISTED
    table = page.table(heads, rows, widths, row_head=0)
    return [table, page.note(f"and {more:,} more")] if more > 0 else [table]


def _stands(one: ActionLine) -> str:
    """“Done”; “Open, due 3 Jun 2026, first 1 May 2026”."""
    state = STATUS_WORDS[one.status]
    if one.status != "open":
        return state
    due = f"{state}, due {day_words(one.due_on, year=True)}"
    if one.first_due_on != one.due_on:
        due += f", first {day_words(one.first_due_on, year=True)}"
    return due
