"""A turn at a role, or the rest of one, is given to somebody else, and taken back."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.alerts import fire_due, mark_seen
from models.commands.people import add_person, leave_team
from models.commands.turns import give_turn, take_back_turn
from models.commands.working_times import add_turn, remove_turn
from models.database import Database
from models.entities import RotaTurn
from models.errors import KnownError
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.commands.test_escalation_path import P1, untold

COMMANDER = "incident_commander"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def team(database: Database) -> tuple[int, int]:
    database.write(partial(add_person, name="Mara", role="lead"))
    ana, ben = (database.write(partial(add_person, name=n)).result for n in ("Ana", "Ben"))
    return ana, ben


def turn_of(database: Database, whose: int, begins_at: datetime) -> int:
    turn = partial(add_turn, role=COMMANDER, person_id=whose)
    return database.write(partial(turn, begins_at=begins_at, ends_at=begins_at + DAY)).result


def turns(database: Database) -> list[tuple[int, datetime, datetime]]:
    def read(session: Session) -> list[tuple[int, datetime, datetime]]:
        rows = session.scalars(select(RotaTurn).order_by(RotaTurn.begins_at))
        return [(row.person_id, row.begins_at, row.ends_at) for row in rows]

    return database.read(read)


@pytest.mark.parametrize(("first", "last", "becomes"), [
    (0, 24, "b0-24"), (6, 24, "a0-6 b6-24"), (0, 6, "b0-6 a6-24"), (6, 8, "a0-6 b6-8 a8-24"),
    (-3, 30, "b0-24"),
])  # fmt: skip
def test_what_is_given_is_somebody_else_s_and_the_rest_stays(
    database: Database, clock: MovingClock, first: int, last: int, becomes: str
) -> None:
    ana, ben = team(database)
    begin = clock.now()
    turn = turn_of(database, ana, begin)
    was = turns(database)
    given = database.write(partial(
        give_turn, turn_id=turn, version=1, person_id=ben, begins_at=begin + first * HOUR,
        ends_at=begin + last * HOUR,
    )).result  # fmt: skip
    said = " ".join(
        f"{'a' if who == ana else 'b'}{(one - begin) // HOUR}-{(other - begin) // HOUR}"
        for who, one, other in turns(database)
    )
    assert said == becomes
    database.write(partial(take_back_turn, given=given))
    assert turns(database) == was


def test_what_had_fired_waits_to_be_seen_by_who_has_the_turn_now(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = team(database)
    turn = turn_of(database, ana, clock.now())
    opened(database, P1)
    clock.instant += timedelta(minutes=10)
    ids = [row.id for row in database.write(fire_due).result]
    database.write(partial(mark_seen, alert_ids=ids, person_id=ana))
    assert untold(database, ben) == []
    give = partial(give_turn, turn_id=turn, version=1, person_id=ben)
    database.write(partial(give, begins_at=clock.now(), ends_at=clock.now() + DAY))
    assert untold(database, ben) == ["slo"]
    assert database.read(differences) == []


def test_a_turn_that_somebody_else_changed_is_neither_given_nor_taken_back(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = team(database)
    now = clock.now()
    turn = turn_of(database, ana, now)
    give = partial(give_turn, version=1, person_id=ben, begins_at=now, ends_at=now + HOUR)
    with pytest.raises(KnownError, match="changed by somebody else"):
        database.write(partial(give, turn_id=turn, version=2))
    given = database.write(partial(give, turn_id=turn)).result
    with pytest.raises(KnownError, match="changed by somebody else"):
        database.write(partial(give, turn_id=turn))  # it is not there any more
    database.write(partial(remove_turn, turn_id=given.turn_ids[0], version=1))
    left = turns(database)
    with pytest.raises(KnownError, match="changed by somebody else"):
        database.write(partial(take_back_turn, given=given))
    assert turns(database) == left


def test_what_cannot_be_given_is_refused(database: Database, clock: MovingClock) -> None:
    ana, ben = team(database)
    now = clock.now()
    turn = turn_of(database, ana, now)
    give = partial(give_turn, turn_id=turn, version=1, begins_at=now, ends_at=now + DAY)
    with pytest.raises(KnownError, match="has this turn already"):
        database.write(partial(give, person_id=ana))
    with pytest.raises(KnownError, match="Nothing of the turn"):
        database.write(partial(give, person_id=ben, begins_at=now + DAY, ends_at=now + 2 * DAY))
    database.write(partial(leave_team, person_id=ben))
    with pytest.raises(KnownError, match="has left the team"):
        database.write(partial(give, person_id=ben))
    assert len(turns(database)) == 1
