"""Drafts come back: after a change, after the end, after a damaged file."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.draft_files import drafts_folder, read_drafts
from desktop.drafts import FileDrafts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "desk"


@pytest.fixture
def drafts(folder: Path, qtbot: QtBot) -> Iterator[FileDrafts]:
    made = FileDrafts(folder)
    yield made
    made.close()


def again(folder: Path) -> dict[str, dict[str, str]]:
    """What another start of the program finds."""
    other = FileDrafts(folder)
    other.close()
    return {path.stem: other.get(path.stem) for path in folder.glob("*.json")}


def test_what_was_typed_is_there_at_the_next_start(
    qtbot: QtBot, drafts: FileDrafts, folder: Path
) -> None:
    words = {"title": "Exports stall", "steps": "Line one\nשלום 🚀 \ud800 \x00 end"}
    with qtbot.waitSignal(drafts.kept) as told:
        drafts.keep("new-case", {**words, "impact": ""})
    assert told.args == ["new-case"]
    assert again(folder) == {"new-case": words}
    assert (folder / "new-case.json").stat().st_mode & 0o777 == 0o600


def test_the_files_are_read_aside_and_who_asks_waits_for_them(
    drafts: FileDrafts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.keep("new-case", {"title": "Help"})
    drafts.close()
    readers: list[threading.Thread] = []

    def read(folder: Path) -> dict[str, dict[str, str]]:
        readers.append(threading.current_thread())
        return read_drafts(folder)

    monkeypatch.setattr("desktop.drafts.read_drafts", read)
    other = FileDrafts(folder)
    assert other.get("new-case") == {"title": "Help"}
    other.close()
    assert readers
    assert threading.main_thread() not in readers


def test_the_newest_words_win(drafts: FileDrafts, folder: Path) -> None:
    for count in range(200):
        drafts.keep("case-7-reply", {"text": "x" * count})
    drafts.close()
    assert again(folder) == {"case-7-reply": {"text": "x" * 199}}


def test_what_is_typed_after_the_last_writing_is_kept_and_no_file_stays_open(
    drafts: FileDrafts, folder: Path
) -> None:
    drafts.keep("new-case", {"title": "Help"})
    drafts.close()
    drafts.keep("new-case", {"title": "Help, please"})
    drafts.keep("new-case", {"title": "Help, please!"})
    log = next(folder.glob("*.keys")).stat()
    numbers = Path("/proc/self/fd")
    if numbers.exists():
        opened = (number.stat() for number in numbers.iterdir() if number.exists())
        assert all(not os.path.samestat(log, one) for one in opened)
    assert again(folder) == {"new-case": {"title": "Help, please!"}}
    assert [path.name for path in folder.iterdir()] == ["new-case.json"]


def test_what_is_saved_is_forgotten(qtbot: QtBot, drafts: FileDrafts, folder: Path) -> None:
    drafts.keep("new-case", {"title": "Help"})
    drafts.forget("new-case")
    drafts.close()
    assert again(folder) == {}
    assert drafts.get("new-case") == {}


def test_a_damaged_draft_costs_itself_only(drafts: FileDrafts, folder: Path) -> None:
    drafts.keep("new-case", {"title": "Help"})
    drafts.close()
    (folder / "case-1-note.json").write_text('{"text": "hal')
    (folder / "case-2-note.json").write_text("[1]")
    assert FileDrafts(folder).get("new-case") == {"title": "Help"}
    assert FileDrafts(folder).get("case-1-note") == {}


def test_where_nothing_can_be_written_it_lasts_until_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    drafts = FileDrafts(tmp_path / "file" / "drafts")
    with qtbot.assertNotEmitted(drafts.kept):
        drafts.keep("new-case", {"title": "Help"})
        drafts.close()
    assert drafts.get("new-case") == {"title": "Help"}


def test_two_desks_have_drafts_of_their_own() -> None:
    folders = {drafts_folder(f"postgresql://ana@desk/{name}") for name in ("one", "two", "one")}
    assert len(folders) == 2
