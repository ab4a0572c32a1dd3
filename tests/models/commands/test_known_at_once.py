"""Two people do the same to what is known at the very same instant: one of them does."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import event, func, select

from models.commands.links import add_link
from models.commands.people import add_person
from models.commands.roadmap import add_item, ship_item
from models.commands.topics import NameGiven, name_topic
from models.database import Database
from models.entities import Event, Topic
from models.errors import KnownError
from models.handbook import events as ev
from models.schema import open_checked
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.queries.test_roadmap import do

EXPORTS = NameGiven("", "Billing", ("export", "pdf"), "Exports")


@pytest.fixture
def both(
    database: Database, desk_address: str, clock: MovingClock
) -> Iterator[tuple[Database, Database]]:
    """Ana and Ben at the same desk, each on connections of their own."""
    ana, ben = (database.write(partial(add_person, name=one)).result for one in ("Ana", "Ben"))
    database.person_id = ana
    other = Database(open_checked(desk_address), clock, ben)
    yield database, other
    other.close()


def at_once(both: tuple[Database, Database], *asked: Callable[[Work], object]) -> list[KnownError]:
    """Each of them asks, and both look before either writes, unless the one waits for the other."""
    barrier = Barrier(2)

    def meet(*_: object) -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(0.5)

    def ask(desk: Database, does: Callable[[Work], object]) -> KnownError | None:
        def command(work: Work) -> object:
            event.listen(work.session, "before_flush", meet, once=True)
            return does(work)

        try:
            desk.write(command)
        except KnownError as error:
            return error
        return None

    with ThreadPoolExecutor(2) as pool:
        found = pool.map(ask, both, asked)
    return [error for error in found if error is not None]


def names(database: Database) -> list[str]:
    return database.read(lambda session: list(session.scalars(select(Topic.name))))


def name(given: NameGiven) -> Callable[[Work], object]:
    return partial(name_topic, given=given)


def test_of_two_who_name_topics_alike_the_second_is_told_who_did(
    both: tuple[Database, Database],
) -> None:
    other = NameGiven("", "Billing", ("csv", "umlaut"), "éxports")
    (error,) = at_once(both, name(EXPORTS), name(other))
    assert error.title == "The name is taken"
    assert names(both[0]) in (["Exports"], ["éxports"])
    assert error.sentence in (
        "There is a topic called “Exports” already, by Ana.",
        "There is a topic called “éxports” already, by Ben.",
    )


def test_of_two_who_name_one_topic_the_second_is_told_its_name(
    both: tuple[Database, Database],
) -> None:
    other = NameGiven("", "Billing", ("export", "pdf"), "PDF")
    (error,) = at_once(both, name(EXPORTS), name(other))
    assert error.title == "It was named meanwhile"
    assert len(names(both[0])) == 1


def test_of_two_who_say_that_an_item_shipped_the_second_is_told(
    both: tuple[Database, Database],
) -> None:
    desk = both[0]
    item, case_id = do(desk, add_item, "Exports by parts", "PROJ-7"), opened(desk)
    desk.write(partial(add_link, case_id=case_id, kind="roadmap", to="PROJ-7"))
    (error,) = at_once(both, *(partial(ship_item, item_id=item) for _ in both))
    assert error.sentence == "PROJ-7 has shipped already."
    notes = select(func.count(Event.id)).where(Event.case_id == case_id, Event.kind == ev.NOTE)
    assert desk.read(lambda session: session.scalar(notes)) == 1
