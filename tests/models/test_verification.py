"""Whatever is changed behind the log's back is named: every column that is cached of it."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Integer, func, select, update
from sqlalchemy.orm import Session

from desktop.watch import sweep
from models.commands.cases import assign, pause
from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.customers import add_contract
from models.commands.people import add_person
from models.database import Database
from models.engine import WRITING
from models.entities import Article, ArticleWords, Case, CaseWords, Clock, Event, PlannedAlert
from models.entities.plain import plain
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened

OWN = {
    "cases": {"id", "key", "source", "source_key", "source_ended_at", "policy_number"}
    | {"version", "excused"},
    "clocks": {"case_id"},
    "planned_alerts": {"id", "case_id"},
}
"""Not cached: what a row is called, and what nobody derives."""


@pytest.fixture
def lived(database: Database, clock: MovingClock) -> Database:
    """A desk with cases in several states, and alerts planned, fired and withdrawn."""
    ana = database.write(partial(add_person, name="Ana")).result
    first, second, third = (opened(database) for _ in range(3))
    database.write(partial(add_contract, customer_id=1, name="Later", terms={}))
    database.write(partial(assign, case_ids=[first, second], person_id=ana))
    clock.instant += timedelta(minutes=10)
    database.write(partial(log_contact, case_id=first, type="reply", text="On it"))
    database.write(partial(pause, case_ids=[second], status="waiting_customer", waiting_for="logs"))
    database.write(partial(resolve, case_ids=[third]))
    assert database.read(differences) == []
    return database


def scribble(database: Database, table: Any, name: str, value: Any, *where: Any) -> int:
    with database.engine.connect().execution_options(**WRITING) as connection:
        changed = connection.execute(update(table).where(*where).values({name: value}))
        connection.commit()
    return changed.rowcount


def other(column: Column[Any], kept: Any) -> Any:
    """A value of the column's type that is not the one there."""
    if isinstance(column.type, JSON):
        return {"tampered": 1} if isinstance(kept, dict) else [[1, 2]]
    if isinstance(column.type, Boolean):
        return not kept
    if isinstance(column.type, Integer):
        return 1 if kept is None else None if column.nullable else kept + 1
    return f"{kept or ''}x"


def test_a_change_of_any_cached_column_is_named(lived: Database) -> None:
    cached = [
        column
        for table in map(plain, (Case, Clock, PlannedAlert))
        for column in table.columns
        if column.name not in OWN[table.name]
    ]
    assert [str(column) for column in cached if not is_named(lived, column)] == []
    assert lived.read(differences) == []


def test_a_change_of_any_column_of_an_alert_that_fired_is_named(
    lived: Database, clock: MovingClock
) -> None:
    """When it was due and when it fired is history; that it stands, and for whom, is not."""
    clock.instant += timedelta(days=3)
    assert sweep(lived).fired
    assert lived.read(differences) == []
    table = plain(PlannedAlert)
    fired = table.c.fired_at.is_not(None), table.c.withdrawn_at.is_(None)
    history = OWN[table.name] | {"due_at", "fired_at", "step", "escalates_at"}
    cached = [column for column in table.columns if column.name not in history]
    assert [str(column) for column in cached if not is_named(lived, column, *fired)] == []
    scribble(lived, table, "fired_at", 1, *fired)
    assert all("fired_at is 1, before it was due" in said for said in lived.read(differences))
    scribble(lived, table, "fired_at", to_seconds(clock.instant), *fired)
    assert lived.read(differences) == []


def is_named(database: Database, column: Column[Any], *where: Any) -> bool:
    """Whether a change of a table's first such row, taken back again, is named at its case, or
    refused by the database itself."""
    table = column.table
    query = select(table).where(*where).order_by(*table.primary_key)
    with Session(database.engine) as session:
        first = session.execute(query).mappings().first()
        assert first is not None
        row = [key == first[key.name] for key in table.primary_key]
        value = other(column, first[column.name])
        try:
            session.execute(update(table).where(*row).values({column.name: value}))
        except KnownError as refused:
            return refused.title == "Not saved"
        found = differences(session)
        case = session.scalar(
            select(Case.key).where(Case.id == first["case_id" if "case_id" in first else "id"])
        )
        session.rollback()
    words = (column.name, column.name.replace("_", " "), str(first[column.name]))
    return any(said.startswith(f"{case}: ") for said in found) and any(
        word in said for said in found for word in words
    )


def test_a_row_that_is_gone_and_one_too_many_are_named(lived: Database) -> None:
    with lived.engine.connect().execution_options(**WRITING) as connection:
        clocks, alerts = plain(Clock), plain(PlannedAlert)
        row = dict(connection.execute(select(clocks).limit(1)).mappings().one())
        connection.execute(clocks.insert(), {**row, "cycle": 99})
        gone = connection.scalar(select(func.min(alerts.c.id)))
        connection.execute(alerts.delete().where(alerts.c.id == gone))
        connection.commit()
    found = sorted(lived.read(differences))
    assert len(found) == 2
    assert " is in the log, but not stored" in found[0]
    assert " 99 " in found[1]
    assert " is stored, but not in the log" in found[1]


def test_events_that_cannot_be_read_are_named_and_the_others_still_checked(
    lived: Database,
) -> None:
    table = plain(Event)
    assert scribble(lived, table, "data", {}, table.c.case_id == 1, table.c.kind == "opened") == 1
    with lived.engine.connect().execution_options(**WRITING) as connection:
        connection.execute(table.delete().where(table.c.case_id == 2))
        connection.commit()
    scribble(lived, plain(Case), "title", "Tampered", plain(Case).c.id == 3)
    found = lived.read(differences)
    assert {said.split(":")[0] for said in found} == {"CS-1001", "CS-1002", "CS-1003"}
    assert "CS-1002: has no events" in found
    assert "CS-1003: title is 'Tampered', the log says 'Exports stall at 90 %'" in found


def test_words_that_are_not_the_logs_are_named(lived: Database) -> None:
    scribble(lived, plain(CaseWords), "words", "zebra", plain(CaseWords).c.case_id == 2)
    assert lived.read(differences) == ["CS-1002: the words it is found by are not those of the log"]


def test_words_that_are_not_the_articles_are_named(lived: Database) -> None:
    def write(work: Work) -> None:
        note = {"title": "T", "body": "B", "status": "draft", "changed_at": work.now}
        work.session.add(Article(key="A-1", kind="how_to", **note))

    lived.write(write)
    assert lived.read(differences) == []
    scribble(lived, plain(ArticleWords), "words", "zebra")
    assert lived.read(differences) == ["A-1: the words it is found by are not those of the article"]


@pytest.mark.parametrize(
    "damage",
    [
        "INSERT INTO case_index (case_index, rowid, words) VALUES ('delete', 2, 'contoso')",
        "INSERT INTO case_index (rowid, words) VALUES (2, 'zebra')",
        "INSERT INTO case_index (case_index) VALUES ('delete-all')",
    ],
)
def test_an_index_that_lost_or_found_a_word_is_named(lived: Database, damage: str) -> None:
    if lived.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL answers for its own index")
    with lived.engine.connect().execution_options(**WRITING) as connection:
        connection.exec_driver_sql(damage)
        connection.commit()
    assert "CS-1002: the index does not hold its words" in lived.read(differences)
