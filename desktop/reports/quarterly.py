"""The quarter's review on paper: the message, the figures, where it broke, what to mind."""

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from desktop.reports import page
from desktop.reports.attainment_table import attainment_tables
from desktop.reports.charts import Trend, pareto_chart
from desktop.reports.key_figures import key_figures_row
from desktop.reports.quality import quality_section
from desktop.reports.text import markup
from models.handbook.zones import zone
from models.queries.breaches import Overrun
from models.queries.reopening import ReopenRate
from models.queries.review import QuarterlyReview
from models.queries.used_policies import UsedPolicy
from models.review_charts import pareto_words
from models.review_findings import findings
from models.review_words import key_figures, overrun_halves, period_words
from models.wording import commitment_name, day_words, full_words

_FEW_ROWS = 45 * mm
"""A section's heading, and some rows of its table."""


def quarterly_bytes(review: QuarterlyReview, edition: page.Edition = page.PLAIN) -> bytes:
    """The review as a PDF; the same review gives the same bytes."""
    as_of = full_words(review.as_of, zone(review.zone))
    foot = f"As of {as_of} ({review.zone}) · data {review.data_hash[:12]}"
    return page.document(page.Sheet(_title(review), review.desk, foot, edition), _story(review))


def _title(review: QuarterlyReview) -> str:
    kind = "Quarterly review" if "Q" in review.period.name else "Review"
    so_far = "" if review.ended else ", so far"
    return f"{kind}, {period_words(review.period.name)}{so_far}"


def _story(review: QuarterlyReview) -> list[Flowable]:
    return [
        *_message(review), *_attained(review), *_trend(review), *_pareto(review),
        *_worst(review), *quality_section(review), *_method(review),
    ]  # fmt: skip


def _message(review: QuarterlyReview) -> list[Flowable]:
    period = review.period
    dates = f"{day_words(period.starts_on)} to {day_words(period.ends_on, year=True)}"
    if not review.ended:
        dates += f" · as of {full_words(review.as_of, zone(review.zone))}"
    told = [(str(f.about), str(f.sentence)) for f in findings(review)]
    return [
        page.title(_title(review)),
        page.Paragraph(markup(f"{review.desk} · {dates}" if review.desk else dates), page.LEAD),
        key_figures_row(key_figures(review)),
        page.told(told),
    ]


def _attained(review: QuarterlyReview) -> list[Flowable]:
    tables = attainment_tables(review)
    if not tables:
        return [page.section("Attainment"), page.body("No clock belongs to this period.")]
    note = "Clocks met of decided; bold: counts under 30, else shares."
    if review.previous:
        note += f" “was”: {period_words(review.previous_period.name)}."
    return [page.section("Attainment"), *tables, Spacer(1, 2 * mm), page.note(note)]


def _trend(review: QuarterlyReview) -> list[Flowable]:
    title = page.section("Resolution within the SLA, week by week")
    if not any(week.decided for week in review.trend):
        return [title, page.body("No resolution was decided in this period.")]
    note = page.note("Clocks met of clocks decided, each week by its first day.")
    return [
        KeepTogether(
            [title, Trend(review.trend, review.as_of.astimezone(zone(review.zone)).date()), note]
        )
    ]


def _pareto(review: QuarterlyReview) -> list[Flowable]:
    count = sum(group.count for group in review.pareto)
    if not count:
        return [page.section("SLA breaches by group"), page.body("No SLA clock breached.")]
    words = f"{count:,} SLA {'breach' if count == 1 else 'breaches'} by group"
    chart = pareto_chart(review.pareto)
    note = page.note(f"{pareto_words(review.pareto)}.")
    return [KeepTogether([page.section(words), chart, Spacer(1, 2 * mm), note])]


