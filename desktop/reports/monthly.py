"""The monthly SLA health check on paper."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.reports import page
from desktop.reports.agenda import agenda_story
from desktop.reports.attainment_table import attainment_tables
from desktop.reports.pack import Front, pack_bytes
from models.agenda_words import dates_words, period_name
from models.monthly_words import monthly_agenda, monthly_summary, monthly_title
from models.queries.monthly_review import MonthlyReview


def monthly_bytes(review: MonthlyReview, edition: page.Edition = page.PLAIN) -> bytes:
    """The health check as a PDF; the same one gives the same bytes."""
    front = Front(
        str(monthly_title(review)), review.desk, dates_words(review.period),
        str(monthly_summary(review)), review.as_of, review.zone, review.data_hash,
    )  # fmt: skip
    story = agenda_story(monthly_agenda(review), {"numbers": _attained(review)})
    return pack_bytes(front, story, _METHOD, edition)


def _attained(review: MonthlyReview) -> list[Flowable]:
    tables = attainment_tables(review)
    if not tables:
        return []
    note = "Clocks met of decided; bold: counts under 30, else shares."
    if review.previous:
        note += f" “was”: {period_name(review.previous_period)}."
    return [page.section("Attainment by priority"), *tables, Spacer(1, 2 * mm), page.note(note)]


_METHOD = (
    ("Attainment",
     "Met ÷ (met + breached), over clocks whose verdict falls in the month. The month before "
     "stands beside it where both months are whole."),
    ("By contract",
     "A clock counts for the contract that judges its case: one made with the customer, or the "
     "first of the handbook's own that is for it."),
    ("Movers",
     "Of what decided 30 clocks or more in both months; under that no share is compared."),
    ("The month ahead",
     "By the handbook in force at the end of the month, and by the team, its leave and its rota as "
     "they are entered today."),
)  # fmt: skip
