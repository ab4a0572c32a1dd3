"""A postmortem in the sentences that window, terminal and paper share."""

from collections.abc import Iterator
from datetime import timedelta

from models.handbook.postmortems import SECTIONS
from models.queries.postmortem import PostmortemDetail, TimelineLine
from models.queries.postmortem_impact import Impact
from models.queries.recurrence import Recurrence, Recurrences
from models.queries.response_times import CONTACTED, NOTICED, RESOLVED, Took
from models.review_words import period_words
from models.text import Text, counted, text
from models.wording import counted_words, span_words

MOMENT_WORDS = {
    NOTICED: "Opened to noticed", CONTACTED: "Opened to first contact",
    RESOLVED: "Opened to resolved",
}  # fmt: skip
BODY_TITLE = "What happened"


def impact_words(impact: Impact) -> Text:
    """“3 cases of 2 customers; 3 of them breached an SLA”."""
    return text(
        "{cases} of {customers}; {breached} breached an SLA",
        cases=counted(impact.cases, "1 case", "{count} cases"),
        customers=counted(len(impact.customers), "1 customer", "{count} customers"),
        breached=text("{count} of them", count=impact.breached)
        if impact.cases > 1 else text("it") if impact.breached else text("it has not"),
    )  # fmt: skip


def took_words(took: Took) -> Text:
    """“26 h 40, 9 h of work time counted”; the second only where the clock counts otherwise."""
    passed = span_words(timedelta(seconds=took.seconds))
    if took.counted_seconds is None or took.counted_seconds == took.seconds:
        return text("{span}", span=passed)
    return text("{span}; counted: {counted}", span=passed,
                counted=counted_words(took.counted_seconds, business=took.business))  # fmt: skip


def median_words(seconds: int) -> str:
    """A median, as long as it passed."""
    return span_words(timedelta(seconds=seconds))


def recurrence_words(row: Recurrence, told: Recurrences) -> Text:
    """“A limit of time: 0, 2, 3, 0 breached cases (Q3 2025 to Q2 2026), systemic”."""
    said: dict[str, str | Text] = {
        "name": row.name, "counts": ", ".join(str(count) for count in row.counts),
        "first": period_words(told.quarters[0].name),
        "last": period_words(told.quarters[-1].name),
    }  # fmt: skip
    if row.systemic:
        return text("{name}: {counts} breached cases ({first} to {last}), systemic", **said)
    return text("{name}: {counts} breached cases ({first} to {last})", **said)


def link_words(row: TimelineLine) -> Text:
    """What a row is linked with, as its mark says it; empty of one that is as its log has it."""
    if row.by_hand:
        return text("by hand")
    return text("") if row.stands else text("taken back since")


def sections_of(told: PostmortemDetail) -> Iterator[tuple[str, str]]:
    """(title, text) of what was written, in the order it is read; none that is empty."""
    for name, title in SECTIONS.items():
        if told.said.fields.get(name):
            yield title, told.said.fields[name]
        if name == "scope" and told.said.body.strip():
            yield BODY_TITLE, told.said.body
