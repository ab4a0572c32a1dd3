"""Quiet hours are found however the desk's address is written, and wherever the desk went."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.open_desk import open_desk
from desktop.preferences import FilePreferences
from desktop.wishes import Whose, keep_quiet_hours, keep_sound, read_wishes
from models.database import Database
from models.publishing import publish
from models.queries.desk import desk_mark
from models.quiet_hours import Wishes, read_quiet_hours
from models.schema import create_desk
from tests.conftest import HANDBOOK

NIGHT = Wishes(read_quiet_hours("22:00-07:00"))


def make(path: Path, second: int = 0) -> Path:
    made_at = datetime(2026, 5, 12, 9, 0, second, tzinfo=UTC)
    create_desk(path, title="Desk", zone="UTC", handbook=HANDBOOK, now=made_at, lead="Ana")
    return path


@contextmanager
def opened(address: str | Path) -> Iterator[Whose]:
    desk = open_desk(str(address), person="Ana")
    try:
        yield desk.whose
    finally:
        desk.close()


@pytest.fixture
def preferences(tmp_path: Path) -> FilePreferences:
    return FilePreferences(tmp_path / "preferences.json")


@pytest.fixture
def path(tmp_path: Path, preferences: FilePreferences) -> Path:
    """A desk at whose window Ana wished for quiet nights."""
    made = make(tmp_path / "desk.db")
    with opened(made) as whose:
        keep_quiet_hours(preferences, whose, "22:00-07:00")
    return made


def test_another_spelling_of_the_place_finds_them(
    path: Path, preferences: FilePreferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    link = path.with_name("link.db")
    link.symlink_to(path)
    for address in ("desk.db", "./desk.db", link):
        with opened(address) as whose:
            assert read_wishes(preferences, whose) == NIGHT


def test_a_desk_that_moved_takes_them_along_and_one_in_its_place_has_none(
    path: Path, preferences: FilePreferences
) -> None:
    moved = path.rename(path.with_name("team.db"))
    with opened(moved) as whose:
        assert read_wishes(preferences, whose) == NIGHT
    with opened(make(path, second=1)) as whose:
        assert read_wishes(preferences, whose) == Wishes()


def test_what_was_kept_by_the_address_is_found_by_another_spelling_and_once(
    tmp_path: Path, preferences: FilePreferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "desk.db")
    preferences.set(f"told.1@{path}.quiet_hours", "22:00–07:00")
    monkeypatch.chdir(tmp_path)
    with opened("desk.db") as whose:
        assert read_wishes(preferences, whose) == NIGHT
    with opened(path) as whose:
        assert read_wishes(preferences, whose) == NIGHT
        keep_quiet_hours(preferences, whose, "")
        assert read_wishes(preferences, whose) == Wishes()
    path.rename(tmp_path / "elsewhere.db")
    with opened(make(path, second=1)) as whose:
        assert read_wishes(preferences, whose) == Wishes()


def test_what_was_emptied_stays_so_though_it_was_kept_by_name_too(
    preferences: FilePreferences,
) -> None:
    ana = Whose("mark", 1, "Ana", ("desk.db",))
    preferences.set("told.Ana.quiet_hours", "22:00–07:00")
    preferences.set("told.1@desk.db.quiet_hours", "")
    assert read_wishes(preferences, ana) == Wishes()
    assert keep_sound(preferences, ana, True) == Wishes(None, True)


def test_the_mark_of_a_desk_stays_when_its_handbook_is_another(database: Database) -> None:
    before, later = database.read(desk_mark), database.clock.now() + timedelta(days=1)
    source = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
    database.write(lambda work: publish(work.session, source, later, later, None))
    assert database.read(desk_mark) == before
