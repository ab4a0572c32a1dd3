"""Who works when changes for whom alerts are, in the same transaction (handbook, rule 25)."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.cases import assign
from models.commands.people import add_person
from models.commands.working_times import (
    add_absence,
    add_turn,
    end_absence,
    remove_turn,
    set_days,
    set_shifts,
)
from models.database import Database
from models.entities import Absence, PlannedAlert
from models.errors import KnownError
from models.handbook.typed_days import typed_lines
from models.handbook.working_hours import DAYS
from models.queries.team import team_now
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened

MORNINGS = {day: [("06:00", "08:00")] for day in DAYS}


def plan(database: Database) -> list[tuple[object, ...]]:
    """Every planned alert as it is stored, and the log agrees."""

    def rows(session: Session) -> list[tuple[object, ...]]:
        alert = PlannedAlert
        columns = alert.commitment, alert.level, alert.due_at, alert.recipient_id, alert.role
        return sorted((tuple(row) for row in session.execute(select(*columns))), key=str)

    assert database.read(differences) == []
    return database.read(rows)


def recipients(database: Database) -> set[object]:
    return {row[3] for row in plan(database)}


def test_shifts_move_warnings_into_them_and_back(database: Database) -> None:
    ana = database.write(partial(add_person, name="Ana")).result
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    before = plan(database)
    database.write(partial(set_shifts, person_id=ana, shifts=MORNINGS))
    moved = plan(database)
    assert moved != before
    assert {row[:2] for row in moved} == {row[:2] for row in before}
    database.write(partial(set_shifts, person_id=ana, shifts=MORNINGS))
    assert plan(database) == moved
    database.write(partial(set_shifts, person_id=ana, shifts={}))
    assert plan(database) == before


def test_days_that_differ_move_warnings_and_back(database: Database, clock: MovingClock) -> None:
    ana = database.write(partial(add_person, name="Ana", shifts=MORNINGS)).result
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    before = plan(database)
    today = clock.now().date()
    days = typed_lines("every day off", today)
    change = partial(set_days, person_id=ana, days=days, seen=())
    database.write(change)
    moved = plan(database)
    assert moved != before
    assert {row[:2] for row in moved} == {row[:2] for row in before}
    with pytest.raises(KnownError, match="Somebody else changed the days of Ana"):
        database.write(change)
    evenings = typed_lines("every day 14-20", today)
    database.write(partial(set_days, person_id=ana, days=evenings, seen=days))
    assert plan(database) not in (before, moved)
    now = database.read(partial(team_now, now=clock.now()))
    assert [row.days for row in now.days] == list(evenings)
    database.write(partial(set_days, person_id=ana, days=()))
    assert plan(database) == before


def test_leave_hands_alerts_to_the_stand_in_and_its_end_gives_them_back(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = (database.write(partial(add_person, name=who)).result for who in ("Ana", "Ben"))
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    assert recipients(database) == {ana}
    away = partial(add_absence, person_id=ana, begins_at=clock.now() - timedelta(hours=1),
                   ends_at=clock.now() + timedelta(days=30))  # fmt: skip
    absence = database.write(partial(away, stand_in_id=ben)).result
    assert recipients(database) == {ben}
    database.write(partial(set_shifts, person_id=ben, shifts=MORNINGS))  # plans Ana's case anew
    assert recipients(database) == {ben}
    database.write(partial(end_absence, absence_id=absence, version=1))
    assert recipients(database) == {ana}
    database.write(away)
    assert recipients(database) == {None}


def test_a_turn_says_whose_working_time_counts_for_a_role(
    database: Database, clock: MovingClock
) -> None:
    early = partial(add_person, name="Ana", shifts=MORNINGS)
    ana = database.write(early).result
    opened(database)
    before = plan(database)
    turns = [
        database.write(partial(add_turn, role=role, person_id=ana, begins_at=clock.now(),
                               ends_at=clock.now() + timedelta(days=30))).result
        for role in ("incident_commander", "squad_lead", "lead")
    ]  # fmt: skip
    assert plan(database) != before
    for turn in turns:
        database.write(partial(remove_turn, turn_id=turn, version=1))
    assert plan(database) == before


def test_whoever_comes_to_hold_a_role_is_planned_for(database: Database) -> None:
    opened(database)
    before = plan(database)
    lead = partial(add_person, name="Ana", role="lead", shifts=MORNINGS)
    database.write(lead)
    assert plan(database) != before


def test_stand_ins_in_a_circle_are_refused_and_what_was_not_meant_is_found(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = (database.write(partial(add_person, name=who)).result for who in ("Ana", "Ben"))
    now, day = clock.now(), timedelta(days=1)
    ends: dict[str, Any] = {"begins_at": now, "ends_at": now + day}
    database.write(partial(add_absence, person_id=ben, stand_in_id=ana, **ends))
    circle = "Ana and Ben would stand in for each other while they are all away."
    with pytest.raises(KnownError, match=circle):
        database.write(partial(add_absence, person_id=ana, stand_in_id=ben, **ends))
    before: dict[str, Any] = {"begins_at": now - day, "ends_at": now}
    absence = database.write(partial(add_absence, person_id=ana, stand_in_id=ben, **before)).result
    with pytest.raises(KnownError, match="stand in for each other"):
        database.write(partial(end_absence, absence_id=absence, version=1, ends_at=now + day))
    for person, begins, lasts in ((ana, 0, 2), (ben, 1, 3), (ana, 6, 1)):
        database.write(partial(
            add_turn, role="comms_lead", person_id=person, begins_at=now + begins * day,
            ends_at=now + (begins + lasts) * day,
        ))  # fmt: skip
    found = database.read(partial(team_now, now=now)).findings
    assert [(row.kind, row.people) for row in found] == [("overlap", ("Ana", "Ben")), ("hole", ())]


def test_stand_ins_in_a_circle_may_be_told_of_the_past_and_made_shorter(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = (database.write(partial(add_person, name=who)).result for who in ("Ana", "Ben"))
    now, day = clock.now(), timedelta(days=1)
    past: dict[str, Any] = {"begins_at": now - 3 * day, "ends_at": now - day}
    database.write(partial(add_absence, person_id=ben, stand_in_id=ana, **past))
    noted = database.write(partial(add_absence, person_id=ana, stand_in_id=ben, **past)).result
    database.write(partial(end_absence, absence_id=noted, version=1, ends_at=now))

    def circle(work: Work) -> int:
        """As a desk of an earlier version could have it."""
        span: dict[str, Any] = {"begins_at": now, "ends_at": now + 5 * day}
        work.session.add(Absence(person_id=ben, stand_in_id=ana, **span))
        longer = Absence(person_id=ana, stand_in_id=ben, **span)
        work.session.add(longer)
        work.session.flush()
        return longer.id

    absence = database.write(circle).result
    database.write(partial(end_absence, absence_id=absence, version=1, ends_at=now + 2 * day))
    database.write(partial(end_absence, absence_id=absence, version=2, ends_at=now + day))
    with pytest.raises(KnownError, match="stand in for each other"):
        database.write(partial(end_absence, absence_id=absence, version=3, ends_at=now + 2 * day))


def test_what_cannot_be_is_refused(database: Database, clock: MovingClock) -> None:
    ana = database.write(partial(add_person, name="Ana")).result
    now, later = clock.now(), clock.now() + timedelta(hours=1)
    for command in (
        partial(set_shifts, person_id=ana, shifts={"mon": [("17:00", "09:00")]}),
        partial(set_shifts, person_id=99, shifts={}),
        partial(add_absence, person_id=ana, begins_at=later, ends_at=now),
        partial(add_absence, person_id=ana, begins_at=now, ends_at=later, stand_in_id=ana),
        partial(add_turn, role="king", person_id=ana, begins_at=now, ends_at=later),
        partial(end_absence, absence_id=1, version=1),
        partial(remove_turn, turn_id=1, version=1),
        partial(add_person, name="Ben", shifts={"mon": [("17:00", "09:00")]}),
    ):
        with pytest.raises(KnownError):
            database.write(command)
