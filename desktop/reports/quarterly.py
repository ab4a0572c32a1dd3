"""The quarter's review on paper: the message, what is to be decided, the figures, what to mind."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop.reports import page
from desktop.reports.acted import actions_section
from desktop.reports.broken import whose_section, worst_section
from desktop.reports.charts import Trend, pareto_chart
from desktop.reports.credited import credits_section
from desktop.reports.hour_chart import hour_chart
from desktop.reports.key_figures import key_figures_row
from desktop.reports.method import method_section
from desktop.reports.promises import promises_table
from desktop.reports.quality import quality_section
from desktop.reports.span_chart import span_chart
from desktop.reports.text import markup
from models.handbook.zones import zone
from models.queries.review import QuarterlyReview
from models.review_charts import pareto_words
from models.review_decisions import decisions
from models.review_findings import findings
from models.review_hours import breached_words, opened_words
from models.review_spans import span_title
from models.review_words import key_figures, period_words
from models.wording import day_words, full_words

_FEWEST_SPANS: Final = 2


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
    first = [*_message(review), *_decisions(review), *_promised(review)]
    rest = [
        *_course(review), *_pareto(review), *whose_section(review), *worst_section(review),
        *credits_section(review.credits), *actions_section(review), *quality_section(review),
        *method_section(review),
    ]  # fmt: skip
    return [*first, *page.contents(rest), *rest]


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


def _decisions(review: QuarterlyReview) -> list[Flowable]:
    """What a director is asked, each with the figure that asks it."""
    asked = decisions(review)
    heading = page.section("Decisions asked for")
    if not asked and not review.attainment:
        return []
    if not asked:
        return [heading, page.body("Nothing of this quarter asks for a decision.")]
    told = [(str(one.about), str(one.ask), str(one.because)) for one in asked]
    once = [
        ("" if n and told[n - 1][0] == about else about, ask, because)
        for n, (about, ask, because) in enumerate(told)
    ]
    return [heading, page.asked(once)]


def _promised(review: QuarterlyReview) -> list[Flowable]:
    heading = page.section("Attainment and error budgets")
    table = promises_table(review)
    if table is None:
        return [heading, page.body("No clock belongs to this period.")]
    note = "Clocks met of decided; counts come first under 30."
    if review.previous:
        note += f" “was”: {period_words(review.previous_period.name)}."
    note += " Misses used: of those that the SLO allows; bold: the budget is gone; too few: so few "
    note += "clocks allow none. Not counted: SLA/SLO where they differ."
    return [heading, table, Spacer(1, 1.5 * mm), page.note(note)]


def _course(review: QuarterlyReview) -> list[Flowable]:
    """How it went: the weeks, the quarters before, and when in the week."""
    return [*_weeks(review), *_spans(review), *_hours(review)]


def _weeks(review: QuarterlyReview) -> list[Flowable]:
    title = page.section("Resolution within the SLA, week by week")
    if not any(week.decided for week in review.trend):
        return [title, page.body("No resolution was decided in this period.")]
    today = review.as_of.astimezone(zone(review.zone)).date()
    note = page.note("Clocks met of clocks decided, each week by its first day.")
    return [KeepTogether([title, Trend(review.trend, today), note])]


def _spans(review: QuarterlyReview) -> list[Flowable]:
    """The quarters before it; one alone shows no course."""
    if len(review.spans) < _FEWEST_SPANS:
        return []
    title = page.section(str(span_title(review.spans, review.period.name)))
    return [KeepTogether([title, span_chart(review.spans)])]


def _hours(review: QuarterlyReview) -> list[Flowable]:
    """When in the week cases were opened and clocks breached, in the team's zone."""
    hours = review.hours
    told = (
        ("Cases opened", hours.opened, opened_words, f". Hours of {review.zone}."),
        ("SLA breaches", hours.breached, breached_words, ", by due time."),
    )
    story: list[Flowable] = []
    for title, counts, in_words, more in told:
        if any(counts):
            words = str(in_words(counts))
            heads = [] if story else [page.section("Hours of the week")]
            note = page.note(f"{words}{more}")
            chart = hour_chart(counts, f"{title}. {words}")
            story.append(KeepTogether([*heads, page.subsection(title), chart, note]))
    return story


def _pareto(review: QuarterlyReview) -> list[Flowable]:
    count = sum(group.count for group in review.pareto)
    if not count:
        return [page.section("SLA breaches by group"), page.body("No SLA clock breached.")]
    so_far = "" if review.ended else " so far"
    words = f"{count:,} SLA {'breach' if count == 1 else 'breaches'}{so_far} by group"
    chart = pareto_chart(review.pareto)
    note = page.note(f"{pareto_words(review.pareto)}.")
    return [KeepTogether([page.section(words), chart, Spacer(1, 2 * mm), note])]
