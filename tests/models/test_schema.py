"""A desk is made whole or not at all, known by its revision, and never taken for another's."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from models.engine import open_engine
from models.entities import DeskValue, Person, PolicyVersion
from models.errors import KnownError, OlderDesk
from models.revisions import REVISION, REVISIONS
from models.schema import as_url, changing, create_desk, migrate, open_checked, upgrade
from tests.conftest import HANDBOOK
from tests.processes import at_once

MAKE = partial(
    create_desk, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
    now=datetime(2016, 1, 1, tzinfo=UTC),
)  # fmt: skip


def run(address: str, *statements: str) -> list[Any]:
    """Statements in one transaction; the rows of the last."""
    engine = open_engine(as_url(address))
    try:
        with engine.begin() as connection:
            results = [connection.execute(text(statement)) for statement in statements]
            return list(results[-1]) if results[-1].returns_rows else []
    finally:
        engine.dispose()


def tables(address: str) -> list[str]:
    engine = open_engine(as_url(address))
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def refusal(address: str) -> str:
    """The title of what opening and upgrading say, which is the same."""
    said = []
    for attempt in (open_checked, upgrade):
        with pytest.raises(KnownError) as told:
            attempt(address)
        said.append(told.value.title)
    assert said[0] == said[1]
    return said[0]


def test_a_desk_is_made_with_its_handbook_and_whoever_leads_it(desk_address: str) -> None:
    MAKE(desk_address, lead="  Ana   María ")
    engine = open_checked(desk_address)
    with engine.connect() as connection:
        assert connection.scalar(select(DeskValue.value)) == "Test desk"
        assert connection.scalar(select(PolicyVersion.number)) == 1
        assert connection.execute(select(Person.name, Person.role)).one() == ("Ana María", "lead")
    engine.dispose()


@pytest.mark.parametrize(
    "wrong",
    [
        {"handbook": "name = 1"}, {"handbook": HANDBOOK + "\n[nonsense]\n"}, {"title": "\0"},
        {"lead": " \n"}, {"lead": "a\0b"}, {"lead": "x" * 1000}, {"zone": "Mars/Phobos"},
    ],
)  # fmt: skip
def test_what_stops_the_making_leaves_nothing(
    desk_address: str, wrong: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(KnownError):
        MAKE(desk_address, **wrong)
    if "://" in desk_address:
        assert tables(desk_address) == []
    assert list(tmp_path.iterdir()) == []
    MAKE(desk_address)
    open_checked(desk_address).dispose()


def test_a_desk_is_never_made_over_another(desk_address: str) -> None:
    MAKE(desk_address)
    run(desk_address, "UPDATE desk SET value = 'Mine'")
    with pytest.raises(KnownError, match=r"exists|holds a desk"):
        MAKE(desk_address, title="Theirs")
    assert run(desk_address, "SELECT value FROM desk") == [("Mine",)]


def test_of_those_who_make_it_at_once_one_does(desk_address: str) -> None:
    told = at_once([partial(MAKE, desk_address)] * 4)
    assert told.count(None) == 1
    assert set(told) - {None} <= {"There is a desk already", "There is a file already"}
    assert run(desk_address, "SELECT number FROM policy_versions") == [(1,)]


def test_another_programs_database_is_neither_filled_nor_opened(desk_address: str) -> None:
    run(desk_address, "CREATE TABLE invoices (id INTEGER)", "INSERT INTO invoices VALUES (1)")
    with pytest.raises(KnownError, match=r"exists|another program"):
        MAKE(desk_address)
    assert refusal(desk_address) in ("Not a desk", "No desk there")
    assert tables(desk_address) == ["invoices"]


@pytest.mark.parametrize("revision", ["9f3b1c2d", "0001", "9999"])
def test_another_programs_steps_are_not_taken_for_ours(desk_address: str, revision: str) -> None:
    run(desk_address, *_marked(desk_address), "CREATE TABLE alembic_version (version_num TEXT)",
        f"INSERT INTO alembic_version VALUES ('{revision}')")  # fmt: skip
    assert refusal(desk_address) == "Not a desk"
    assert tables(desk_address) == ["alembic_version"]


def test_a_newer_desk_is_left_untouched(desk_address: str) -> None:
    MAKE(desk_address)
    run(desk_address, "UPDATE alembic_version SET version_num = '9999'")
    before = run(desk_address, "SELECT * FROM desk ORDER BY name")
    assert refusal(desk_address) == "A newer desk"
    assert run(desk_address, "SELECT version_num FROM alembic_version") == [("9999",)]
    assert run(desk_address, "SELECT * FROM desk ORDER BY name") == before


def test_an_older_desk_opens_after_an_upgrade(desk_address: str) -> None:
    engine = open_engine(as_url(desk_address))
    with changing(engine) as connection:
        migrate(connection, REVISIONS[0])
    engine.dispose()
    with pytest.raises(OlderDesk, match="db upgrade"):
        open_checked(desk_address)
    assert upgrade(desk_address) == REVISIONS[0]
    open_checked(desk_address).dispose()
    assert upgrade(desk_address) == REVISION


def test_a_database_that_holds_nothing_holds_no_desk(desk_address: str) -> None:
    run(desk_address, *_marked(desk_address), "SELECT 1")
    assert refusal(desk_address) == "No desk there"


def test_those_who_upgrade_at_once_all_find_it_done(desk_address: str) -> None:
    engine = open_engine(as_url(desk_address))
    with changing(engine) as connection:
        migrate(connection, REVISIONS[0])
    engine.dispose()
    assert set(at_once([partial(upgrade, desk_address)] * 4)) <= {REVISIONS[0], REVISION}
    open_checked(desk_address).dispose()


def _marked(address: str) -> list[str]:
    """What makes a file look like ours from outside."""
    return [] if "://" in address else [f"PRAGMA application_id = {0x4C454144}"]
