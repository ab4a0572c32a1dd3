"""What is late at an instant: by rows made for it, by commands, and by the sample log."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert, text

from models.commands.cases import assign, pause
from models.commands.closing import ClosingNote, close_case, resolve
from models.commands.people import add_person
from models.database import Database
from models.entities import Case, Clock
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import to_seconds
from models.handbook.periods import parse_period
from models.handbook.zones import zone
from models.policies import freeze
from models.queries.breach_time import Holding
from models.queries.late_cases import LISTED, Late, LateCases, late_cases
from models.work import Work
from tests.conftest import MovingClock
from tests.full_desks import needs_sample, read_sample
from tests.models.commands.desk import opened
from tests.models.queries.test_attainment import breached, case, clock, met

AT = datetime(2016, 3, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = AT + 40 * DAY
ALWAYS = BusinessCalendar.always()


def late(database: Database, at: datetime, as_of: datetime, *, named: bool = False) -> LateCases:
    return database.read(partial(late_cases, at=at, as_of=as_of, named=named))


def keys(found: Late) -> list[str]:
    return [row.key for row in found.rows]


def stored(database: Database, *pairs: tuple[dict[str, Any], dict[str, Any]]) -> None:
    def write(work: Work) -> None:
        freeze(work.session, [ALWAYS])
        work.session.flush()
        work.session.execute(insert(Case), [case for case, _ in pairs])
        work.session.execute(insert(Clock), [clock for _, clock in pairs])

    database.write(write)


@pytest.mark.parametrize(
    ("facts", "row", "where", "done"),
    [
        ({}, clock(1, due_at=AT - HOUR), "breached", False),
        ({}, clock(1, due_at=AT), "soon", False),
        ({}, clock(1, due_at=AT + 7 * DAY), "", False),
        ({}, clock(1, due_at=AT - HOUR, started_at=AT), "", False),
        ({}, clock(1, due_at=AT - HOUR, objective="SLO"), "", False),
        ({}, breached(1, AT - DAY, AT - HOUR), "", False),
        ({}, clock(1, due_at=AT - HOUR, stopped_at=AT - DAY, verdict="excluded"), "", False),
        ({"resolved_at": AT + DAY}, breached(1, AT - DAY, AT + DAY), "breached", True),
        ({"resolved_at": LATER + DAY}, breached(1, AT - DAY, LATER + DAY), "breached", False),
        ({"resolved_at": AT + HOUR}, met(1, AT + HOUR), "soon", True),
        ({"resolved_at": AT - HOUR}, breached(1, AT - DAY, AT - HOUR), "", False),
    ],
)  # fmt: skip
def test_a_clock_is_late_by_where_it_stood_at_the_instant(
    database: Database, facts: dict[str, Any], row: dict[str, Any], where: str, done: bool
) -> None:
    if facts:
        facts |= {"status": "closed", "is_open": False, "closed_at": facts["resolved_at"]}
    stored(database, (case(1, excused=True, **facts), row))
    found = late(database, AT, LATER)
    lists = {"breached": found.breached, "soon": found.soon}
    assert {name: keys(one) for name, one in lists.items() if one.total} == (
        {where: ["CASE-1"]} if where else {}
    )
    if where:
        (one,) = lists[where].rows
        assert (one.done, one.over is not None) == (done, where == "breached")
        assert bool(lists[where].held) != done


def test_the_longest_over_come_first_and_very_many_are_counted_and_cut(database: Database) -> None:
    many = 5_000
    minute = timedelta(minutes=1)
    stored(
        database,
        *((case(n), clock(n, due_at=AT - n * minute)) for n in range(1, many + 1)),
    )
    found = late(database, AT, AT).breached
    assert (found.total, len(found.rows)) == (many, LISTED)
    assert found.rows[0].over is not None
    assert (found.rows[0].over.seconds, found.rows[0].over.running) == (many * 60, True)
    assert keys(found)[:2] == [f"CASE-{many}", f"CASE-{many - 1}"]
    assert found.held == ((Holding("", "squad_lead", unassigned=True), many),)


def test_who_is_asked_is_a_role_and_a_name_only_where_names_are_on(
    database: Database, clock: MovingClock
) -> None:
    ana = database.write(partial(add_person, name="Ana Ruiz")).result
    mine, nobodys = opened(database), opened(database)
    database.write(partial(assign, case_ids=[mine], person_id=ana))
    clock.instant += 2 * DAY
    by_role = late(database, clock.instant, clock.instant).breached
    assert by_role.total == 4
    assert {row.holding for row in by_role.rows if row.case_id == mine} == {
        Holding("", "agent", unassigned=False)
    }
    assert {row.holding for row in by_role.rows if row.case_id == nobodys} == {
        Holding("", "squad_lead", unassigned=True)
    }
    by_name = late(database, clock.instant, clock.instant, named=True).breached
    assert {row.holding.name for row in by_name.rows} == {"Ana Ruiz", ""}
    assert "Ana" not in repr(by_role)


def test_what_is_resolved_and_left_unclosed_is_listed_after_three_days(
    database: Database, clock: MovingClock
) -> None:
    one = opened(database)
    database.write(partial(resolve, case_ids=[one], text="Exports run."))
    clock.instant += 3 * DAY
    just = clock.instant
    assert keys(late(database, just, just).unclosed) == ["CS-1001"]
    assert keys(late(database, just - HOUR, just).unclosed) == []
    clock.instant += DAY
    note = ClosingNote("A full queue", "none", "Watch the queue")
    database.write(partial(close_case, case_id=one, note=note))
    (row,) = late(database, just, clock.instant).unclosed.rows
    assert row.done
    assert keys(late(database, clock.instant + HOUR, clock.instant + HOUR).unclosed) == []


def test_a_wait_is_too_long_after_a_week_from_when_it_began(
    database: Database, clock: MovingClock
) -> None:
    one = opened(database)
    begun = clock.instant
    wait = partial(pause, case_ids=[one], waiting_for="Contoso")
    database.write(partial(wait, status="waiting_customer"))
    clock.instant += 5 * DAY
    database.write(partial(wait, status="waiting_third_party"))
    clock.instant = begun + 7 * DAY
    (row,) = late(database, clock.instant, clock.instant).waiting.rows
    assert (row.key, row.at, row.waits_for) == ("CS-1001", begun, "Contoso")
    assert late(database, clock.instant - HOUR, clock.instant).waiting.total == 0


BREACHED = text(
    """
    SELECT c.case_id, c.commitment FROM clocks c JOIN cases k ON k.id = c.case_id
    WHERE c.objective = 'SLA' AND c.started_at < :at
      AND (c.verdict = 'breached' AND c.verdict_at < :at
           OR c.verdict IS NULL AND c.due_at < :at)
      AND (c.stopped_at IS NULL OR c.stopped_at >= :at)
    """
)
LEFT = text(
    """
    SELECT id FROM cases WHERE resolved_at <= :at - 3 * 86400
      AND (status = 'resolved' OR status = 'closed' AND closed_at >= :at)
    """
)


@needs_sample
@pytest.mark.on_a_file
@pytest.mark.parametrize("week", ["2016W09", "2016W12", "2016W20", "2016W52"])
def test_the_sample_log_is_late_as_plain_sql_finds_it(database: Database, week: str) -> None:
    read_sample(database)
    at = parse_period(week).end(zone("Europe/Berlin"))
    found = late(database, at, datetime(2017, 6, 1, tzinfo=UTC))

    def sql(statement: Any) -> set[tuple[Any, ...]]:
        return database.read(
            lambda s: {tuple(row) for row in s.execute(statement, {"at": to_seconds(at)})}
        )

    assert found.breached.total == len(sql(BREACHED))
    assert {(row.case_id, row.commitment) for row in found.breached.rows} <= sql(BREACHED)
    assert found.unclosed.total == len(sql(LEFT))
    assert found.breached.held == (), "all of it was settled since"
