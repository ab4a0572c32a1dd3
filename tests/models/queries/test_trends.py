"""Weeks, quarters, hours and whose clocks breach, each against a statement of its own."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from models.database import Database
from models.handbook.periods import parse_period
from models.queries.breach_figures import breach_figures
from models.queries.hours import Hours, opened_hours
from models.queries.offenders import NO_CUSTOMER, Offenders, offenders
from models.queries.review import quarterly_review
from models.queries.trends import SPANS, Trends
from tests.conftest import NOW
from tests.full_desks import demo_at
from tests.models.queries.test_attainment import BEGIN, DAY, END, breached, clock, met, store

BERLIN = ZoneInfo("Europe/Berlin")
QUARTER = parse_period("2016Q1")
_RESOLVED = text(
    "SELECT sum(CASE WHEN verdict = 'met' THEN 1 ELSE 0 END), count(*) FROM clocks"
    " WHERE objective = 'SLA' AND commitment = :commitment AND ("
    " (verdict = 'met' AND verdict_at >= :begin AND verdict_at < :end) OR"
    " (verdict = 'breached' AND verdict_at >= :begin AND verdict_at < :end) OR"
    " (verdict IS NULL AND stopped_at IS NULL AND due_at >= :begin AND due_at < :end))"
)

_BROKEN = text(
    "SELECT count(*) FROM clocks WHERE objective = 'SLA' AND verdict = 'breached'"
    " AND verdict_at >= :begin AND verdict_at < :end"
)


def course(database: Database, as_of: datetime = END, name: str = "2016Q1") -> Trends:
    made = database.read(partial(quarterly_review, period=parse_period(name), now=as_of))
    return Trends(made.trend, made.spans)


def hours_of(database: Database, begin: datetime, end: datetime, place: ZoneInfo) -> Hours:
    def read(session: Session) -> Hours:
        opened = opened_hours(session, begin, end, place, END + DAY)
        return Hours(opened, breach_figures(session, begin, end, place, END + DAY).hours)

    return database.read(read)


def whose(database: Database, since: datetime | None) -> Sequence[Offenders]:
    def read(session: Session) -> Sequence[Offenders]:
        counts = breach_figures(session, BEGIN, END, BERLIN, END).whose
        return offenders(session, counts, BEGIN, END, END, since)

    return database.read(read)


def ask(database: Database, statement: Any, **values: Any) -> Sequence[Any]:
    return database.read(lambda session: session.execute(statement, values).all())


def seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=BERLIN).timestamp())


@pytest.mark.parametrize("name", ["2026Q1", "2026-03", "2025-W50"])
def test_each_period_is_what_a_statement_over_it_alone_says(tmp_path: Path, name: str) -> None:
    database = demo_at(tmp_path / "desk.db")
    found = course(database, NOW, name)
    assert found.spans[-1].name == parse_period(name).name
    for span in found.spans:
        edges = {
            "begin": seconds(span.starts_on), "end": seconds(span.ends_on + timedelta(days=1)),
        }  # fmt: skip
        for commitment, told in (
            ("resolution", (span.met, span.decided)),
            ("first_response", (span.answered, span.answers)),
        ):
            ((kept, decided),) = ask(database, _RESOLVED, commitment=commitment, **edges)
            assert (kept or 0, decided) == told, (span.name, commitment)
        opened = text("SELECT count(*) FROM cases WHERE opened_at >= :begin AND opened_at < :end")
        assert ask(database, opened, **edges) == [(span.opened,)]
        assert ask(database, _BROKEN, **edges) == [(span.breached,)]
    assert sum(week.decided for week in found.weeks) == found.spans[-1].decided
    assert sum(week.met for week in found.weeks) == found.spans[-1].met
    database.close()


def test_eight_quarters_end_with_the_one_in_view(tmp_path: Path) -> None:
    database = demo_at(tmp_path / "desk.db")
    names = [span.name for span in course(database, NOW, "2026Q1").spans]
    assert len(names) == SPANS
    assert (names[0], names[-1]) == ("2024Q2", "2026Q1")
    database.close()


def test_quarters_before_anything_happened_are_left_out(database: Database) -> None:
    store(database, [met(1, BEGIN + DAY), met(2, BEGIN - 100 * DAY)])
    found = course(database)
    assert [span.name for span in found.spans] == ["2015Q3", "2015Q4", "2016Q1"]
    assert [span.decided for span in found.spans] == [1, 0, 1]
    assert [span.empty for span in found.spans] == [False, True, False]


def test_a_running_quarter_is_marked(database: Database) -> None:
    store(database, [met(1, BEGIN + DAY), clock(2, due_at=BEGIN + 40 * DAY)])
    running = course(database, BEGIN + 30 * DAY).spans[-1]
    assert (running.so_far, running.decided) == (True, 1)
    over = course(database, END).spans[-1]
    assert (over.so_far, over.decided, over.breached) == (False, 2, 1)


def test_hours_are_the_teams_through_a_change_of_the_clocks(database: Database) -> None:
    """In Berlin clocks went forward on 27 March 2016."""
    winter = datetime(2016, 3, 25, 8, 59, 59, tzinfo=UTC)  # Friday, 09:59 by the clock
    summer = datetime(2016, 3, 28, 8, 0, tzinfo=UTC)  # Monday, 10:00
    night = datetime(2016, 3, 27, 1, 0, tzinfo=UTC)  # Sunday, 03:00: two to three was skipped
    store(database, [breached(1, winter, END), breached(2, summer, END), breached(3, night, END)],
          opened_at=summer)  # fmt: skip
    begin, end = QUARTER.begin(BERLIN), QUARTER.end(BERLIN)
    found = hours_of(database, begin, end, BERLIN)
    told = {hour: count for hour, count in enumerate(found.breached) if count}
    assert told == {4 * 24 + 9: 1, 10: 1, 6 * 24 + 3: 1}
    assert {hour: count for hour, count in enumerate(found.opened) if count} == {10: 3}


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"])
def test_hours_of_any_zone_are_what_its_clocks_show(database: Database, zone: str) -> None:
    """Quarters of an hour, halves, and a zone whose clocks move by half an hour."""
    place = ZoneInfo(zone)
    instants = [datetime(2016, 1, 1, tzinfo=UTC) + n * timedelta(hours=41, minutes=7)
                for n in range(1, 50)]  # fmt: skip
    store(database, [breached(n, at, END) for n, at in enumerate(instants, start=1)])
    begin, end = QUARTER.begin(place), QUARTER.end(place)
    found = hours_of(database, begin, end, place)
    expected = [0] * 168
    for local in (at.astimezone(place) for at in instants if begin <= at < end):
        expected[24 * local.weekday() + local.hour] += 1
    assert list(found.breached) == expected


def test_whose_clocks_breach_most_with_denominators(database: Database) -> None:
    store(database, [
        *(breached(n, BEGIN + n * DAY, END) for n in (1, 2, 3)),
        *(met(n, BEGIN + n * DAY) for n in (4, 5)),
        breached(6, BEGIN - 9 * DAY, BEGIN),
        breached(7, BEGIN + DAY, END, objective="SLO"),
    ], group_name="Exports", category="")  # fmt: skip
    found = whose(database, BEGIN - 90 * DAY)
    told = {kind.kind: [(one.name, one.breached, one.decided, one.before) for one in kind.rows]
            for kind in found}  # fmt: skip
    assert told == {
        "customer": [(NO_CUSTOMER, 3, 5, (1, 1))],
        "category": [("No category", 3, 5, (1, 1))],
        "group": [("Exports", 3, 5, (1, 1))],
    }
    alone = whose(database, None)
    assert [kind.rows[0].before for kind in alone] == [None] * 3


_OF_CUSTOMERS = text(
    "SELECT customers.name, count(*) FILTER (WHERE clocks.verdict = 'breached') AS broken, count(*)"
    " FROM clocks JOIN cases ON cases.id = clocks.case_id"
    " JOIN customers ON customers.id = cases.customer_id"
    " WHERE objective = 'SLA' AND clocks.verdict IN ('met', 'breached')"
    " AND verdict_at >= :begin AND verdict_at < :end"
    " GROUP BY customers.id, customers.name ORDER BY broken DESC, count(*), customers.id"
)


def test_customers_of_the_demo_are_what_a_statement_says(tmp_path: Path) -> None:
    database = demo_at(tmp_path / "desk.db")
    review = database.read(partial(quarterly_review, period=parse_period("2026Q1"), now=NOW))
    edges = {"begin": seconds(date(2026, 1, 1)), "end": seconds(date(2026, 4, 1))}
    rows = [tuple(row) for row in ask(database, _OF_CUSTOMERS, **edges) if row[1]]
    customers = review.offenders[0]
    assert [(one.name, one.breached, one.decided) for one in customers.rows] == rows[:5]
    assert customers.others == max(len(rows) - 5, 0)
    database.close()
