import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from models.changes import Changes, Written
from models.desk_time import StoppedClock
from models.errors import KnownError, Problems
from ui.progress import Progress
from ui.tasks import Tasks
from ui.workspace import SaveState, Workspace

T = TypeVar("T")
CHANGES = Changes("op-1", frozenset({7}))
LOST = KnownError("No connection", "The desk's database does not answer.", "Try again.")


class ListDatabase:
    """A desk that is a list: enough of a database for the workspace."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.doubts = threading.Event()
        self.settled = threading.Event()

    def read(self, query: Callable[[Any], T]) -> T:
        return query(self.rows)

    def write(self, command: Callable[[Any], T], *, doubtful: Callable[[], None]) -> Written[T]:
        if self.doubts.is_set():
            doubtful()
            self.settled.wait()
        return Written(command(self.rows), CHANGES)


@pytest.fixture
def desk() -> ListDatabase:
    return ListDatabase()


@pytest.fixture
def workspace(desk: ListDatabase, tasks: Tasks) -> Workspace:
    return Workspace(desk, tasks, StoppedClock(datetime(2026, 5, 12, tzinfo=UTC)), person_id=1)


def answer(words: str, rows: list[str]) -> str:
    return words


def lose(rows: list[str]) -> None:
    raise LOST


def test_a_read_gives_its_rows(qtbot: QtBot, workspace: Workspace, desk: ListDatabase) -> None:
    desk.rows.append("CS-1")
    got: list[list[str]] = []
    workspace.read(list, got.append, workspace)
    qtbot.waitUntil(lambda: got == [["CS-1"]])


def test_a_write_tells_first_what_changed_then_the_result(
    qtbot: QtBot, workspace: Workspace, desk: ListDatabase
) -> None:
    told: list[object] = []
    workspace.changed.connect(told.append)
    workspace.said.connect(told.append)
    workspace.save_state_changed.connect(told.append)
    workspace.write(
        lambda rows: rows.append("a") or len(rows), told.append, workspace, saying="Noted"
    )
    qtbot.waitUntil(lambda: len(told) == 5)
    assert told == [SaveState.SAVING, SaveState.SAVED, CHANGES, "Noted", 1]
    assert desk.rows == ["a"]


def test_a_write_without_anybody_waiting_still_tells_the_pages(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = QObject()
    then: list[object] = []
    workspace.write(lambda rows: 1, then.append, page)
    shiboken6.delete(page)
    with qtbot.waitSignal(workspace.changed):
        pass
    assert then == []


def test_a_known_error_goes_to_the_page_that_takes_it(qtbot: QtBot, workspace: Workspace) -> None:
    taken: list[Exception] = []
    elsewhere: list[object] = []
    workspace.failed.connect(elsewhere.append)
    workspace.read(lose, lambda _: None, workspace, failed=taken.append)
    workspace.write(lose, None, workspace, failed=taken.append)
    qtbot.waitUntil(lambda: taken == [LOST, LOST])
    assert elsewhere == []
    assert workspace.save_state is SaveState.NOT_SAVED
    with qtbot.waitSignal(workspace.save_state_changed) as told:
        workspace.let_go(workspace)
    assert told.args == [SaveState.SAVED]


def test_what_another_page_could_not_save_stays_told(qtbot: QtBot, workspace: Workspace) -> None:
    page, other = QObject(), QObject()
    taken: list[Exception] = []
    states: list[SaveState] = []
    for owner in (page, other):
        workspace.write(lose, None, owner, failed=taken.append)
    qtbot.waitUntil(lambda: len(taken) == 2)
    workspace.let_go(page)
    states.append(workspace.save_state)
    done: list[int] = []
    for owner in (page, other):
        workspace.write(lambda rows: 1, done.append, owner)
        qtbot.waitUntil(lambda: len(done) == len(states))
        states.append(workspace.save_state)
    assert states == [SaveState.NOT_SAVED, SaveState.NOT_SAVED, SaveState.SAVED]


def test_what_nobody_waits_for_any_more_is_told_until_something_is_saved(
    qtbot: QtBot, workspace: Workspace
) -> None:
    gone, page = QObject(), QObject()
    workspace.write(lose, None, gone)
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: workspace.save_state is SaveState.NOT_SAVED)
    workspace.write(lambda rows: 1, None, page)
    qtbot.waitUntil(lambda: workspace.save_state is SaveState.SAVED)


def test_a_field_that_is_wanted_is_no_failure_to_save(qtbot: QtBot, workspace: Workspace) -> None:
    def refuse(rows: object) -> None:
        raise Problems("Empty", {"text": "Say something."}, "Type it.")

    states: list[SaveState] = []
    workspace.save_state_changed.connect(states.append)
    taken: list[Exception] = []
    workspace.write(refuse, None, workspace, failed=taken.append)
    qtbot.waitUntil(lambda: len(taken) == 1)
    assert states == [SaveState.SAVING, SaveState.SAVED]


def test_a_known_error_nobody_takes_reaches_the_window(qtbot: QtBot, workspace: Workspace) -> None:
    with qtbot.waitSignal(workspace.failed) as told:
        workspace.write(lose)
    assert told.args == [LOST]


def test_a_bug_is_raised_on_the_gui_thread(qtbot: QtBot, workspace: Workspace) -> None:
    taken: list[Exception] = []
    with qtbot.captureExceptions() as caught:
        workspace.read(lambda rows: rows[0], lambda _: None, workspace, failed=taken.append)
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert isinstance(taken[0], IndexError)
    assert caught[0][0] is IndexError


def test_in_doubt_says_checking_until_it_is_known(
    qtbot: QtBot, workspace: Workspace, desk: ListDatabase
) -> None:
    words: list[str] = []
    workspace.save_state_changed.connect(lambda state: words.append(state.value))
    desk.doubts.set()
    workspace.write(lambda rows: rows.append("x"))
    qtbot.waitUntil(lambda: words[-1:] == ["Checking"])
    desk.settled.set()
    qtbot.waitUntil(lambda: words == ["Saving", "Checking", "Saved"])


def test_saved_is_said_when_the_last_write_is_through(qtbot: QtBot, workspace: Workspace) -> None:
    words: list[str] = []
    workspace.save_state_changed.connect(lambda state: words.append(state.value))
    written: list[object] = []
    for _ in range(3):
        workspace.write(lambda rows: rows.append("x"), written.append)
    qtbot.waitUntil(lambda: len(written) == 3)
    assert words == ["Saving", "Saved"]


def test_only_the_newest_answer_to_typing_arrives(
    qtbot: QtBot, workspace: Workspace, tasks: Tasks
) -> None:
    got: list[str] = []
    for words in ("p", "pa", "pay"):
        workspace.read(partial(answer, words), got.append, workspace, key="search")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert got == ["pay"]


def test_what_colleagues_changed_is_announced(qtbot: QtBot, workspace: Workspace) -> None:
    with qtbot.waitSignal(workspace.changed) as told:
        workspace.announce(CHANGES)
    assert told.args == [CHANGES]


def test_a_long_job_that_writes_takes_its_turn(
    qtbot: QtBot, workspace: Workspace, desk: ListDatabase
) -> None:
    order: list[str] = []
    desk.doubts.set()  # the first write waits until the desk is settled
    workspace.write(lambda rows: order.append("write"))
    workspace.run(lambda: order.append("read"), lambda _: desk.settled.set(), workspace)
    workspace.run(lambda: order.append("job"), lambda _: None, workspace, writes=True)
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["read", "write", "job"]


def test_a_long_job_is_cancelled_when_the_window_closes(workspace: Workspace, tasks: Tasks) -> None:
    progress = Progress()
    started = threading.Event()
    stopped: list[bool] = []

    def job() -> None:
        started.set()
        while not progress.cancelled:
            threading.Event().wait(0.001)
        stopped.append(True)

    workspace.run(job, lambda _: None, workspace, progress=progress, writes=True)
    started.wait(30)
    tasks.shutdown()
    assert stopped == [True]
