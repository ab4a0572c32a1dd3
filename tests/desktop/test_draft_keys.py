"""What was typed into a draft is there to the last key, wherever its writing ended."""

import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.draft_files import put_draft
from desktop.draft_keys import KeyLog, read_keys
from desktop.drafts import FileDrafts

TEXTS = st.text(st.sampled_from("ab \n\ud800🚀"), max_size=8)
DRAFTS = st.dictionaries(st.sampled_from(["title", "steps"]), TEXTS.filter(bool))


def told(folder: Path) -> dict[str, dict[str, str] | None]:
    return {log.name: log.values for log in read_keys(folder)}


def write(folder: Path, name: str, values: dict[str, str], at: int) -> None:
    log = KeyLog(folder, name, "a")
    log.note(values, at)
    log.close()


@given(st.lists(DRAFTS, min_size=1, max_size=8), st.data())
def test_a_log_that_ends_anywhere_tells_of_a_draft_as_it_stood(
    states: list[dict[str, str]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        log = KeyLog(folder := Path(name), "new-case", "a")
        for state in states:
            log.note(state, 1)
        log.close()
        assert told(folder) == {"new-case": states[-1]}
        path = folder / "new-case.a.keys"
        whole = path.read_bytes()
        first = whole.index(b"\n") + 1
        path.write_bytes(whole[: data.draw(st.integers(first, len(whole)))])
        assert told(folder)["new-case"] in states


def test_a_long_log_is_written_whole_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.draft_keys._MOST", 100)
    log = KeyLog(tmp_path, "new-case", "a")
    for count in range(1, 300):
        log.note({"title": "x" * (count % 40 + 1)}, 1)
    log.close()
    assert (tmp_path / "new-case.a.keys").stat().st_size < 300
    assert told(tmp_path) == {"new-case": {"title": "x" * (299 % 40 + 1)}}


def test_what_a_killed_program_typed_is_in_the_draft_from_the_next_start_on(
    tmp_path: Path,
) -> None:
    """Also that it was saved, and is no draft any more."""
    drafts = FileDrafts(tmp_path)
    drafts.keep("new-case", {"title": "Help"})
    drafts.keep("case-1", {"text": "On it"})
    drafts.close()
    assert list(tmp_path.glob("*.keys")) == []
    write(tmp_path, "new-case", {"title": "Help, please"}, time.time_ns())
    write(tmp_path, "case-1", {}, time.time_ns())
    again = FileDrafts(tmp_path)
    assert again.get("new-case") == {"title": "Help, please"}
    assert again.get("case-1") == {}
    again.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new-case.json"]


def test_a_line_that_is_damaged_costs_what_came_after_it_only(tmp_path: Path) -> None:
    log = KeyLog(tmp_path, "new-case", "a")
    for words in ("H", "He", "Help", "Help!"):
        log.note({"title": words}, 1)
    log.close()
    path = tmp_path / "new-case.a.keys"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:2], b"\x00\xff", *lines[3:]]))
    assert told(tmp_path) == {"new-case": {"title": "He"}}


def test_a_draft_that_was_written_long_after_its_keys_stands(tmp_path: Path) -> None:
    write(tmp_path, "case-1", {"text": "On"}, 1)
    put_draft(tmp_path, "case-1", {"text": "On it, more by tonight"})
    os.utime(tmp_path / "case-1.a.keys", (1, 1))
    drafts = FileDrafts(tmp_path)
    assert drafts.get("case-1") == {"text": "On it, more by tonight"}
    drafts.close()
    assert list(tmp_path.glob("*.keys")) == []


def test_keys_that_find_no_room_stay_until_the_draft_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = KeyLog(tmp_path, "new-case", "a")
    log.note({"title": "Help"}, 1)

    def full(*_: object) -> int:
        raise OSError("no room")

    monkeypatch.setattr("desktop.draft_keys._append", full)
    log.note({"title": "Help!"}, 1)
    assert not log.writes
    assert told(tmp_path) == {"new-case": {"title": "Help"}}


def test_a_log_that_cannot_be_read_costs_itself_only(tmp_path: Path) -> None:
    write(tmp_path, "new-case", {"title": "Help"}, 1)
    for number, damaged in enumerate((b"", b"{", b'{"text": "On it"}\n[[1]]\n', b"[]\n")):
        (tmp_path / f"case-{number}.a.keys").write_bytes(damaged)
    drafts = FileDrafts(tmp_path)
    assert drafts.get("new-case") == {"title": "Help"}
    assert drafts.get("case-2") == {"text": "On it"}
    assert drafts.get("case-0") == {}
    drafts.close()
    assert list(tmp_path.glob("*.keys")) == []
