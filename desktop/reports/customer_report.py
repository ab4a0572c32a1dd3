"""What a customer is sent: the report of a period, under the SLA alone (handbook, rule 31)."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop.reports import page
from desktop.reports.attainment_table import attainment_tables
from desktop.reports.key_figures import key_figures_row
from desktop.reports.text import markup
from models.handbook.attainment import total
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.handbook.zones import zone
from models.queries.breaches import Breach
from models.queries.customer_review import LISTED, TITLE, CustomerReview
from models.review_words import KeyFigure, halves, overrun_halves, period_words
from models.text import Text, text
from models.wording import commitment_name, day_words, full_words


def customer_report_bytes(review: CustomerReview, edition: page.Edition = page.PLAIN) -> bytes:
    """The report as a PDF; the same figures give the same bytes."""
    as_of = full_words(review.as_of, zone(review.zone))
    foot = f"As of {as_of} ({review.zone}) · data {review.data_hash[:12]}"
    return page.document(page.Sheet(_title(review), review.desk, foot, edition), _story(review))


def _title(review: CustomerReview) -> str:
    so_far = "" if review.ended else ", so far"
    return f"Service report, {period_words(review.period.name)}{so_far}"


def _story(review: CustomerReview) -> list[Flowable]:
    place = zone(review.zone)
    return [*_head(review, place), *_attained(review), *_breached(review), *_method(review, place)]


def _head(review: CustomerReview, place: ZoneInfo) -> list[Flowable]:
    period = review.period
    dates = f"{day_words(period.starts_on)} to {day_words(period.ends_on, year=True)}"
    if not review.ended:
        dates += f" · as of {full_words(review.as_of, place)}"
    about = " · ".join(part for part in (dates, review.desk) if part)
    volume = review.volume
    told = (
        f"{volume.total:,} opened, {volume.resolved:,} resolved, {volume.open_at_end:,} open"
        f"{' at the end' if review.ended else ''}."
    )
    return [
        page.title(_title(review)),
        page.Paragraph(markup(review.customer, 200), page.BODY.clone("customer", fontSize=12)),
        page.Paragraph(markup(about), page.LEAD),
        key_figures_row(_key_figures(review)),
        page.told([("Cases", told)]),
    ]


def _key_figures(review: CustomerReview) -> list[KeyFigure]:
    figures = [_kept(review, name) for name in (RESOLUTION, FIRST_RESPONSE)]
    count = sum(row.breached for row in review.attainment)
    before = sum(row.breached for row in review.previous)
    was = f"{before:,}" if any(row.decided for row in review.previous) else "no figure"
    return [
        *figures,
        KeyFigure(
            text("Promises not kept"), f"{count:,}",
            _in_cases(len({breach.case_id for breach in review.breaches})),
            text(f"{period_words(review.previous_period.name)}: {was}"),
        ),
    ]  # fmt: skip


def _in_cases(count: int) -> Text:
    if not count:
        return text("none")
    return text("in {count} cases", count=count) if count > 1 else text("in 1 case")


def _kept(review: CustomerReview, commitment: str) -> KeyFigure:
    now, was = (total(rows, commitment, "SLA") for rows in (review.attainment, review.previous))
    before = halves(was.met, was.decided)[0] if was.decided else "no figure"
    figure, detail = ("–", "no clock was decided")
    if now.decided:
        figure, detail = halves(now.met, now.decided)
    elif now.excluded:
        detail = f"{now.excluded:,} left out"
    return KeyFigure(
        text("{name} within the SLA", name=commitment_name(commitment)), figure, text(detail),
        text(f"{period_words(review.previous_period.name)}: {before}"),
    )  # fmt: skip


def _attained(review: CustomerReview) -> list[Flowable]:
    tables = attainment_tables(review)
    if not tables:
        return [page.section("Attainment"), page.body("No promise was due in this period.")]
    note = "Met of decided; bold: counts under 30, else shares."
    if review.previous:
        note += f" “was”: {period_words(review.previous_period.name)}."
    return [page.section("Attainment"), *tables, Spacer(1, 2 * mm), page.note(note)]


def _breached(review: CustomerReview) -> list[Flowable]:
    title = page.section("Promises not kept")
    if not review.breaches:
        return [title, page.body("None in this period.")]
    shown = review.breaches[:LISTED]
    table = page.table(
        (page.unseen("Priority"), "Case", "Title", "Commitment", "Over", page.unseen("Counted in")),
        [_row(breach) for breach in shown],
        [w * mm for w in (7, 24, 79, 25, 19, 20)], frozenset({4}),
    )  # fmt: skip
    rest = len(review.breaches) - len(shown)
    left = [page.note(f"The worst {LISTED} of {len(review.breaches):,}.")] if rest else []
    parts: Sequence[Flowable] = [title, table, Spacer(1, 2 * mm), *left]
    return [KeepTogether(list(parts))] if len(shown) <= 20 else list(parts)


def _row(breach: Breach) -> list[Flowable | str]:
    span, about = overrun_halves(breach.over)
    again = f" {breach.cycle}" if breach.cycle > 1 else ""
    return [
        page.cell(breach.priority, 9), page.cell(breach.key, 40), page.some(breach.title, TITLE),
        page.cell(f"{commitment_name(breach.commitment)}{again}", 60), span,
        page.Paragraph(markup(str(about)), page.ASIDE),
    ]  # fmt: skip


def _method(review: CustomerReview, place: ZoneInfo) -> list[Flowable]:
    known = "the last entry of the log" if review.ended else "while the period was running"
    rows = [
        ("Attainment",
         "Met ÷ (met + breached), over the promises whose outcome falls in the period: a kept one "
         "counts when it was kept, a breached one when its due time passed. Those left out or "
         "still running are in neither."),
        ("Shares", "Cut, not rounded, so that none looks better than it is: 8 of 9 are 88 %."),
        ("Over",
         "From the due time on, waits taken out: hours of work where the SLA counts these, hours "
         "of the clock elsewhere."),
        ("As of", f"{full_words(review.as_of, place)} in {review.zone}, {known}."),
    ]  # fmt: skip
    whole = page.told([("Data, SHA-256", review.data_hash)], page.SMALL, page.WIDTH - page.LABELS)
    section = page.section("How this was counted")
    return [KeepTogether([section, page.told(rows, page.SMALL), whole])]
