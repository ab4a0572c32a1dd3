"""What is read once in a transaction is what the tables say, whoever changes them."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import Connection, Table, bindparam, insert, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from models import policies, rosters
from models.commands.customers import customer_named
from models.commands.people import add_person
from models.database import Database
from models.engine import WRITING, connected
from models.entities import Person
from models.entities.plain import plain
from models.kept import Kept, kept_insert
from models.policies import load_policies
from models.read_once import once
from models.remembered import READ_FROM
from models.rosters import load_roster, load_staff

NAMES = Kept(select(plain(Person).c.name).order_by(plain(Person).c.id))
RENAME = Kept(update(Person).where(Person.name == bindparam("old")).values(name=bindparam("new")))


def names(connection: Connection) -> list[str]:
    return [row.name for row in NAMES.rows(connection)]


def by_kept_insert(connection: Connection) -> None:
    kept_insert(Person, ("name",)).rows(connection, {"name": "Cy"})


def by_kept_update(connection: Connection) -> None:
    RENAME.run_each(connection, [{"old": "Ada", "new": "Cy"}])


def by_core(connection: Connection) -> None:
    values = {"name": "Cy", "role": "agent", "active": True, "skills": {}, "shifts": {}}
    connection.execute(insert(Person), [values])


def by_text(connection: Connection) -> None:
    connection.execute(text("UPDATE people SET name = 'Cy'"))


def by_orm(connection: Connection) -> None:
    with Session(connection) as session:
        session.add(Person(name="Cy"))
        session.flush()


def by_bulk(connection: Connection) -> None:
    with Session(connection) as session:
        session.execute(update(Person).values(name="Cy"))


WAYS = (by_kept_insert, by_kept_update, by_core, by_text, by_orm, by_bulk)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """One that stays, to a desk on which there is Ada."""
    database.write(lambda work: add_person(work, "Ada"))
    with connected(database.engine, WRITING) as kept:
        yield kept


@pytest.mark.parametrize("change", WAYS)
@pytest.mark.parametrize("known", [False, True])
def test_what_is_changed_in_any_way_is_seen(
    connection: Connection, change: Callable[[Connection], None], known: bool
) -> None:
    """In the write that changes it, also where it is rolled back, and in the next."""
    for end in (connection.rollback, connection.commit):
        with connection.begin():
            assert not known or once(connection, names) == ["Ada"]
            change(connection)
            assert once(connection, names) == names(connection) != ["Ada"]
            end()
        with connection.begin():
            assert once(connection, names) == names(connection)


def test_what_others_commit_is_seen_by_the_next_transaction(
    database: Database, connection: Connection
) -> None:
    others = ["Ben", "Cy", "Di"]
    for number, other in enumerate(others):
        with connection.begin():
            assert once(connection, names) == ["Ada", *others[:number]]
        database.write(partial(add_person, name=other))
    with connection.begin():
        assert once(connection, names) == ["Ada", *others]


def test_what_the_same_connection_wrote_before_is_seen(database: Database) -> None:
    for number in range(3):
        database.write(partial(add_person, name=f"Agent {number}"))
        found = database.read(lambda session: once(session.connection(), names))
        assert found == [f"Agent {one}" for one in range(number + 1)]
        database.write(lambda work: [once(work.session.connection(), names)])


def test_it_is_read_once_where_nobody_else_can_change_it(
    database: Database, connection: Connection
) -> None:
    """A look sees a snapshot; a write on a server sees what others commit meanwhile. On a file it
    is read no more until another connection has committed something."""
    asked: list[str] = []

    def read(connection: Connection) -> list[str]:
        asked.append("read")
        return names(connection)

    is_file = database.engine.name == "sqlite"
    database.read(lambda session: [once(session.connection(), read) for _ in range(3)])
    assert asked == ["read"]
    asked.clear()
    for _ in range(2):
        with connection.begin():
            assert [once(connection, read) for _ in range(3)] == [["Ada"]] * 3
    assert len(asked) == (1 if is_file else 6)
    database.write(partial(customer_named, name="Contoso"))
    with connection.begin():
        once(connection, read)
    assert len(asked) == (2 if is_file else 7)


def test_a_change_of_what_the_team_and_the_handbook_are_read_from_is_told() -> None:
    """Each kept statement that is read once is asked of these tables alone."""
    asked = {
        table.name
        for kept in (rosters._TEAM, rosters._TURNS, policies._VERSIONS, policies._CALENDARS)
        for table in visitors.iterate(kept.statement)
        if isinstance(table, Table)
    }
    assert asked == READ_FROM


@pytest.mark.parametrize("load", [load_policies, load_roster, load_staff])
def test_the_team_and_the_handbook_are_read_once(
    database: Database, load: Callable[[Session], object]
) -> None:
    assert database.read(lambda session: load(session) is load(session))
