"""Two windows on one desk: what one was killed over comes back, and what one sent does not."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.draft_files import put_draft
from desktop.draft_keys import KeyLog
from desktop.draft_windows import DraftWindow
from desktop.drafts import FileDrafts

TIMES = count(1)
"""Each instant is later than the one before."""


class Typing:
    """A window as the disk sees it at each key: before its thread has made the draft whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._window = DraftWindow(folder)
        self._window.enter()
        self._log = KeyLog(folder, "case-1", self._window.token)

    def type(self, words: str) -> None:
        self._log.note({"text": words} if words else {}, next(TIMES))

    def files(self) -> list[Path]:
        return [path for path in self._folder.iterdir() if self._window.token in path.name]

    def kill(self) -> None:
        """Its files stay as they are, and the system closes them."""
        self._log.close()
        assert self._window._file is not None
        os.close(self._window._file)
        self._window._file = None

    def end(self) -> None:
        """Leave nothing open behind, killed or not."""
        self._log.close()
        self._window.leave()


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Typing]:
    made = Typing(tmp_path)
    yield made
    made.end()


@pytest.fixture
def other(tmp_path: Path, window: Typing) -> Iterator[FileDrafts]:
    """Another window, opened once the first one has typed."""
    window.type("On")
    made = FileDrafts(tmp_path)
    assert made.get("case-1") == {"text": "On"}
    yield made
    made.close()


def next_start(folder: Path) -> dict[str, str]:
    """The draft that the next start finds, and what it leaves for the one after."""
    drafts = FileDrafts(folder)
    found = drafts.get("case-1")
    drafts.close()
    again = FileDrafts(folder)
    assert again.get("case-1") == found
    again.close()
    return found


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("still_open", [True, False])
def test_what_a_window_typed_on_while_another_opened_is_there_to_the_last_key(
    tmp_path: Path, window: Typing, other: FileDrafts, still_open: bool
) -> None:
    window.type("On it, more by tonight")
    if not still_open:
        other.close()
    window.type("On it, more by tonight.")
    window.kill()
    assert next_start(tmp_path) == {"text": "On it, more by tonight."}


def test_what_a_window_sent_while_another_opened_comes_back_in_neither(
    tmp_path: Path, window: Typing, other: FileDrafts
) -> None:
    put_draft(tmp_path, "case-1", {"text": "On"}, next(TIMES))
    window.type("")
    window.kill()
    assert next_start(tmp_path) == {}
    assert left_in(tmp_path) == []
    assert other.get("case-1") == {}


def test_what_was_sent_from_another_window_does_not_come_back_from_one_that_was_killed(
    tmp_path: Path, window: Typing, other: FileDrafts, qtbot: QtBot
) -> None:
    window.type("On it")
    window.kill()
    with qtbot.waitSignal(other.kept):
        other.forget("case-1")
    other.close()
    assert next_start(tmp_path) == {}
    assert left_in(tmp_path) == []


def test_what_is_typed_after_another_window_sent_is_a_draft(
    tmp_path: Path, window: Typing, other: FileDrafts, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(other.kept):
        other.forget("case-1")
    later = (tmp_path / "case-1.json").stat().st_mtime_ns
    window._log.note({"text": "On again"}, later + 1)
    window.kill()
    assert next_start(tmp_path) == {"text": "On again"}


def test_of_two_that_were_killed_the_newer_words_come_back(tmp_path: Path, window: Typing) -> None:
    second = Typing(tmp_path)
    second.type("Two")
    window.type("One")
    for one in (window, second):
        one.kill()
    assert next_start(tmp_path) == {"text": "One"}


@pytest.mark.parametrize(("later", "found"), [(1, "Whole"), (-1, "Keys")])
def test_the_newer_of_the_draft_and_its_keys_counts_however_little_lies_between(
    tmp_path: Path, window: Typing, later: int, found: str
) -> None:
    window._log.note({"text": "Keys"}, 10_000_000)
    window.kill()
    put_draft(tmp_path, "case-1", {"text": "Whole"}, 10_000_000 + later * 1000)
    assert next_start(tmp_path) == {"text": found}


def test_a_clock_that_was_put_back_makes_nothing_older(tmp_path: Path) -> None:
    put_draft(tmp_path, "case-1", {"text": "Before"})
    os.utime(tmp_path / "case-1.json", (4e9, 4e9))
    drafts = FileDrafts(tmp_path)
    drafts.keep("case-1", {"text": "After"})
    drafts.close()
    window = Typing(tmp_path)
    window._log.note({"text": "Older"}, 4_000_000_000 * 10**9)
    window.kill()
    assert next_start(tmp_path) == {"text": "After"}


def test_what_a_killed_window_held_is_cleared_away_and_a_living_ones_is_not(
    tmp_path: Path, window: Typing, other: FileDrafts
) -> None:
    second = Typing(tmp_path)
    second.kill()
    FileDrafts(tmp_path).close()
    assert left_in(tmp_path) == sorted(path.name for path in window.files())
