"""A write is one transaction with its refresh, done once or not at all, whoever else writes."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.commands.cases import NewCase, assign, open_case
from models.commands.contacts import add_note
from models.commands.customers import customer_named
from models.commands.people import add_person
from models.database import Database
from models.database_errors import Contended
from models.engine import open_engine
from models.entities import Case, Clock, Customer, Event, Operation, Person
from models.errors import KnownError
from models.schema import open_checked
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.processes import at_once


def count(database: Database, entity: type[Any]) -> int:
    return (
        database.read(lambda session: session.scalar(select(func.count()).select_from(entity))) or 0
    )


def test_a_write_commits_its_rows_their_clocks_and_its_id_together(database: Database) -> None:
    written = database.write(partial(open_case, new=WHOLE), operation_id="one")
    assert written.changes.operation_id == "one"
    assert written.changes.cases == {written.result}
    assert count(database, Clock) > 0
    assert database.was_done("one")
    assert not database.was_done("two")
    with database.engine.connect() as connection:
        row = connection.execute(select(Operation.intent, Operation.done_at)).one()
        assert row == ("open_case", database.clock.now())
        assert set(connection.scalars(select(Event.operation_id))) == {"one"}
    assert database.read(differences) == []


class Broken(Exception):
    pass


@pytest.mark.parametrize("error", [Broken(), KnownError("No", "It may not be.", "Do not.")])
def test_a_write_that_fails_leaves_nothing(database: Database, error: Exception) -> None:
    def fail(work: Work) -> None:
        open_case(work, WHOLE)
        work.session.flush()
        raise error

    with pytest.raises(type(error)):
        database.write(fail, operation_id="failed")
    assert [count(database, entity) for entity in (Case, Event, Clock, Customer, Operation)] == [
        0
    ] * 5
    assert not database.was_done("failed")
    assert database.write(partial(open_case, new=WHOLE), operation_id="failed").result


def test_an_id_that_was_used_is_refused(database: Database) -> None:
    database.write(partial(customer_named, name="First"), operation_id="same")
    with pytest.raises(KnownError, match="exists"):
        database.write(partial(customer_named, name="Second"), operation_id="same")
    assert database.read(lambda session: session.scalars(select(Customer.name)).all()) == ["First"]


def test_a_read_sees_one_moment_and_writes_nothing(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    other = Database(open_checked(desk_address), clock)

    def look_twice(session: Any) -> list[int]:
        found = [session.scalar(select(func.count()).select_from(Customer))]
        other.write(partial(customer_named, name="Meanwhile"))
        return [*found, session.scalar(select(func.count()).select_from(Customer))]

    assert database.read(look_twice) == [0, 0]
    other.close()

    def scribble(session: Any) -> None:
        session.add(Customer(name="Not this way"))
        session.flush()

    with suppress(KnownError):  # a server refuses, a file forgets
        database.read(scribble)
    assert count(database, Customer) == 1


def test_what_somebody_else_changed_is_not_written_over(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    person = database.write(partial(add_person, name="Ana")).result
    other = Database(open_checked(desk_address), clock)

    def rename(work: Work) -> None:
        seen = work.session.get_one(Person, person)
        if "://" in desk_address:  # a file has one writer at a time
            other.write(partial(_rename, person_id=person, name="Theirs"))
        else:
            work.session.execute(text("UPDATE people SET version = version + 1"))
        seen.name = "Mine"

    with pytest.raises(KnownError) as told:
        database.write(rename)
    other.close()
    assert told.value.title == "Changed meanwhile"
    wanted = "Theirs" if "://" in desk_address else "Ana"
    assert database.read(lambda session: session.scalar(select(Person.name))) == wanted


def test_a_case_that_was_seen_in_another_version_is_told(database: Database) -> None:
    case_id = opened(database)

    def version(session: Any) -> int:
        return int(session.scalar(select(Case.version)))

    seen = database.read(version)
    database.write(partial(add_note, case_id=case_id, text="Theirs"))
    with pytest.raises(KnownError) as told:
        database.write(lambda work: work.case_for("note", case_id, seen))
    assert told.value.title == "Changed meanwhile"
    assert database.write(lambda work: work.case_for("note", case_id, seen + 1).id).result


def test_what_begins_after_the_desk_is_closed_leaves_no_connection_open(database: Database) -> None:
    """As a read that was on its way; on a server its connection stayed until it was collected."""
    database.close()
    connection: Any = database.read(lambda it: it.connection().connection.driver_connection)
    with pytest.raises(Exception, match=r"(?i)closed"):
        connection.execute("SELECT 1")


def test_a_connection_in_use_while_the_desk_is_closed_is_closed_after_its_work(
    database: Database,
) -> None:
    begun, closed = threading.Event(), threading.Event()

    def look(session: Session) -> Any:
        begun.set()
        assert closed.wait(30)
        assert session.scalar(select(func.count()).select_from(Case)) == 0
        return session.connection().connection.driver_connection

    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(database.read, look)
        assert begun.wait(30)
        database.close()
        closed.set()
        connection = reading.result()
    with pytest.raises(Exception, match=r"(?i)closed"):
        connection.execute("SELECT 1")
    assert count(database, Case) == 0


def test_a_write_that_others_cross_again_and_again_waits_a_little_longer_each_time(
    database: Database, clock: MovingClock
) -> None:
    waits: list[float] = []
    patient = Database(database.engine, clock, wait=waits.append)
    crossings = iter(range(7))

    def crossed(work: Work) -> int:
        if next(crossings, None) is not None:
            raise Contended("The desk is busy", "Others wrote to the same cases.")
        return open_case(work, WHOLE)

    patient.write(crossed)
    assert len(waits) == 7
    assert waits[0] == 0
    assert all(later > sooner for sooner, later in zip(waits, waits[2:], strict=False))
    assert sum(waits) < 4
    assert count(database, Case) == count(database, Operation) == 1


def _rename(work: Work, person_id: int, name: str) -> None:
    work.session.get_one(Person, person_id).name = name


def _busy_hour(address: str, clock: MovingClock, whose: str) -> int:
    """Opens cases, and writes to the first one everybody writes to."""
    database = Database(open_checked(address), clock)
    try:
        for number in range(6):
            database.write(partial(open_case, new=WHOLE))
            database.write(partial(add_note, case_id=1, text=f"{whose} {number}"))
            database.write(partial(assign, case_ids=_order(whose), person_id=number % 2 + 1))
    finally:
        database.close()
    return 6


def _order(whose: str) -> list[int]:
    """The same cases, locked from either end."""
    return [1, 2, 3] if whose in "ac" else [3, 2, 1]


def test_several_who_write_at_once_lose_and_double_nothing(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    for name in ("Ana", "Ben"):
        database.write(partial(add_person, name=name))
    for _ in range(3):
        opened(database)
    hours = [partial(_busy_hour, desk_address, clock, whose) for whose in "abcd"]
    assert at_once(hours) == [6] * 4
    with database.engine.connect() as connection:
        keys = list(connection.scalars(select(Case.key).order_by(Case.id)))
        notes = [data["text"] for data in connection.scalars(
            select(Event.data).where(Event.case_id == 1, Event.kind == "note"))]  # fmt: skip
    assert len(keys) == len(set(keys)) == 27
    assert sorted(notes) == sorted(f"{whose} {number}" for whose in "abcd" for number in range(6))
    assert database.read(differences) == []


def test_several_first_cases_at_once_get_a_number_each(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    ids = at_once([partial(_open_one, desk_address, clock)] * 4)
    assert len({case_id for case_id in ids if isinstance(case_id, int)}) == 4
    keys = database.read(lambda session: session.scalars(select(Case.key)).all())
    assert sorted(keys) == ["CS-1001", "CS-1002", "CS-1003", "CS-1004"]


def _open_one(address: str, clock: MovingClock) -> int:
    database = Database(open_checked(address), clock)
    try:
        return database.write(
            partial(open_case, new=NewCase("One", "Same", incomplete=True))
        ).result
    finally:
        database.close()


def test_a_server_that_answers_no_more_holds_nobody_up_for_long(postgres_server: str) -> None:
    """After a sleep, or with a network that is gone, the system would try for a quarter hour."""
    engine = open_engine(postgres_server)
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        told = driver.info.get_parameters()
    engine.dispose()
    assert told["tcp_user_timeout"] == "10000"
    assert told["keepalives_count"] == "3"
