"""A word that the team owes itself: told to whoever leads the case, until it is written."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import delete, select

from models.commands.alerts import fire_due
from models.commands.cases import assign
from models.commands.contacts import add_note
from models.commands.incident import give_roles
from models.commands.people import add_person
from models.commands.working_times import add_absence, end_absence
from models.database import Database
from models.entities import Absence, PlannedAlert
from models.handbook.alerting import TEAM_UPDATE
from models.outdated import compute_again
from models.queries.due_now import due_now
from models.verification import differences
from models.work import Work
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import opened
from tests.models.commands.test_escalation_path import P1

MINUTE = timedelta(minutes=1)
COMMANDS = {"incident_commander": "Ben"}


def planned(database: Database) -> list[tuple[int | None, str | None]]:
    """(person, role) of those that are in force, in their order."""

    query = (
        select(PlannedAlert.recipient_id, PlannedAlert.role)
        .where(PlannedAlert.commitment == TEAM_UPDATE, PlannedAlert.withdrawn_at.is_(None))
        .order_by(PlannedAlert.due_at)
    )
    return database.read(lambda session: [(row[0], row[1]) for row in session.execute(query)])


@pytest.fixture
def people(database: Database) -> tuple[int, int, int]:
    """Lena who leads, Ana who has the P1, Ben who commands it."""
    lena, ana, ben = (
        database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Lena", "lead"), ("Ana", "agent"), ("Ben", "agent"))
    )
    database.person_id = lena
    case_id = opened(database, P1)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    return case_id, ana, ben


def due(database: Database, person_id: int) -> list[str]:
    query = partial(due_now, person_id=person_id, now=database.clock.now())
    return [one.state for one in database.read(query) if one.commitment == TEAM_UPDATE]


def test_who_commands_by_hand_is_told_and_a_note_takes_it_back(
    database: Database, clock: MovingClock, people: tuple[int, int, int]
) -> None:
    case_id, ana, ben = people
    assert planned(database) == [(ana, None)] * 2
    database.write(partial(give_roles, case_id=case_id, names=COMMANDS))
    assert planned(database) == [(ben, None)] * 2
    clock.instant += 25 * MINUTE
    database.write(fire_due)
    assert (due(database, ana), due(database, ben)) == ([], ["at_risk"])
    clock.instant += 6 * MINUTE
    database.write(fire_due)
    assert due(database, ben) == ["breached"]
    database.write(partial(add_note, case_id=case_id, text="Rolled back the proxy"))
    assert due(database, ben) == []
    assert planned(database) == [(ben, None)] * 2
    assert database.read(differences) == []


def test_the_leave_of_who_commands_is_looked_at_though_another_has_the_case(
    database: Database, people: tuple[int, int, int]
) -> None:
    case_id, ana, ben = people
    database.write(partial(give_roles, case_id=case_id, names=COMMANDS))
    week = partial(add_absence, person_id=ben, begins_at=NOW, ends_at=NOW + timedelta(days=7))
    leave = database.write(partial(week, stand_in_id=ana)).result
    assert planned(database) == [(ana, None)] * 2
    assert database.read(differences) == []

    def back(work: Work) -> None:
        end_absence(work, leave, work.session.get_one(Absence, leave).version)

    database.write(back)
    assert planned(database) == [(ben, None)] * 2
    assert database.read(differences) == []


def test_a_desk_of_an_earlier_version_is_told_from_its_upgrade_on(
    database: Database, people: tuple[int, int, int]
) -> None:
    with database.engine.begin() as connection:
        connection.execute(delete(PlannedAlert).where(PlannedAlert.commitment == TEAM_UPDATE))
    assert database.read(differences) != []
    database.write(lambda work: compute_again(work.session))
    assert database.read(differences) == []
