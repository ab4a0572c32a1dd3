"""Clocks counted where their verdict falls (rule 26), on rows written for the purpose."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from models.database import Database
from models.entities import Case, Clock
from models.handbook.attainment import AttainmentRow
from models.handbook.calendar import BusinessCalendar
from models.handbook.periods import parse_period
from models.policies import freeze
from models.queries.attainment import attainment, decided
from models.queries.breaches import breaches
from models.queries.review import QuarterlyReview, quarterly_review
from models.work import Work

BEGIN = datetime(2016, 1, 1, tzinfo=UTC)
END = datetime(2016, 4, 1, tzinfo=UTC)
ALWAYS = BusinessCalendar.always()
DAY = timedelta(days=1)


def case(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number, "key": f"CASE-{number}", "policy_number": 1, "title": f"Title {number}",
        "priority": "P2", "provisional": False, "status": "in_progress", "waiting_for": "",
        "fields": {}, "missing": "customer", "search_text": "", "opened_at": BEGIN,
        "times_reopened": 0, "is_open": True, "sort_at": 0, "version": 1, "source": "log",
        "source_key": str(number), "source_ended_at": changes.get("resolved_at"),
    } | changes  # fmt: skip


def clock(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "case_id": number, "commitment": "resolution", "cycle": 1, "objective": "SLA",
        "priority": "P2", "calendar": ALWAYS.fingerprint, "started_at": BEGIN + DAY,
        "target_seconds": 86_400, "due_at": BEGIN + 2 * DAY, "stopped_at": None, "verdict": None,
        "verdict_at": None, "paused_seconds": 0, "reason": "", "pauses": [],
        "original_due_at": None, "original_verdict": None,
    } | changes  # fmt: skip


def met(number: int, at: datetime, **changes: Any) -> dict[str, Any]:
    return clock(number, due_at=at, stopped_at=at, verdict="met", verdict_at=at, **changes)


def breached(number: int, at: datetime, stop: datetime, **changes: Any) -> dict[str, Any]:
    return clock(number, due_at=at, stopped_at=stop, verdict="breached", verdict_at=at, **changes)


def store(database: Database, clocks: list[dict[str, Any]], **facts: Any) -> None:
    def write(work: Work) -> None:
        freeze(work.session, [ALWAYS])
        work.session.flush()
        numbers = sorted({row["case_id"] for row in clocks})
        work.session.execute(insert(Case), [case(n, **facts) for n in numbers])
        work.session.execute(insert(Clock), clocks)

    database.write(write)


def rows(database: Database, as_of: datetime = END) -> list[AttainmentRow]:
    return database.read(lambda session: attainment(session, BEGIN, END, as_of))


def counts(database: Database, as_of: datetime = END) -> tuple[int, int, int, int]:
    found = rows(database, as_of)
    assert len(found) <= 1
    return next(((r.met, r.breached, r.running, r.excluded) for r in found), (0, 0, 0, 0))


SECOND = timedelta(seconds=1)
LATER = END + 9 * DAY


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (met(1, BEGIN), (1, 0, 0, 0)),
        (met(1, BEGIN - SECOND, started_at=BEGIN - DAY), (0, 0, 0, 0)),
        (met(1, END - SECOND), (1, 0, 0, 0)),
        (met(1, END), (0, 0, 1, 0)),
        (breached(1, BEGIN, LATER), (0, 1, 0, 0)),
        (breached(1, BEGIN - SECOND, LATER), (0, 0, 0, 0)),
        (breached(1, END - SECOND, LATER), (0, 1, 0, 0)),
        (breached(1, END, LATER), (0, 0, 1, 0)),
        (clock(1, due_at=END - SECOND), (0, 1, 0, 0)),
        (clock(1, due_at=END), (0, 0, 1, 0)),
        (clock(1, due_at=BEGIN - SECOND, started_at=BEGIN - DAY), (0, 0, 0, 0)),
        (clock(1, due_at=None, paused_since=BEGIN + DAY), (0, 0, 1, 0)),
        (clock(1, due_at=LATER, started_at=END), (0, 0, 0, 0)),
        (clock(1, due_at=None, verdict="unknown", stopped_at=BEGIN), (0, 0, 0, 1)),
        (clock(1, due_at=None, verdict="excluded", started_at=BEGIN), (0, 0, 0, 1)),
        (clock(1, due_at=None, verdict="excluded", stopped_at=END), (0, 0, 0, 0)),
    ],
)  # fmt: skip
def test_a_clock_belongs_where_its_verdict_falls(
    database: Database, row: dict[str, Any], expected: tuple[int, int, int, int]
) -> None:
    store(database, [row])
    assert counts(database) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(2 * DAY, (0, 0, 1, 0)), (2 * DAY + SECOND, (0, 1, 0, 0))],
)
def test_a_running_clock_is_breached_from_the_second_after_its_due_time(
    database: Database, as_of: timedelta, expected: tuple[int, int, int, int]
) -> None:
    store(database, [clock(1)])
    assert counts(database, BEGIN + as_of) == expected


def test_rows_are_grouped_in_the_order_of_the_handbook(database: Database) -> None:
    store(database, [
        met(1, BEGIN, priority="P3"),
        met(2, BEGIN, priority="P1", commitment="patch_sent"),
        met(3, BEGIN, priority="P1", objective="SLO"),
        met(4, BEGIN, priority="P1"),
        breached(5, BEGIN, BEGIN + DAY, priority="P1"),
        met(6, BEGIN, priority="P1", commitment="next_update", objective="SLO"),
        met(7, BEGIN, priority="P1", commitment="first_response"),
    ])  # fmt: skip
    assert [(r.priority, r.commitment, r.objective, r.share) for r in rows(database)] == [
        ("P1", "first_response", "SLA", 1.0),
        ("P1", "next_update", "SLO", 1.0),
        ("P1", "resolution", "SLA", 0.5),
        ("P1", "resolution", "SLO", 1.0),
        ("P1", "patch_sent", "SLA", 1.0),
        ("P3", "resolution", "SLA", 1.0),
    ]


def test_time_over_leaves_pauses_out_and_runs_to_the_stop_or_the_instant(
    database: Database,
) -> None:
    at = BEGIN + 10 * DAY
    pause = [int((at + DAY).timestamp()), int((at + 3 * DAY).timestamp())]
    store(database, [
        breached(1, at, at + 5 * DAY, pauses=[pause]),
        clock(2, due_at=at),
        breached(3, at, LATER),
        breached(4, at, at + DAY, objective="SLO"),
    ], group_name="Exports")  # fmt: skip
    found = database.read(lambda session: breaches(session, BEGIN, END, at + 4 * DAY))
    assert [(b.key, b.over.seconds // 86_400, b.over.running, b.group) for b in found] == [
        ("CASE-2", 4, True, "Exports"),
        ("CASE-3", 4, True, "Exports"),
        ("CASE-1", 2, True, "Exports"),
    ]


def review(database: Database, as_of: datetime) -> QuarterlyReview:
    return database.read(lambda s: quarterly_review(s, parse_period("2016Q1"), as_of))


def test_the_parts_of_a_review_add_up(database: Database) -> None:
    store(database, [
        *(met(n, BEGIN + n * DAY) for n in range(1, 61)),
        *(breached(n, BEGIN + (n - 20) * DAY, BEGIN + n * DAY) for n in range(61, 90)),
        clock(100, due_at=None, verdict="unknown", reason="not in the source", stopped_at=BEGIN),
        met(101, BEGIN + DAY, original_due_at=BEGIN, original_verdict="breached"),
    ], opened_at=BEGIN + DAY, missing="customer priority", provisional=True)  # fmt: skip
    made = review(database, END)
    total = made.attainment[0]
    assert (total.met, total.breached, total.excluded) == (61, 29, 1)
    assert made.ended
    assert len(made.trend) == 13
    assert sum(week.met for week in made.trend) == total.met
    assert sum(week.decided for week in made.trend) == total.decided
    assert sum(group.count for group in made.pareto) == total.breached
    assert len(made.worst) == 10
    assert sum(row.count for row in made.quality.left_out) == total.excluded
    assert [o.key for o in made.quality.changed] == ["CASE-101"]
    assert (made.quality.cases, made.quality.incomplete, made.quality.provisional) == (91, 91, 91)
    assert made.volume.opened == (("P2", 91),)
    assert [p.number for p in made.policies] == [1]
    assert made.previous_period.name == "2015Q4"


def test_a_period_that_is_over_gives_the_same_hash_whenever_it_is_asked_for(
    database: Database,
) -> None:
    store(database, [breached(1, BEGIN + DAY, LATER)])
    assert review(database, END).data_hash == review(database, END + 90 * DAY).data_hash
    assert review(database, END - DAY).data_hash != review(database, END).data_hash


@pytest.mark.parametrize(("name", "weeks"), [("2016-W02", 1), ("2016-02", 4), ("2016Q1", 13)])
def test_a_week_and_a_month_are_reviewed_too(database: Database, name: str, weeks: int) -> None:
    at = datetime(2016, 2, 3, tzinfo=UTC) if weeks > 1 else datetime(2016, 1, 13, tzinfo=UTC)
    store(database, [met(1, at)])
    made = database.read(lambda s: quarterly_review(s, parse_period(name), LATER))
    assert len(made.trend) == weeks
    assert sum(week.met for week in made.trend) == 1


def test_nothing_belongs_to_a_period_that_has_not_begun(database: Database) -> None:
    store(database, [clock(1, due_at=LATER, started_at=BEGIN - 9 * DAY)])
    assert rows(database, BEGIN - DAY) == []


def test_an_empty_desk_has_an_empty_review(database: Database) -> None:
    made = review(database, END)
    assert made.attainment == ()
    assert made.volume.total == 0
    assert made.desk == "Test desk"


def test_what_was_decided_alone_is_the_same_without_what_ran_or_was_left_out(
    database: Database,
) -> None:
    store(
        database,
        [
            met(1, BEGIN + DAY), breached(2, BEGIN + DAY, BEGIN + 3 * DAY),
            clock(3, due_at=BEGIN + DAY), clock(4, due_at=LATER),
            met(5, BEGIN + DAY, priority="P1"), met(6, BEGIN + DAY, objective="SLO"),
            clock(7, stopped_at=BEGIN + DAY, verdict="excluded", verdict_at=BEGIN + DAY),
        ],
    )  # fmt: skip
    whole = [
        replace(row, running=0, excluded=0) for row in rows(database)
        if row.objective == "SLA" and row.decided
    ]  # fmt: skip
    assert database.read(lambda session: decided(session, BEGIN, END, END)) == whole
    assert [(row.priority, row.met, row.breached) for row in whole] == [("P1", 1, 0), ("P2", 1, 2)]
