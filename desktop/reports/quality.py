"""What a report must admit: incomplete cases, clocks left out, deadlines set by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.reports import page
from models.handbook.zones import zone
from models.queries.review import QuarterlyReview
from models.review_words import balance_words, leakage_words, reasons, satisfaction_words
from models.wording import commitment_name, full_words

_LISTED = 40


def quality_section(review: QuarterlyReview) -> list[Flowable]:
    """The section, with a table where there is something to list."""
    quality = review.quality
    cases = f"{quality.cases:,} {'case' if quality.cases == 1 else 'cases'}"
    counts = (
        f"{cases} opened; {_count(quality.incomplete)} without all required facts; "
        f"{_count(quality.provisional)} under a priority nobody has set; "
        f"{_count(review.volume.taken_out)} ended as cancelled, merged, duplicate or spam."
    )
    told = [
        ("Cases", counts), ("Balance", f"{balance_words(review)}."),
        ("Satisfaction", f"{_satisfaction(review)}."),
        ("Leakage", f"{leakage_words(review)}."),
    ]  # fmt: skip
    story: list[Flowable] = [
        page.section("Data quality and exclusions"), page.told(told), Spacer(1, 2 * mm),
    ]  # fmt: skip
    left_out = reasons(review)
    if left_out:
        story.append(
            page.table(
                ("Left out", "Commitment", "Reason", "Clocks, SLA and SLO"),
                [[page.cell(value) for value in row[:3]] + [row[3]] for row in left_out[:_LISTED]],
                [w * mm for w in (36, 36, 62, 40)], frozenset({3}),
            )
        )  # fmt: skip
        story.append(_more(len(left_out)))
    else:
        story.append(page.body("No clock was left out."))
    return [*story, *_changed(review)]


def _satisfaction(review: QuarterlyReview) -> str:
    good, rate = map(str, satisfaction_words(review))
    return f"{good}. {rate}" if rate else good


def _count(number: int) -> str:
    return f"{number:,}" if number else "none"


def _changed(review: QuarterlyReview) -> list[Flowable]:
    """Each counts as it was changed, and is listed with what the log says without (rule 26)."""
    listed = review.quality.changed
    if not listed:
        return [page.body("No clock was changed by hand.")]
    place = zone(review.zone)
    rows: list[list[Flowable | str]] = [
        [
            page.cell(o.key, 40), page.cell(f"{commitment_name(o.commitment)}, {o.objective}", 60),
            f"{_due(o.original_due_at, place)}: {o.without}",
            f"{_due(o.due_at, place)}: {o.outcome}",
        ]
        for o in listed[:_LISTED]
    ]  # fmt: skip
    heads = (
        "Changed by hand",
        "Commitment",
        "Due without the change",
        "Due as changed, and counted",
    )
    widths = [w * mm for w in (30, 36, 54, 54)]
    return [Spacer(1, 3 * mm), page.table(heads, rows, widths), _more(len(listed))]


def _due(instant: datetime | None, place: ZoneInfo) -> str:
    return "while paused none" if instant is None else full_words(instant, place)


def _more(count: int) -> Flowable:
    hidden = count - _LISTED
    return page.note(f"and {hidden:,} more") if hidden > 0 else Spacer(1, 3 * mm)
