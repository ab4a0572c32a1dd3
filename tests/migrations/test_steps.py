"""Each step brings a desk with data to the schema of the entities, on both databases."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.engine import open_engine
from models.entities import Base, Case
from models.entities.search_words import is_index
from models.errors import OlderDesk
from models.revisions import REVISION, REVISIONS
from models.schema import as_url, open_checked, upgrade
from models.verification import differences
from tests.conftest import ROOT, MovingClock
from tests.migrations.earlier import Rows, live_a_little, make_earlier, rows_of, schema_of


def test_the_steps_make_what_the_entities_say(database: Database, second_address: str) -> None:
    options: dict[str, Any] = {
        "compare_type": True, "compare_server_default": True,
        "include_name": lambda name, *_: not is_index(name),
    }  # fmt: skip
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    straight = open_engine(as_url(second_address))
    Base.metadata.create_all(straight)
    assert schema_of(database.engine) == schema_of(straight)
    straight.dispose()


def test_every_step_is_known_in_its_order() -> None:
    folder = ROOT / "migrations" / "versions"
    assert tuple(sorted(path.name[:4] for path in folder.glob("[0-9]*.py"))) == REVISIONS
    assert REVISIONS[-1] == REVISION


EARLIER = [
    *(pytest.param(old, marks=pytest.mark.on_a_file) for old in REVISIONS[:-4]),
    *REVISIONS[-4:-1],
]


@pytest.fixture
def rows(database: Database, clock: MovingClock) -> Rows:
    """What a desk of this version holds that somebody worked at."""
    live_a_little(database, clock.now())
    found = rows_of(database.engine)
    assert all(found.values()), [name for name, kept in found.items() if not kept]
    return found


@pytest.mark.parametrize("revision", EARLIER)
def test_a_desk_of_every_earlier_revision_comes_up_with_its_data(
    revision: str, rows: Rows, database: Database, second_address: str, clock: MovingClock
) -> None:
    engine = open_engine(as_url(second_address))
    make_earlier(engine, revision, rows)
    with pytest.raises(OlderDesk):
        open_checked(second_address)
    before = rows_of(engine)

    assert upgrade(second_address) == revision
    assert schema_of(engine) == schema_of(database.engine)
    after = rows_of(engine)
    for name, kept in before.items():
        if name != "alembic_version":
            same = kept[0].keys() - ({"version"} if name == "cases" else set())
            for had, has in zip(kept, after[name], strict=True):
                assert {n: has[n] for n in same} == {n: had[n] for n in same}
    engine.dispose()
    desk = Database(open_checked(second_address), clock)
    assert desk.read(differences) == []
    desk.close()
    assert upgrade(second_address) == REVISION


def test_a_file_is_copied_before_it_is_upgraded(rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    for kept in (
        tmp_path / f"older.before-{REVISION}.db",
        tmp_path / f"older.before-{REVISION}-2.db",
    ):
        path.unlink(missing_ok=True)
        engine = open_engine(as_url(path))
        make_earlier(engine, REVISIONS[0], rows)
        before = rows_of(engine)
        upgrade(path)
        engine.dispose()
        copy = open_engine(as_url(tmp_path / kept))
        assert rows_of(copy) == before
        copy.dispose()


def test_headings_alone_that_were_read_as_an_answer_are_missing_after_the_upgrade(
    database: Database, second_address: str, clock: MovingClock
) -> None:
    """They counted as steps until a template's open headings were known for what they are."""
    new = NewCase("Exports stall", steps="Steps to reproduce:\n1.\n2.\n", incomplete=True)
    database.write(partial(open_case, new=new))
    rows = rows_of(database.engine)
    missing = rows["cases"][0]["missing"].split()
    rows["cases"][0]["missing"] = " ".join(name for name in missing if name != "steps")
    engine = open_engine(as_url(second_address))
    make_earlier(engine, REVISIONS[-2], rows)
    engine.dispose()

    upgrade(second_address)

    desk = Database(open_checked(second_address), clock)
    assert desk.read(differences) == []
    assert "steps" in desk.read(lambda session: session.get_one(Case, 1)).missing
    desk.close()


def test_a_security_incident_that_named_nobody_is_the_leads_alone_after_the_upgrade(
    database: Database, second_address: str, clock: MovingClock
) -> None:
    """Opened by nobody it told of no names, and everybody saw it."""
    new = NewCase("Keys leaked", security="yes", incomplete=True)
    database.write(partial(open_case, new=new))
    database.write(partial(open_case, new=NewCase("Exports stall", incomplete=True)))
    rows = rows_of(database.engine)
    assert rows["cases"][0]["named"] == ""
    rows["cases"][0]["named"] = None
    del rows["events"][0]["data"]["named"]
    engine = open_engine(as_url(second_address))
    make_earlier(engine, REVISIONS[-2], rows)
    engine.dispose()

    upgrade(second_address)

    desk = Database(open_checked(second_address), clock)
    assert desk.read(differences) == []
    named = desk.read(lambda session: [session.get_one(Case, i).named for i in (1, 2)])
    assert named == ["", None]
    desk.close()
