"""Crossings are found once for the team, told once to each of a role, and end by themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from threading import Barrier

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, func, select, update
from sqlalchemy.orm import Session

from models.commands.crossings import (
    claim_crossings,
    mark_crossings_seen,
    mark_crossings_told,
    record_crossings,
)
from models.commands.people import add_person
from models.commands.working_times import add_turn
from models.database import Database
from models.entities import Case, CrossingDelivery, QueueCrossing
from models.queries.alerts import PATIENCE
from models.queries.crossings import CrossingRow, crossings_in_sight, past_crossings
from models.schema import open_checked
from models.work import Work
from tests.conftest import MovingClock
from tests.models.handbook.thresholds import P2_OVER_10
from tests.models.queries.test_queue_readings import publish, store

MINUTE = timedelta(minutes=1)


def person(database: Database, name: str, role: str = "agent") -> int:
    return database.write(partial(add_person, name=name, role=role)).result


def found(database: Database) -> list[str]:
    return [row.words for row in database.write(record_crossings).result]


def told(database: Database, person_id: int) -> list[str]:
    """What this person is told now, and it is recorded."""
    rows = database.write(partial(claim_crossings, person_id=person_id)).result
    shown = partial(
        mark_crossings_told, alert_ids=[row.id for row in rows], person_id=person_id,
        channel="notification",
    )  # fmt: skip
    database.write(shown)
    return [row.words for row in rows]


def in_sight(database: Database, person_id: int | None) -> list[CrossingRow]:
    now = database.clock.now()
    return database.read(partial(crossings_in_sight, person_id=person_id, now=now))


def listed(database: Database, person_id: int | None = None) -> list[tuple[str, datetime | None]]:
    query = partial(past_crossings, person_id=person_id, now=database.clock.now())
    return [(row.words, row.fell_at) for row in database.read(query)]


def open_p2(database: Database, count: int) -> None:
    """So many are open from now on, whatever there was."""
    with database.engine.begin() as connection:
        connection.execute(delete(Case))
    store(database, *({"priority": "P2"} for _ in range(count)))


def test_it_is_crossed_once_until_it_has_fallen_back(
    database: Database, clock: MovingClock
) -> None:
    publish(database, P2_OVER_10)
    open_p2(database, 10)
    assert found(database) == []
    open_p2(database, 12)
    first = "12 P2 cases are open, over 10"
    assert found(database) == [first]
    for count in (12, 14, 10, 9, 13):  # hysteresis: it has not fallen back
        clock.instant += MINUTE
        open_p2(database, count)
        assert found(database) == []
    clock.instant += MINUTE
    open_p2(database, 8)
    assert found(database) == []
    fell = clock.now()
    assert listed(database) == [(first, fell)]
    clock.instant += MINUTE
    open_p2(database, 11)
    assert found(database) == ["11 P2 cases are open, over 10"]
    assert listed(database) == [("11 P2 cases are open, over 10", None), (first, fell)]


def standing(session: Session) -> int:
    return session.scalar(select(func.count()).where(QueueCrossing.fell_at.is_(None))) or 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
@given(counts=st.lists(st.integers(6, 13), min_size=2, max_size=8))
def test_of_what_stands_there_is_one_however_the_queue_moves(
    database: Database, clock: MovingClock, counts: list[int]
) -> None:
    publish(database, P2_OVER_10)
    for count in counts:
        clock.instant += MINUTE
        open_p2(database, count)
        assert len(found(database)) <= 1
        stands = database.read(standing)
        assert stands == (1 if count > 10 else stands if count > 8 else 0)
    rows = database.read(partial(past_crossings, person_id=None, now=clock.now()))
    spans = [(row.crossed_at, row.fell_at or clock.now()) for row in reversed(rows)]
    assert all(former[1] <= later[0] for former, later in pairwise(spans))


def test_of_two_desks_that_look_at_one_instant_one_finds_it(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    publish(database, P2_OVER_10)
    open_p2(database, 11)
    other = Database(open_checked(desk_address), clock)
    both = Barrier(2)

    def find(desk: Database) -> list[str]:
        met: list[bool] = []

        def command(work: Work) -> list[CrossingRow]:
            if desk.engine.name == "postgresql" and not met:
                met.append(True)
                event.listen(work.session, "before_flush", lambda *_: both.wait(30), once=True)
            return record_crossings(work)

        return [row.words for row in desk.write(command).result]

    with ThreadPoolExecutor(2) as pool:
        both_found = list(pool.map(find, (database, other)))
    other.close()
    assert sorted(len(rows) for rows in both_found) == [0, 1]
    assert len(listed(database)) == 1


def test_whoever_holds_the_role_is_told_once_and_the_lead_sees_it(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = person(database, "Ana Ruiz", "squad_lead"), person(database, "Ben")
    lea = person(database, "Lea Brandt", "lead")
    publish(database, P2_OVER_10)
    open_p2(database, 12)
    (words,) = found(database)
    assert (told(database, ben), told(database, lea)) == ([], [])
    assert told(database, ana) == [words]
    at = clock.now()
    clock.instant += MINUTE
    assert told(database, ana) == []
    (seen,) = in_sight(database, lea)
    assert (seen.told, seen.mine, seen.role) == ((("Ana Ruiz", at),), False, "squad_lead")
    assert in_sight(database, ben) == []
    assert [row.mine for row in in_sight(database, None)] == [False]
    database.write(partial(mark_crossings_seen, alert_ids=[seen.id], person_id=ana))
    (put_away,) = in_sight(database, ana)
    assert (put_away.mine, put_away.seen) == (True, True)
    assert listed(database, ben) == []
    assert len(listed(database, lea)) == 1


def test_the_role_is_whose_turn_it_is_and_the_leads_where_nobody_holds_it(
    database: Database, clock: MovingClock
) -> None:
    ben, lea = person(database, "Ben"), person(database, "Lea Brandt", "lead")
    begins_at, ends_at = clock.now() + MINUTE, clock.now() + 60 * MINUTE
    turn = partial(add_turn, role="squad_lead", person_id=ben, begins_at=begins_at, ends_at=ends_at)
    database.write(turn)
    publish(database, P2_OVER_10)
    open_p2(database, 12)
    (words,) = found(database)
    assert told(database, ben) == []
    assert told(database, lea) == [words]
    clock.instant += 2 * MINUTE
    assert told(database, ben) == [words]
    clock.instant += 60 * MINUTE
    assert in_sight(database, ben) == []  # his turn is over


def test_where_nobody_leads_everybody_is_told(database: Database) -> None:
    ben = person(database, "Ben")
    publish(database, P2_OVER_10)
    open_p2(database, 12)
    assert found(database) == told(database, ben)
    assert len(listed(database, ben)) == 1


def test_what_a_desk_claimed_and_did_not_show_is_told_by_another(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz", "squad_lead")
    publish(database, P2_OVER_10)
    open_p2(database, 12)
    found(database)
    claim = partial(claim_crossings, person_id=ana)
    assert len(database.write(claim).result) == 1
    assert database.write(claim).result == []
    clock.instant += PATIENCE + timedelta(seconds=1)
    assert len(database.write(claim).result) == 1


def test_what_has_fallen_back_is_told_nobody_any_more(database: Database) -> None:
    ana = person(database, "Ana Ruiz", "squad_lead")
    publish(database, P2_OVER_10)
    open_p2(database, 12)
    found(database)
    open_p2(database, 2)
    found(database)
    assert (told(database, ana), in_sight(database, ana)) == ([], [])


def test_a_threshold_taken_out_of_the_handbook_is_over(
    database: Database, clock: MovingClock
) -> None:
    publish(database, P2_OVER_10)
    open_p2(database, 12)
    found(database)
    clock.instant += MINUTE
    publish(database)
    assert found(database) == []
    assert [fell is not None for _, fell in listed(database)] == [True]


def test_the_database_holds_one_that_stands(database: Database) -> None:
    """Whatever desks believe."""
    publish(database, P2_OVER_10)
    open_p2(database, 12)
    found(database)
    with database.engine.begin() as connection:
        (key,) = connection.scalars(select(QueueCrossing.threshold))
        connection.execute(update(QueueCrossing).values(fell_at=database.clock.now()))
    assert key == "open_cases; priorities=P2; role=squad_lead"
    found(database)
    count = select(func.count()).select_from(QueueCrossing).where(QueueCrossing.threshold == key)
    assert database.read(lambda session: session.scalar(count)) == 2
    deliveries = select(func.count()).select_from(CrossingDelivery)
    assert database.read(lambda session: session.scalar(deliveries)) == 0
