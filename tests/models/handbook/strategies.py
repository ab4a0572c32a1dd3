"""Calendars and instants to try the laws on: every zone, and mostly near what is hard."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from models.handbook.calendar import Edge
from models.handbook.zones import all_zones
from tests.models.handbook.oracle import DAYS, Intervals, Oracle, transitions

ZONES = sorted(all_zones())
BEGIN, END = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2000, 2036))
AMOUNTS = st.one_of(st.integers(0, 90_000), st.integers(0, 3_000_000))
LEAST_A_WEEK = 30
"""Open minutes: the largest amount is over within 32 years."""

EDGES: st.SearchStrategy[Edge] = st.sampled_from(["closing", "opening"])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(spans: Intervals) -> int:
    """How long the spans of a day are, as the clock on the wall counts."""
    marks = [int(mark[:2]) * 60 + int(mark[3:]) for span in spans for mark in span]
    return sum(marks[1::2]) - sum(marks[::2])


@st.composite
def intervals(draw: st.DrawFn) -> Intervals:
    """Up to three intervals of a day, some touching, some from or to midnight."""
    quarters = st.sampled_from([0, 15, 90, 120, 150, 180, 540, 1020, 1080, 1439, 1440])
    marks = draw(st.lists(st.one_of(quarters, st.integers(0, 1440)), max_size=6, unique=True))
    marks = sorted(marks)[: len(marks) // 2 * 2]
    spans = list(zip(marks[::2], marks[1::2], strict=True))
    if len(spans) > 1 and draw(st.booleans()):
        spans[1] = (spans[0][1], spans[1][1])
    return [(_clock(begin), _clock(end)) for begin, end in spans]


@st.composite
def oracles(draw: st.DrawFn, zone: str | None = None) -> Oracle:
    """A calendar of any zone that opens in most weeks, for long enough to hold any of `AMOUNTS`.

    A minute a week would come to centuries, which a calendar refuses to lay out.
    """
    hours = {day: draw(intervals()) for day in DAYS if draw(st.booleans())}
    if sum(_minutes(spans) for spans in hours.values()) < LEAST_A_WEEK:
        hours["wed"] = [("09:00", "17:00")]
    start = date(2020, 1, 1)
    days = st.integers(0, 3650).map(lambda number: start + timedelta(days=number))
    return Oracle(
        zone or draw(st.sampled_from(ZONES)),
        hours,
        draw(st.lists(days, max_size=5)),
        draw(st.dictionaries(days, intervals(), max_size=3)),
    )


@st.composite
def instants(draw: st.DrawFn, oracle: Oracle, days: int = 4) -> int:
    """Any second, or one within days of a change of the zone's offset or of a special date."""
    special = [
        int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        for day in (*oracle.holidays, *oracle.exceptions)
    ]
    hard = [*transitions(oracle.zone), *special]
    if not hard or draw(st.integers(0, 3)) == 0:
        return draw(st.integers(BEGIN, END))
    return draw(st.sampled_from(hard)) + draw(st.integers(-days * 86_400, days * 86_400))
