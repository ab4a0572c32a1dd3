"""The quarter's review on paper: the message, the figures, where it broke, what to mind."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from desktop.reports import page
from desktop.reports.attainment_table import attainment_tables
from desktop.reports.charts import pareto_chart, trend_chart
from desktop.reports.saving import save
from desktop.reports.text import day_words, markup
from models.handbook.zones import zone
from models.queries.review import QuarterlyReview
from models.review_words import headlines, period_words, reasons
from models.wording import commitment_name, full_words, span_words

_LISTED = 40


def quarterly_pdf(review: QuarterlyReview, path: Path) -> None:
    """Write the review to `path`, whole or not at all; the same review gives the same bytes.

    Raises `KnownError` where the file cannot be written.
    """
    save(quarterly_bytes(review), path)


def quarterly_bytes(review: QuarterlyReview) -> bytes:
    """The review as a PDF."""
    as_of = full_words(review.as_of, zone(review.zone))
    foot = f"As of {as_of} ({review.zone}) · data {review.data_hash[:12]}"
    sheet = page.Sheet(_title(review), review.desk, foot)
    return page.document(sheet, partial(_story, review))


def _title(review: QuarterlyReview) -> str:
    kind = "Quarterly review" if "Q" in review.period.name else "Review"
    return f"{kind}, {period_words(review.period.name)}"


def _story(review: QuarterlyReview) -> list[Flowable]:
    return [
        *_message(review), *_attained(review), *_trend(review), *_pareto(review),
        *_worst(review), *_quality(review), *_method(review),
    ]  # fmt: skip


def _message(review: QuarterlyReview) -> list[Flowable]:
    period = review.period
    dates = f"{day_words(period.starts_on)} to {day_words(period.ends_on, year=True)}"
    points = [
        Paragraph(markup(str(sentence)), page.POINT, bulletText="–")
        for sentence in headlines(review)
    ]
    return [
        Paragraph(markup(_title(review)), page.TITLE),
        Paragraph(markup(f"{review.desk} · {dates}" if review.desk else dates), page.LEAD),
        *points,
    ]


def _attained(review: QuarterlyReview) -> list[Flowable]:
    previous = period_words(review.previous_period.name)
    note = (
        f"Clocks met of clocks decided. Under 30 clocks the count comes first. “was” is {previous}."
    )
    tables = attainment_tables(review)
    if not tables:
        return [page.section("Attainment"), _body("No clock belongs to this period.")]
    return [page.section("Attainment"), *tables, Spacer(1, 2 * mm), _note(note)]


def _trend(review: QuarterlyReview) -> list[Flowable]:
    if not any(week.decided for week in review.trend):
        return [
            page.section("Resolution within the SLA, week by week"),
            _body("No resolution was decided in this period."),
        ]
    return [
        KeepTogether([
            page.section("Resolution within the SLA, week by week"),
            trend_chart(review.trend),
            _note("Each week by its first day; under it, clocks met of clocks decided."),
        ])
    ]  # fmt: skip


def _pareto(review: QuarterlyReview) -> list[Flowable]:
    count = sum(group.count for group in review.pareto)
    if not count:
        return [page.section("SLA breaches by group"), _body("No SLA clock breached.")]
    note = "Clocks breached · counted time over · share with those above. Dark: four fifths."
    return [
        KeepTogether(
            [page.section(f"{_many(count, 'SLA breach', 'SLA breaches')} by group"),
             pareto_chart(review.pareto), Spacer(1, 2 * mm), _note(note)]
        )
    ]  # fmt: skip


def _worst(review: QuarterlyReview) -> list[Flowable]:
    if not review.worst:
        return []
    rows: list[list[Flowable | str]] = [
        [
            page.cell(b.key, 40), page.cell(b.title or "(no title)", 110), b.priority,
            page.cell(b.group, 40), commitment_name(b.commitment),
            span_words(timedelta(seconds=b.over_seconds)) + (" so far" if b.running else ""),
        ]
        for b in review.worst
    ]  # fmt: skip
    table = page.table(
        ("Case", "Title", "", "Group", "Commitment", "Over"), rows,
        [w * mm for w in (22, 70, 9, 25, 23, 25)], frozenset({5}),
    )  # fmt: skip
    note = _note("Each case once, with its clock furthest over; counted time, pauses taken out.")
    title = "The case furthest over" if len(rows) == 1 else f"The {len(rows)} cases furthest over"
    return [page.section(title), table, Spacer(1, 2 * mm), note]


def _quality(review: QuarterlyReview) -> list[Flowable]:
    quality = review.quality
    story: list[Flowable] = [
        page.section("Data quality and exclusions"),
        _body(
            f"Of {_many(quality.cases, 'case', 'cases')} opened in the period, "
            f"{quality.incomplete:,} lack required facts and {quality.provisional:,} run under "
            "a priority nobody has set."
        ),
    ]
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
        story.append(_body("No clock was left out."))
    return [*story, *_overridden(review)]


def _overridden(review: QuarterlyReview) -> list[Flowable]:
    listed = review.quality.overridden
    if not listed:
        return [_body("No deadline was set by hand.")]
    place = zone(review.zone)
    rows: list[list[Flowable | str]] = [
        [
            page.cell(o.key, 40), f"{commitment_name(o.commitment)}, {o.objective}",
            full_words(o.original_due_at, place),
            full_words(o.due_at, place) if o.due_at else "",
        ]
        for o in listed[:_LISTED]
    ]  # fmt: skip
    heads = ("Deadline set by hand", "Commitment", "By the handbook", "As set")
    widths = [w * mm for w in (38, 40, 48, 48)]
    return [Spacer(1, 3 * mm), page.table(heads, rows, widths), _more(len(listed))]


def _method(review: QuarterlyReview) -> list[Flowable]:
    place = zone(review.zone)
    used = "; ".join(
        f"version {p.number}, “{p.name}”, in force from {full_words(p.effective_at, place)}"
        for p in review.policies
    )
    rate = review.reopening
    was = review.previous_reopening
    paragraphs = [
        "Attainment is met ÷ (met + breached), over clocks whose verdict falls in the period: a "
        "met clock counts when it stopped, a breached one when it crossed its due time. Each clock "
        "counts once. Clocks left out and clocks still running are in neither number.",
        "Time over is counted on the clock's own calendar; a business day is never 24 hours.",
        f"Reopened: {rate.reopened:,} of {rate.resolved:,} cases resolved in the period came back "
        f"within 14 days ({was.reopened:,} of {was.resolved:,} the period before); "
        f"{rate.too_young:,} are too young to tell and left out.",
        f"Dates and weeks run in {review.zone}. The figures are those known on "
        f"{full_words(review.as_of, place)}.",
        f"Handbook: {used}." if used else "Handbook: no clock of this period was judged.",
        f"Data (SHA-256): {review.data_hash}",
    ]
    lines = [Paragraph(markup(words), page.NOTE) for words in paragraphs]
    return [KeepTogether([page.section("How this was counted"), *lines])]


def _body(words: str) -> Paragraph:
    return Paragraph(markup(words), page.BODY)


def _note(words: str) -> Paragraph:
    return Paragraph(markup(words), page.NOTE)


def _more(count: int) -> Flowable:
    hidden = count - _LISTED
    return _note(f"and {hidden:,} more") if hidden > 0 else Spacer(1, 3 * mm)


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
