"""Each step brings a desk with data to the schema of the entities, on both databases."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import JSON, update

from models.commands.cases import NewCase, open_case, pause
from models.commands.closing import ClosingNote, close_case, exclude, resolve
from models.commands.import_cases import CaseWriter, ImportedCase
from models.database import Database
from models.engine import open_engine
from models.entities import Base, Case
from models.entities.plain import plain
from models.entities.search_words import is_index
from models.errors import KnownError, OlderDesk
from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.revisions import REVISION, REVISIONS
from models.schema import as_url, open_checked, upgrade
from models.verification import differences
from tests.conftest import ROOT, MovingClock
from tests.migrations.earlier import Rows, live_a_little, make_earlier, rows_of, schema_of


def _defaults_differ(
    _context: MigrationContext, _there: Any, meant: Any, found: str | None, *_: object
) -> bool | None:
    """JSON has no equality on PostgreSQL: its defaults are compared as they are written."""
    if not isinstance(meant.type, JSON) or found is None or meant.server_default is None:
        return None
    return found.split("::")[0] != str(meant.server_default.arg)


def test_the_steps_make_what_the_entities_say(database: Database, second_address: str) -> None:
    options: dict[str, Any] = {
        "compare_type": True, "compare_server_default": _defaults_differ,
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


def test_what_was_seen_had_been_put_away(rows: Rows, second_address: str) -> None:
    """Nothing else counted as seen before."""
    (told,) = rows["alert_deliveries"]
    engine = open_engine(as_url(second_address))
    make_earlier(engine, "0025", {**rows, "alert_deliveries": [{**told, "put_away_at": None}]})
    engine.dispose()
    upgrade(second_address)
    (after,) = rows_of(engine)["alert_deliveries"]
    assert after["put_away_at"] == told["seen_at"] is not None
    engine.dispose()


def test_what_older_versions_took_for_complete_may_stay_as_it_ended(
    database: Database, second_address: str, clock: MovingClock
) -> None:
    """Headings counted as steps: such cases were resolved, and closed, and are not opened again."""
    whole = NewCase(
        "Exports stall",
        "Contoso",
        "P3",
        "Ten people",
        "4.2",
        "Steps to reproduce:\n1. Exports stall",
    )
    first, second, third = (database.write(partial(open_case, new=whole)).result for _ in range(3))
    for case_id in (first, second):
        database.write(partial(resolve, case_ids=[case_id]))
    database.write(partial(close_case, case_id=second, note=ClosingNote("A", "B", "C")))
    rows = rows_of(database.engine)
    for row in rows["events"]:
        if "steps" in row["data"]:
            row["data"]["steps"] = "Steps to reproduce:\n1.\n"
    for row in rows["cases"]:
        row["fields"]["steps"] = "Steps to reproduce:\n1.\n"
    rows["cases"][1]["missing"] = "steps"  # a version between read them otherwise already
    desk = _upgraded("0019", rows, second_address, clock)

    found = desk.read(lambda session: [session.get_one(Case, i) for i in (first, second, third)])
    assert [(case.missing, case.excused) for case in found] == [
        ("steps", True), ("steps", True), ("steps", False)
    ]  # fmt: skip
    desk.write(lambda work: work.session.execute(update(plain(Case)).values(sort_at=1)))
    with pytest.raises(KnownError, match="still lacks"):
        desk.write(partial(resolve, case_ids=[third]))
    desk.close()


def test_what_was_imported_before_is_incomplete_at_the_end_it_has_and_at_no_other(
    database: Database, second_address: str, clock: MovingClock
) -> None:
    at = to_seconds(clock.instant)
    opened = Event(0, ev.OPENED, at - 600, at - 60, {"title": "A lamp flickers"})
    ended = Event(1, ev.RESOLVED, at - 300, at - 60, {})
    told = [ImportedCase("A1", [opened, ended]), ImportedCase("A2", [opened])]
    database.write(lambda work: CaseWriter(work, "another desk").write(told))
    desk = _upgraded("0024", rows_of(database.engine), second_address, clock)

    cases = desk.read(lambda session: [session.get_one(Case, i) for i in (1, 2)])
    assert [case.excused for case in cases] == [False, False]
    assert [case.source_ended_at for case in cases] == [cases[0].resolved_at, None]
    over = {"status": "resolved", "is_open": False, "resolved_at": at}
    with pytest.raises(KnownError, match="still lacks"):
        desk.write(lambda work: work.session.execute(update(plain(Case)).values(**over)))
    desk.close()


def test_a_case_whose_row_said_two_things_says_what_its_log_does(
    database: Database, second_address: str, clock: MovingClock
) -> None:
    """The first versions left whom it had waited for in the row of a case that was cancelled."""
    opened = database.write(
        partial(open_case, new=NewCase("Exports stall", incomplete=True))
    ).result
    database.write(partial(pause, case_ids=[opened], status="waiting_customer", waiting_for="Ana"))
    database.write(partial(exclude, case_id=opened, reason="cancelled"))
    rows = rows_of(database.engine)
    rows["cases"][0].update(waiting_for="Ana", is_open=True, missing="", title="")
    desk = _upgraded("0019", rows, second_address, clock)

    case = desk.read(lambda session: session.get_one(Case, opened))
    assert (case.waiting_for, case.is_open, case.title) == ("", False, "Exports stall")
    desk.close()


def test_a_damaged_case_that_no_log_can_settle_is_named_and_nothing_is_changed(
    database: Database, second_address: str
) -> None:
    for title in ("Exports stall", "Imports stall"):
        database.write(partial(open_case, new=NewCase(title, incomplete=True)))
    rows = rows_of(database.engine)
    for row in rows["cases"]:
        row["is_open"] = False
    rows["events"] = [row for row in rows["events"] if row["case_id"] == 1]
    engine = open_engine(as_url(second_address))
    make_earlier(engine, "0019", rows)
    before = rows_of(engine)
    with pytest.raises(KnownError, match="stored of CS-1002 says two things"):
        upgrade(second_address)
    assert rows_of(engine) == before
    engine.dispose()


def _upgraded(revision: str, rows: Rows, address: str, clock: MovingClock) -> Database:
    """A desk of that revision with these rows, brought up to date: its caches are what it says."""
    engine = open_engine(as_url(address))
    make_earlier(engine, revision, rows)
    engine.dispose()
    upgrade(address)
    desk = Database(open_checked(address), clock)
    assert desk.read(differences) == []
    return desk
