"""What is kept written says, stores and refuses what the same statement does through SQLAlchemy."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, insert, select, text, update

from models.database import Database
from models.database_errors import AlreadyThere, ConnectionLost
from models.engine import WRITING, connected
from models.entities import Customer, Operation, Person
from models.kept import Kept, kept_insert, run
from models.typed_text import RefusedText

AT = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)
PEOPLE = (
    {"name": "Ada", "role": "lead", "active": True, "skills": {"sql": 3}, "shifts": {}},
    {"name": "Bo", "role": "agent", "active": False, "skills": {}, "shifts": {"mon": ["9", "17"]}},
)
NAMED = Kept(
    select(*Person.__table__.columns).where(
        Person.name.in_(bindparam("names", expanding=True)), Person.role.in_(("lead", "agent"))
    ),
    listed="names",
)
RENAME = Kept(
    update(Person)
    .where(Person.name == bindparam("old"))
    .values(name=bindparam("new"), skills=bindparam("skills"), version=Person.version + 1)
)


def add(connection: Connection, person: dict[str, Any]) -> Any:
    ((key,),) = kept_insert(Person, tuple(person)).rows(connection, person)
    return key


def test_rows_are_stored_and_read_as_sqlalchemy_does(database: Database) -> None:
    with database.engine.begin() as connection:
        keys = [add(connection, person) for person in PEOPLE]
        assert len(set(keys)) == len(keys)
        for names in (["Ada"], ["Ada", "Bo", "Cy"], [], ["Bo"]):
            theirs = connection.execute(NAMED.statement, {"names": names}).all()
            rows = NAMED.rows(connection, {"names": names})
            assert rows == [tuple(row) for row in theirs]
            assert [row.active for row in rows] == [row.active for row in theirs]
        ((version, login),) = connection.execute(
            select(Person.version, Person.login).where(Person.id == keys[0])
        )
        assert (version, login) == (1, None)  # by their defaults


def test_an_instant_goes_in_and_comes_out_as_one(database: Database) -> None:
    with database.engine.begin() as connection:
        values = {"id": "one", "done_at": AT, "person_id": None, "intent": "try"}
        assert kept_insert(Operation, tuple(values)).rows(connection, values) == [("one",)]
        (row,) = Kept(select(Operation.id, Operation.done_at)).rows(connection)
        assert (row.id, row.done_at) == ("one", AT)
        assert connection.scalar(select(Operation.done_at)) == AT


def test_each_row_is_written_with_what_it_says(database: Database) -> None:
    with database.engine.begin() as connection:
        for person in PEOPLE:
            add(connection, person)
        changes = [
            {"old": person["name"], "new": f"{person['name']} B.", "skills": {"tls": 1}}
            for person in PEOPLE
        ]
        RENAME.run_each(connection, [])
        RENAME.run_each(connection, changes[:1])
        RENAME.run_each(connection, changes)
        rows = connection.execute(select(Person.name, Person.skills, Person.version))
        assert sorted(map(tuple, rows)) == [("Ada B.", {"tls": 1}, 2), ("Bo B.", {"tls": 1}, 2)]


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_a_text_that_could_not_come_out_is_refused(database: Database, name: str) -> None:
    kept = kept_insert(Customer, ("name",))
    with database.engine.begin() as connection:
        for rows in ([{"name": name}], [{"name": "fine"}, {"name": name}]):
            with pytest.raises(RefusedText):
                kept.run_each(connection, rows)
        with pytest.raises(RefusedText):
            NAMED.rows(connection, {"names": [name]})
        assert connection.execute(select(Customer.id)).all() == []


def test_what_a_driver_refuses_is_said_as_a_known_error(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(insert(Customer), {"name": "Contoso"})
    kept = kept_insert(Customer, ("name",))
    with pytest.raises(AlreadyThere), database.engine.begin() as connection:
        kept.rows(connection, {"name": "Contoso"})
    with database.engine.begin() as connection:  # nothing is left of it, and the next one goes on
        kept.rows(connection, {"name": "Fabrikam"})


def test_a_bug_is_not_hidden(database: Database) -> None:
    with pytest.raises(Exception, match="nowhere"), database.engine.begin() as connection:
        run(connection, "SELECT 1 FROM nowhere", (), rows=True)


@pytest.mark.parametrize("desk_address", ["postgresql"], indirect=True)
def test_a_connection_that_broke_is_said_and_given_up(database: Database) -> None:
    kept = Kept(select(Customer.id))
    with connected(database.engine, WRITING) as connection:
        mine = connection.scalar(text("SELECT pg_backend_pid()"))
        with database.engine.begin() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": mine})
        with pytest.raises(ConnectionLost):
            kept.rows(connection)
        assert connection.invalidated
    with database.engine.begin() as connection:
        assert kept.rows(connection) == []
