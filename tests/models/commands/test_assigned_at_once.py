"""Several desks that assign at one instant: each case is decided once, and nobody gets more than
they have room for (rule 23)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from models.commands.cases import open_case
from models.commands.meanwhile import ChangedMeanwhile
from models.commands.morning import assign_since_night
from models.commands.moving import give
from models.commands.next_case import take_next
from models.commands.standing import set_capacity
from models.database import Database
from models.entities import Event
from models.errors import KnownError
from models.handbook import events as ev
from models.schema import open_checked
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.queries.benches import joined, published

P1 = replace(WHOLE, priority="P1")
NIGHT, MORNING = (datetime(2026, 5, 13, hour, 5, tzinfo=UTC) for hour in (0, 7))


@pytest.fixture
def other(database: Database, desk_address: str, clock: MovingClock) -> Iterator[Database]:
    """A second desk on the same data."""
    desk = Database(open_checked(desk_address), clock)
    yield desk
    desk.close()


def at_once(*writes: tuple[Database, Callable[[Work], Any]]) -> list[Any]:
    """Each on its own desk and thread, begun together; their results, or what refused them. A file
    lets one begin after the other."""
    begun = Barrier(len(writes))

    def run(write: tuple[Database, Callable[[Work], Any]]) -> Any:
        desk, command = write
        met: list[bool] = []

        def met_command(work: Work) -> Any:
            if desk.engine.name == "postgresql" and not met:
                met.append(True)
                begun.wait(30)
            return command(work)

        try:
            return desk.write(met_command).result
        except KnownError as error:
            return error

    with ThreadPoolExecutor(len(writes)) as pool:
        return list(pool.map(run, writes))


def decisions(database: Database, case_id: int) -> int:
    query = select(func.count()).where(Event.case_id == case_id, Event.kind == ev.ASSIGNED)
    return database.read(lambda session: session.scalar(query)) or 0


def room(database: Database, person_id: int, capacity: int) -> None:
    database.write(partial(set_capacity, person_id=person_id, capacity=capacity))


def test_two_cases_opened_at_once_and_room_for_one(database: Database, other: Database) -> None:
    room(database, joined(database, "Ana"), 4)  # a P1 weighs as much
    opened(database, replace(P1, priority="P4", title="The first number"))
    room(database, 1, 5)
    cases = at_once(*((desk, partial(open_case, new=P1)) for desk in (database, other)))
    have = sorted(str(detail(database, one).row.assignee) for one in cases)
    assert have == ["Ana", "None"]


def test_two_desks_that_open_in_the_morning(
    database: Database, other: Database, clock: MovingClock
) -> None:
    joined(database, "Ana")
    joined(database, "Ben")
    clock.instant = NIGHT
    cases = [opened(database) for _ in range(3)]
    clock.instant = MORNING
    given = at_once((database, assign_since_night), (other, assign_since_night))
    assert sorted(map(len, given)) == [0, 3]
    assert [decisions(database, one) for one in cases] == [1, 1, 1]


def test_two_leads_drag_one_card_at_once(database: Database, other: Database) -> None:
    published(database, "", automatic=False)
    ana, ben = joined(database, "Ana"), joined(database, "Ben")
    database.person_id, other.person_id = (
        joined(database, name, role="lead") for name in ("Lee", "Kim")
    )
    case_id = opened(database)
    seen = {case_id: detail(database, case_id).row.version}
    move = partial(give, case_ids=[case_id], versions=seen, seen_here=True)
    told = at_once((database, partial(move, person_id=ana)), (other, partial(move, person_id=ben)))
    assert sorted(isinstance(one, ChangedMeanwhile) for one in told) == [False, True]
    assert decisions(database, case_id) == 1


@pytest.mark.parametrize("capacity", [4, 20])
def test_one_person_pulls_at_two_windows_at_once(
    database: Database, other: Database, capacity: int
) -> None:
    published(database, "", automatic=False)
    ana = joined(database, "Ana")
    room(database, ana, capacity)
    database.person_id = other.person_id = ana
    cases = [opened(database, P1) for _ in range(2)]
    got = at_once((database, take_next), (other, take_next))
    assert [decisions(database, one) for one in cases] == ([1, 1] if capacity == 20 else [1, 0])
    assert sum(isinstance(one, KnownError) for one in got) == (capacity == 4)


def test_two_pull_the_one_case_there_is(database: Database, other: Database) -> None:
    """The second hears that nobody waits any more, and not that their empty desk is full."""
    published(database, "", automatic=False)
    database.person_id, other.person_id = joined(database, "Ana"), joined(database, "Ben")
    case_id = opened(database)
    got = at_once((database, take_next), (other, take_next))
    assert [one for one in got if one == case_id] == [case_id]
    (refused,) = [one for one in got if isinstance(one, KnownError)]
    assert refused.sentence == "Every open case has somebody."
    assert decisions(database, case_id) == 1
