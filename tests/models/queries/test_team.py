"""Who works when, who is away, who holds what: on both databases."""

from datetime import timedelta
from functools import partial
from typing import Any

from models.commands.cases import assign
from models.commands.people import add_person
from models.commands.working_times import add_absence, add_turn
from models.database import Database
from models.handbook.working_hours import DAYS
from models.queries.team import TeamNow, team_now
from tests.conftest import NOW
from tests.models.commands.desk import opened

MORNINGS = {day: [("06:00", "08:00")] for day in DAYS}


def team(database: Database) -> TeamNow:
    return database.read(partial(team_now, now=NOW))


def person(database: Database, name: str, role: str = "agent") -> int:
    return database.write(partial(add_person, name=name, role=role)).result


def test_a_desk_without_people(database: Database) -> None:
    found = team(database)
    assert (found.members, found.leaves, found.turns) == ((), (), ())
    assert {row.holders for row in found.roles} == {()}


def test_who_is_at_work_off_shift_and_away(database: Database) -> None:
    ana = person(database, "Ana")
    database.write(partial(add_person, name="Ben", shifts=MORNINGS))
    cleo = person(database, "Cleo")
    database.write(partial(assign, case_ids=[opened(database)], person_id=cleo))
    away = partial(add_absence, begins_at=NOW - timedelta(days=1))
    back = NOW + timedelta(days=2)
    database.write(partial(away, person_id=cleo, ends_at=back, stand_in_id=ana))
    database.write(partial(away, person_id=ana, ends_at=NOW))
    found = team(database)
    told = {row.name: (row.at_work, row.away_until, row.open_cases) for row in found.members}
    assert told == {
        "Ana": (True, None, 0), "Ben": (False, None, 0), "Cleo": (False, back, 1),
    }  # fmt: skip
    (leave,) = found.leaves
    assert (leave.person, leave.stand_in, leave.open_cases) == ("Cleo", "Ana", 1)


def test_a_turn_comes_before_a_role_and_a_stand_in_for_who_is_away(database: Database) -> None:
    person(database, "Ana", "lead")
    person(database, "Ben", "incident_commander")
    cleo, dan = person(database, "Cleo"), person(database, "Dan")
    span: dict[str, Any] = {"begins_at": NOW, "ends_at": NOW + timedelta(days=1)}
    holders = {row.role: row.holders for row in team(database).roles}
    assert holders["incident_commander"] == ("Ben",)
    assert holders["comms_lead"] == ("Ana",)
    database.write(partial(add_turn, role="incident_commander", person_id=cleo, **span))
    database.write(partial(add_absence, person_id=cleo, stand_in_id=dan, **span))
    found = team(database)
    assert {row.role: row.holders for row in found.roles}["incident_commander"] == ("Dan",)
    assert [(row.role, row.person) for row in found.turns] == [("incident_commander", "Cleo")]


def test_who_stands_in_while_the_stand_in_is_away_is_told(database: Database) -> None:
    ana, ben, cleo = (person(database, name) for name in ("Ana", "Ben", "Cleo"))
    day = timedelta(days=1)
    away = partial(add_absence, ends_at=NOW + 4 * day)
    database.write(partial(away, person_id=ana, begins_at=NOW - day, stand_in_id=cleo))
    assert team(database).leaves[0].relief is None
    database.write(partial(away, person_id=cleo, begins_at=NOW + day, stand_in_id=ben))
    told = {row.person: (row.stand_in, row.relief) for row in team(database).leaves}
    assert told == {"Ana": ("Cleo", "Ben"), "Cleo": ("Ben", None)}
    database.write(partial(away, person_id=ben, begins_at=NOW + 2 * day, stand_in_id=None))
    told = {row.person: (row.stand_in, row.relief) for row in team(database).leaves}
    assert told == {"Ana": ("Cleo", "Ben"), "Cleo": ("Ben", ""), "Ben": ("", None)}