def _worst(review: QuarterlyReview) -> list[Flowable]:
    if not review.worst:
        return []
    rows: list[list[Flowable | str]] = [
        [
            page.cell(b.priority, 9), page.cell(b.key, 40), page.some(b.title, 110),
            page.some(b.group, 40), page.cell(commitment_name(b.commitment), 40),
            *_over(b.over),
        ]
        for b in review.worst
    ]  # fmt: skip
    table = page.table(
        (page.unseen("Priority"), "Case", "Title", "Group", "Commitment", "Over",
         page.unseen("Counted in")), rows,
        [w * mm for w in (6.5, 20, 68, 20.5, 22, 17, 20)], frozenset({5}),
    )  # fmt: skip
    title = "The case furthest over" if len(rows) == 1 else f"The {len(rows)} cases furthest over"
    # Its rows may stand on two pages, a few of them beside their heading: kept whole, it would
    # leave most of a page empty.
    heading = page.heading(title, page.SECTION.clone("section", keepWithNext=0))
    return [CondPageBreak(_FEW_ROWS), heading, table]


def _over(over: Overrun) -> tuple[str, Flowable]:
    """The length of time in a column of figures, and beside it what to know about it."""
    span, told = overrun_halves(over)
    return span, page.Paragraph(markup(str(told)), page.ASIDE)


def _method(review: QuarterlyReview) -> list[Flowable]:
    place = zone(review.zone)
    used = "; ".join(
        f"Version {p.number}, “{p.name}”, {_since(p, review)}" for p in review.policies
    )
    rate, was = review.reopening, review.previous_reopening
    known = "the last entry of the log" if review.ended else "while the period was running"
    rows = [
        ("Attainment",
         "Met ÷ (met + breached), over clocks whose verdict falls in the period: a met clock "
         "counts when it stopped, a breached one when it crossed its due time. Those left out "
         "or still running are in neither."),
        ("Resolved",
         "A case counts once, however often it was resolved; the sum of what came and went counts "
         "each time. A resolution is decided when it stops or when its due time passes: that may "
         "be in another period than the case was resolved in, and once more after a reopening."),
        ("Shares",
         "Cut, not rounded, so that none looks better than it is: 8 of 9 are 88 %, "
         "from 30 on to a tenth. Of reopened "
         "cases, where less is better, they are rounded up."),
        ("Over",
         "From the due time to the stop, pauses taken out: hours of work where the handbook counts "
         "these, hours of the clock elsewhere; sums add both up."),
        ("Reopened", f"{_came_back(rate)} The period before: {_reopened(was)}."),
        ("As of",
         f"{full_words(review.as_of, place)} in {review.zone}, {known}."),
        ("Handbook", f"{used}." if used else "No clock of this period was judged."),
    ]  # fmt: skip
    told = page.told(rows, page.SMALL)
    whole = page.told([("Data, SHA-256", review.data_hash)], page.SMALL, page.WIDTH - page.LABELS)
    return [page.section("How this was counted"), told, whole]


def _came_back(rate: ReopenRate) -> str:
    """How many of the cases resolved were opened again, and how many it is too early to tell of."""
    young = rate.too_young
    if rate.resolved:
        left_out = f"{young:,} {'is' if young == 1 else 'are'}" if young else "none is"
        told = f"{_reopened(rate)} cases resolved in the period came back within 14 days"
        return f"{told}; {left_out} left out as too young to tell."
    if young:
        return f"No case resolved in the period has had its 14 days; {young:,} left out."
    return "No case was resolved in the period."


def _reopened(rate: ReopenRate | None) -> str:
    some = rate is not None and rate.resolved
    return f"{rate.reopened:,} of {rate.resolved:,}" if rate and some else "no figure"


def _since(policy: UsedPolicy, review: QuarterlyReview) -> str:
    """Since when a version is in force; the first one judges what was before it, too (rule 16)."""
    place = zone(review.zone)
    since = f"in force from {full_words(policy.effective_at, place)}"
    if policy.effective_at < min(review.as_of, review.period.end(place)):
        return since
    return f"{since}, the first there is: it judges what was opened before, too"
