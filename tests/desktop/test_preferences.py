from pathlib import Path

import pytest

from desktop.preferences import FilePreferences


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "preferences.json"
    FilePreferences(file).set("scheme", "dark – Ω")
    assert FilePreferences(file).get("scheme") == "dark – Ω"
    assert FilePreferences(file).get("width", "none") == "none"
    assert [path.name for path in file.parent.iterdir()] == ["preferences.json"]


@pytest.mark.parametrize("damaged", [b"", b"{", b"[1]", b"\xff\xfe", b"null"])
def test_a_damaged_file_costs_preferences_only(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "preferences.json"
    file.write_bytes(damaged)
    preferences = FilePreferences(file)
    assert preferences.get("scheme") == ""
    preferences.set("scheme", "light")
    assert FilePreferences(file).get("scheme") == "light"


def test_where_nothing_can_be_written_it_lasts_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    preferences = FilePreferences(tmp_path / "taken" / "preferences.json")
    preferences.set("scheme", "light")
    assert preferences.get("scheme") == "light"
