"""`leadline db` as it is typed: made, looked at, checked, upgraded, backed up, restored, copied."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desktop.cli import main
from models.commands.cases import assign, open_case
from models.database import Database
from models.engine import open_engine
from models.revisions import REVISION, REVISIONS
from models.schema import as_url, changing, migrate, open_checked
from models.verification import differences
from tests.conftest import MovingClock, empty_database
from tests.migrations.earlier import Rows, live_a_little, rows_of
from tests.models.commands.desk import WHOLE

Run = Any

NOT_COPIED: Rows = {"presences": [], "leases": []}
"""Who is here now, and does what for all, is not at the copy."""


def test_a_desk_from_its_making_to_its_copy(
    told: Run, desk_address: str, second_address: str, clock: MovingClock
) -> None:
    made = told("db", "init", "--database", desk_address, "--zone", "Asia/Kolkata", "--lead", "Ana")
    assert made == {"created": desk_address, "zone": "Asia/Kolkata", "p3_hours": "business"}
    info = told("db", "info", "--database", desk_address)
    assert info["revision"] == REVISION
    assert info["size_bytes"] > 0
    assert (info["zone"], info["people"], info["cases"]) == ("Asia/Kolkata", 1, 0)
    database = Database(open_checked(desk_address), clock)
    live_a_little(database, clock.now())
    assert told("db", "check", "--database", desk_address) == {"differences": []}
    assert told("db", "upgrade", "--database", desk_address) == {"from": REVISION, "to": REVISION}
    rows = rows_of(database.engine) | NOT_COPIED
    copied = told("db", "copy", "--database", desk_address, "--to", second_address)
    assert copied["rows"] == sum(map(len, rows.values())) - 1  # all but the schema's revision
    database.close()

    copy = Database(open_checked(second_address), clock)
    assert rows_of(copy.engine) == rows
    clock.instant += timedelta(hours=1)
    case_id = copy.write(partial(open_case, new=WHOLE)).result
    copy.write(partial(assign, case_ids=[case_id], person_id=1))
    assert copy.read(differences) == []
    copy.close()


@pytest.mark.parametrize("to_server", [True, False])
def test_a_desk_moves_between_a_file_and_a_server(
    to_server: bool, told: Run, postgres_server: str, tmp_path: Path, clock: MovingClock
) -> None:
    with empty_database(postgres_server) as server:
        here, there = str(tmp_path / "desk.db"), server
        if not to_server:
            here, there = there, here
        told("db", "init", "--database", here, "--zone", "UTC")
        database = Database(open_checked(here), clock)
        live_a_little(database, clock.now())
        told("db", "copy", "--database", here, "--to", there)
        copy = Database(open_checked(there), clock)
        assert rows_of(copy.engine) == rows_of(database.engine) | NOT_COPIED
        assert copy.read(differences) == []
        for desk in (database, copy):
            desk.write(partial(open_case, new=WHOLE))
        assert rows_of(copy.engine)["cases"][-1] == rows_of(database.engine)["cases"][-1]
        copy.close()
        database.close()


def test_a_copy_never_goes_over_another(refused: Run, told: Run, desk_address: str) -> None:
    told("db", "init", "--database", desk_address, "--zone", "UTC")
    said = refused("db", "copy", "--database", desk_address, "--to", desk_address)
    assert "exists" in said or "holds a desk" in said
    assert told("db", "check", "--database", desk_address) == {"differences": []}


def test_a_check_that_finds_something_says_so_and_leaves_one(
    told: Run, desk_address: str, capsys: pytest.CaptureFixture[str], clock: MovingClock
) -> None:
    told("db", "init", "--database", desk_address, "--zone", "UTC")
    database = Database(open_checked(desk_address), clock)
    database.write(partial(open_case, new=WHOLE))
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE cases SET priority = 'P4'"))
    database.close()
    found = told("db", "check", "--database", desk_address, status=1)
    assert found == {"differences": ["CS-1001: priority is 'P4', the log says 'P2'"]}
    assert main(["db", "check", "--database", desk_address]) == 1
    assert capsys.readouterr().out == "CS-1001: priority is 'P4', the log says 'P2'\n"


def test_an_older_desk_says_what_to_type_and_that_works(
    told: Run, refused: Run, desk_address: str
) -> None:
    engine = open_engine(as_url(desk_address))
    with changing(engine) as connection:
        migrate(connection, REVISIONS[0])
    engine.dispose()
    assert "leadline db upgrade" in refused("queue", "--database", desk_address)
    assert told("db", "upgrade", "--database", desk_address) == {
        "from": REVISIONS[0], "to": REVISION
    }  # fmt: skip


def test_a_backup_is_put_back_and_the_desk_of_before_kept(told: Run, tmp_path: Path) -> None:
    desk, backup = str(tmp_path / "desk.db"), str(tmp_path / "backup.db")
    told("db", "init", "--database", desk, "--zone", "UTC", "--lead", "Ana")
    assert told("db", "backup", "--database", desk, "--out", backup) == {"backup": backup}
    Path(desk).write_bytes(b"scribbled over")
    kept = str(tmp_path / "desk.replaced.db")
    assert told("db", "restore", backup, "--database", desk) == {
        "restored": desk, "replaced": kept
    }  # fmt: skip
    assert Path(kept).read_bytes() == b"scribbled over"
    assert told("db", "info", "--database", desk)["people"] == 1
    Path(desk).unlink()
    assert told("db", "restore", backup, "--database", desk)["replaced"] is None


def test_a_shared_desk_is_backed_up_on_its_server(refused: Run, postgres_server: str) -> None:
    for words in (["backup", "--out", "x.db"], ["restore", "x.db"]):
        said = refused("db", *words, "--database", postgres_server.replace("postgres:@", ""))
        assert "on its server" in said


def test_what_writes_refuses_a_past_instant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = str(tmp_path / "desk.db")
    for words in (
        ["db", "init"], ["db", "upgrade"], ["db", "backup", "--out", "b"], ["db", "restore", "b"],
        ["db", "copy", "--to", "b"], ["import", "log.csv"],
    ):  # fmt: skip
        with pytest.raises(SystemExit) as left:
            main([*words, "--database", desk, "--now", "2026-01-01T00:00Z"])
        assert left.value.code == 2
        assert "only looks at the past" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
