"""Rule 26 worked out a second way on the sample log: clock by clock, from the bare tables."""

import csv
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from models.database import Database
from models.handbook.periods import Period, parse_period, quarter_of, weeks_of
from models.queries.attainment import attainment
from tests.full_desks import AFTER_THE_LOG, SAMPLE, needs_sample, read_sample

pytestmark = pytest.mark.on_a_file

BERLIN = ZoneInfo("Europe/Berlin")
PERIODS = ("2016Q1", "2016Q2", "2016Q3", "2016-03", "2016-W13", "2016-10")
Place = tuple[str, str, str]
Counts = tuple[int, int, int, int]


def seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def by_hand(database: Database, begin: int, end: int, as_of: int) -> dict[Place, Counts]:
    """met, breached, running and left out, as the rule is written."""
    found: dict[Place, Counter[str]] = defaultdict(Counter)
    query = text(
        "SELECT priority, commitment, objective, verdict, verdict_at, due_at, started_at,"
        " stopped_at FROM clocks"
    )
    with database.engine.connect() as connection:
        clocks = connection.execute(query).all()
    for priority, commitment, objective, verdict, verdict_at, due_at, started, stopped in clocks:
        if verdict in ("unknown", "excluded"):
            what, at = "excluded", stopped if stopped is not None else started
        elif verdict is not None:
            what, at = verdict, verdict_at
        elif due_at is not None and as_of > due_at:
            what, at = "breached", due_at
        else:
            what, at = "undecided", None
        known_later = at is not None and (at > as_of or (what == "breached" and at == as_of))
        if at is not None and begin <= at < end and not known_later:
            found[priority, commitment, objective][what] += 1
        elif what != "excluded" and started < min(end, as_of + 1):
            found[priority, commitment, objective]["running"] += (
                at is None or at >= end or known_later
            )
    return {
        place: (c["met"], c["breached"], c["running"], c["excluded"])
        for place, c in found.items()
        if any(c.values())
    }


def by_query(database: Database, begin: int, end: int, as_of: int) -> dict[Place, Counts]:
    instants = [datetime.fromtimestamp(at, UTC) for at in (begin, end, as_of)]
    rows = database.read(lambda session: attainment(session, *instants))
    for row in rows:
        decided = row.met + row.breached
        assert row.share == (row.met / decided if decided else None)
    return {
        (r.priority, r.commitment, r.objective): (r.met, r.breached, r.running, r.excluded)
        for r in rows
    }


def told(database: Database, query: str) -> dict[str, Any]:
    """Two columns as a table."""
    with database.engine.connect() as connection:
        return {str(name): value for name, value in connection.execute(text(query))}


def edges(period: Period) -> tuple[int, int]:
    """The period's midnights in Berlin, reckoned from the calendar dates."""
    ends = period.ends_on + timedelta(days=1)
    first, last = (
        datetime(day.year, day.month, day.day, tzinfo=BERLIN) for day in (period.starts_on, ends)
    )
    return seconds(first), seconds(last)


@needs_sample
def test_every_period_agrees_clock_by_clock(database: Database) -> None:
    read_sample(database)
    for name in PERIODS:
        begin, end = edges(parse_period(name))
        for as_of in (seconds(AFTER_THE_LOG), end, end - 1, (begin + end) // 2):
            found = by_query(database, begin, end, as_of)
            assert found == by_hand(database, begin, end, as_of), (name, as_of)
            if name in ("2016Q1", "2016Q2") and as_of > end:
                assert sum(met + breached for met, breached, *_ in found.values()) > 700


@needs_sample
def test_every_clock_counts_in_exactly_one_period(database: Database) -> None:
    """Over the quarters of the log, and over the weeks of each, every verdict is told once."""
    read_sample(database)
    as_of = seconds(AFTER_THE_LOG)
    decided = told(
        database, "SELECT verdict, count(*) FROM clocks WHERE verdict IS NOT NULL GROUP BY verdict"
    )
    quarters = [
        quarter_of(datetime(2016, month, 1, tzinfo=BERLIN).date()) for month in (1, 4, 7, 10)
    ]
    quarters.append(parse_period("2017Q1"))
    total: Counter[str] = Counter()
    for quarter in quarters:
        begin, end = edges(quarter)
        whole = _sum(by_query(database, begin, end, as_of))
        total.update(whole)
        firsts = [edges(Period("", day, day))[0] for day in weeks_of(quarter)]
        parts: Counter[str] = Counter()
        for first, last in zip(firsts, [*firsts[1:], end], strict=True):
            parts.update(_sum(by_query(database, first, last, as_of)))
        assert parts == whole
    crossed = f"SELECT 'late', count(*) FROM clocks WHERE verdict IS NULL AND due_at < {as_of}"
    late = told(database, crossed)["late"]
    assert total["met"] == decided["met"]
    assert total["breached"] == decided["breached"] + late
    assert total["excluded"] == decided["unknown"]


@needs_sample
def test_plain_cases_agree_with_the_file_itself(database: Database) -> None:
    """P1 and P2 that never waited, changed or came back: opened to resolved, by the clock on the
    wall, against 4 and 24 hours."""
    read_sample(database)
    expected = {
        number: "met" if took <= timedelta(hours=4 if priority == "1" else 24) else "breached"
        for number, (priority, took) in _plain_incidents().items()
    }
    assert len(expected) > 20
    stored = told(
        database,
        "SELECT cases.key, clocks.verdict FROM clocks JOIN cases ON cases.id = clocks.case_id"
        " WHERE commitment = 'resolution' AND objective = 'SLA'",
    )
    assert {number: stored[number] for number in expected} == expected


def _plain_incidents() -> dict[str, tuple[str, timedelta]]:
    rows = defaultdict(list)
    with SAMPLE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            rows[row["number"]].append(row)
    read = partial(datetime.strptime)
    found = {}
    for number, updates in rows.items():
        priorities = {row["priority"][0] for row in updates}
        waited = any(row["incident_state"].startswith("Awaiting") for row in updates)
        returned = any(row["reopen_count"] != "0" for row in updates)
        last = updates[-1]
        told = last["resolved_at"] != "?"
        if (
            priorities <= {"1", "2"}
            and len(priorities) == 1
            and not waited
            and not returned
            and told
        ):
            first, end = (
                read(value, "%d/%m/%Y %H:%M").replace(tzinfo=BERLIN).astimezone(UTC)
                for value in (last["opened_at"], last["resolved_at"])
            )
            found[number] = priorities.pop(), end - first
    return found


def _sum(rows: dict[Place, Counts]) -> Counter[str]:
    names = ("met", "breached", "excluded")
    return Counter(
        {
            name: sum(counts[(0, 1, 3)[i]] for counts in rows.values())
            for i, name in enumerate(names)
        }
    )
