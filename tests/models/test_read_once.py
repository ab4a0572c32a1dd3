"""What is read once in a transaction is what the tables say, whoever changes them."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Table, bindparam, insert, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from models import policies, rosters
from models.commands.people import add_person
from models.database import Database
from models.engine import READING, WRITING, connected
from models.entities import Person
from models.entities.plain import plain
from models.kept import Kept, kept_insert
from models.policies import load_policies
from models.read_once import READ_FROM, once
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


@pytest.mark.parametrize("change", WAYS)
def test_what_is_changed_in_any_way_is_seen(
    database: Database, change: Callable[[Connection], None]
) -> None:
    database.write(lambda work: add_person(work, "Ada"))
    with connected(database.engine, WRITING) as connection, connection.begin():
        assert once(connection, names) == ["Ada"]
        change(connection)
        assert once(connection, names) == names(connection) != ["Ada"]


def test_it_is_read_once_where_nobody_else_can_change_it(database: Database) -> None:
    """A look sees a snapshot; a write on a server sees what others commit meanwhile."""
    asked: list[str] = []

    def read(connection: Connection) -> list[str]:
        asked.append("read")
        return names(connection)

    database.write(lambda work: add_person(work, "Ada"))
    database.read(lambda session: [once(session.connection(), read) for _ in range(3)])
    assert asked == ["read"]
    with connected(database.engine, WRITING) as connection, connection.begin():
        assert [once(connection, read) for _ in range(3)] == [["Ada"]] * 3
    assert len(asked) == (2 if database.engine.name == "sqlite" else 4)


def test_what_others_did_between_two_transactions_is_seen(database: Database) -> None:
    with connected(database.engine, READING[database.engine.name]) as connection:
        with connection.begin():
            assert once(connection, names) == []
        database.write(lambda work: add_person(work, "Ada"))
        with connection.begin():
            assert once(connection, names) == ["Ada"]


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
