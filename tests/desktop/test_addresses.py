"""A desk is the same desk however its address is written."""

from pathlib import Path

import pytest

from desktop.addresses import one_spelling
from desktop.known_desks import KnownDesks, Remembered
from desktop.preferences import FilePreferences


def test_a_server_has_one_spelling_and_so_has_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = {one_spelling(f"{scheme}://db/desk") for scheme in ("postgres", "postgresql")}
    assert servers == {"postgresql://db/desk"}
    assert one_spelling("sqlite://desk") == "sqlite://desk"
    (tmp_path / "link.db").symlink_to(tmp_path / "desk.db")
    monkeypatch.chdir(tmp_path)
    assert one_spelling("desk.db") == one_spelling("link.db") == str(tmp_path / "desk.db")


def test_a_desk_that_is_remembered_is_known_however_it_is_written(tmp_path: Path) -> None:
    desks = KnownDesks(FilePreferences(tmp_path / "preferences.json"))
    desks.remember(Remembered("postgres://db/desk", person="Ana Ruiz"))
    assert desks.person("postgresql://db/desk") == "Ana Ruiz"
    desks.remember(Remembered("postgresql://db/desk", person="Ben Okafor"))
    assert [desk.person for desk in desks.all()] == ["Ben Okafor"]
