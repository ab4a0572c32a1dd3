"""A connection that breaks while something is saved: done exactly once, whenever it broke."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

import pytest
from sqlalchemy import func, select

from models.commands.cases import open_case
from models.database import Database, InDoubt
from models.entities import Case, Event, Operation
from models.errors import Unreachable
from models.schema import create_desk, open_checked
from models.verification import differences
from tests.conftest import HANDBOOK, NOW, MovingClock, empty_database
from tests.models.commands.desk import WHOLE
from tests.models.cut_line import Cut, CutLine, cut_line

OPEN = partial(open_case, new=WHOLE)


@pytest.fixture
def address(postgres_server: str) -> Iterator[str]:
    """A shared desk, reached straight."""
    with empty_database(postgres_server) as made:
        create_desk(made, title="Shared", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
        yield made


@pytest.fixture
def direct(address: str, clock: MovingClock) -> Iterator[Database]:
    """The desk as somebody else sees it."""
    database = Database(open_checked(address), clock)
    yield database
    database.close()


@pytest.fixture
def line(address: str) -> Iterator[CutLine]:
    with cut_line(address, lambda said: None) as made:
        yield made


@pytest.fixture
def database(line: CutLine, clock: MovingClock) -> Iterator[Database]:
    """The desk through the line; the waits between two looks take no time."""
    made = Database(open_checked(line.address), clock, wait=lambda seconds: None)
    yield made
    made.close()


def saved(direct: Database) -> tuple[int, int, int]:
    """How many cases, openings and operations; what is cached of them is right."""
    assert direct.read(differences) == []
    return direct.read(
        lambda session: (
            session.scalar(select(func.count()).select_from(Case)) or 0,
            session.scalar(select(func.count()).select_from(Event)) or 0,
            session.scalar(select(func.count()).select_from(Operation)) or 0,
        )
    )


def once(wanted: Callable[[bytes], bool], cut: Cut) -> Callable[[bytes], Cut | None]:
    """Cut at the first thing said that is wanted, and never again."""
    done = threading.Event()

    def decide(said: bytes) -> Cut | None:
        if done.is_set() or not wanted(said):
            return None
        done.set()
        return cut

    return decide


def is_number(place: int, heard: list[bytes], said: bytes) -> bool:
    heard.append(said)
    return len(heard) == place


def is_commit(said: bytes) -> bool:
    return b"COMMIT" in said


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER])
def test_a_line_cut_around_the_commit_saves_once(
    cut: Cut, line: CutLine, database: Database, direct: Database
) -> None:
    line.decide = once(is_commit, cut)
    told: list[str] = []
    written = database.write(OPEN, operation_id="one", doubtful=lambda: told.append("doubtful"))
    assert told == ["doubtful"]
    assert written.changes.cases == {written.result}
    assert direct.was_done("one")
    assert saved(direct) == (1, 1, 1)


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER])
def test_a_line_cut_anywhere_in_a_write_saves_once(
    cut: Cut, line: CutLine, database: Database, direct: Database
) -> None:
    for place in count(1):
        heard: list[bytes] = []
        line.decide = once(partial(is_number, place, heard), cut)
        database.write(OPEN)
        assert saved(direct) == (place, place, place)
        if len(heard) < place:
            break
    assert place > 10


def test_a_commit_still_under_way_is_waited_for(
    line: CutLine, database: Database, direct: Database
) -> None:
    """The second try collides with the first, whose commit reaches the server only then."""
    commit = once(is_commit, Cut.LATE)
    tries: list[bool] = []

    def decide(said: bytes) -> Cut | None:
        if b"INSERT INTO operations" in said:
            tries.append(True)
            if len(tries) == 2:
                line.arrives.set()
        return commit(said)

    line.decide = decide
    written = database.write(OPEN)
    assert len(tries) == 2
    assert direct.was_done(written.changes.operation_id)
    assert saved(direct) == (1, 1, 1)


def test_a_server_that_comes_back_is_asked_what_became_of_it(
    line: CutLine, database: Database, direct: Database, clock: MovingClock
) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        line.dead = len(waits) < 4

    patient = Database(database.engine, clock, wait=wait)
    line.decide = once(is_commit, Cut.AFTER)
    patient.write(OPEN)
    assert len(waits) == 4
    assert waits == sorted(waits)
    assert saved(direct) == (1, 1, 1)


@pytest.mark.parametrize(("cut", "done"), [(Cut.BEFORE, False), (Cut.AFTER, True)])
def test_a_server_that_stays_away_leaves_the_question_open(
    cut: Cut, done: bool, line: CutLine, database: Database, direct: Database
) -> None:
    decide = once(is_commit, cut)

    def cut_for_good(said: bytes) -> Cut | None:
        line.dead = line.dead or is_commit(said)
        return decide(said)

    line.decide = cut_for_good
    with pytest.raises(InDoubt, match="not known") as told:
        database.write(OPEN)
    assert direct.was_done(told.value.operation_id) is done
    assert saved(direct) == ((1, 1, 1) if done else (0, 0, 0))
    line.dead = False
    assert database.was_done(told.value.operation_id) is done


def test_a_server_that_is_away_from_the_start_is_not_in_doubt(
    line: CutLine, database: Database, direct: Database
) -> None:
    line.dead = True
    database.engine.dispose()
    with pytest.raises(Unreachable, match="no connection") as told:
        database.write(OPEN)
    assert not isinstance(told.value, InDoubt)
    with pytest.raises(Unreachable):
        database.was_done("anything")
    line.dead = False
    database.write(OPEN)
    assert saved(direct) == (1, 1, 1)


def test_a_read_on_a_line_that_went_stale_is_simply_asked_again(
    line: CutLine, database: Database
) -> None:
    assert not database.was_done("x")
    line.decide = once(lambda said: True, Cut.BEFORE)
    assert not database.was_done("x")
