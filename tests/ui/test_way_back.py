"""What the last change is, while changes are on their way, refused, or about somebody else."""

import threading
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from models.desk_time import StoppedClock
from tests.ui.test_workspace import LOST, ListDatabase
from ui.tasks import Tasks
from ui.way_back import WayBack, with_way_back
from ui.widgets.case_forms import Asked
from ui.workspace import Workspace


class Desk:
    """A list as a desk, and the way back on it; `hold` keeps the writer until `gate` is set."""

    def __init__(self, qtbot: QtBot, tasks: Tasks) -> None:
        self.database, self.tasks, self.qtbot = ListDatabase(), tasks, qtbot
        clock = StoppedClock(datetime(2026, 5, 12, tzinfo=UTC))
        self.workspace = Workspace(self.database, tasks, clock, person_id=1)
        self.way = WayBack(self.workspace, self.workspace)
        self.gate = threading.Event()
        self.refused: list[Exception] = []

    def hold(self) -> None:
        self.workspace.write(lambda rows: self.gate.wait())

    def settle(self) -> None:
        self.gate.set()
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def add(self, word: str) -> None:
        command = with_way_back(_add, lambda _: lambda rows: rows.remove(word))
        self.way.write(Asked(command, {"word": word}, ""), _nothing, self._keep)

    def lose(self) -> None:
        self.way.write(Asked(_lose, {}, ""), _nothing, self._keep)

    def take_back(self) -> None:
        self.way.take_back(self._keep)

    def _keep(self, error: Exception) -> None:
        self.refused.append(error)


def _add(rows: list[str], word: str) -> None:
    rows.append(word)


def _lose(rows: list[str]) -> None:
    raise LOST


def _nothing() -> None:
    """Nothing follows."""


@pytest.fixture
def desk(qtbot: QtBot, tasks: Tasks) -> Desk:
    return Desk(qtbot, tasks)


def test_while_a_change_is_on_its_way_the_one_before_is_not_taken_back(desk: Desk) -> None:
    desk.add("a")
    desk.settle()
    desk.gate.clear()
    desk.hold()
    desk.add("b")
    assert not desk.way.is_there
    desk.take_back()
    desk.settle()
    assert desk.database.rows == ["a", "b"]
    desk.take_back()
    desk.settle()
    assert desk.database.rows == ["a"]
    assert not desk.way.is_there


def test_a_change_that_comes_to_nothing_leaves_the_way_back_as_it_was(desk: Desk) -> None:
    desk.add("a")
    desk.lose()
    assert not desk.way.is_there
    desk.settle()
    assert desk.refused == [LOST]
    desk.take_back()
    desk.settle()
    assert desk.database.rows == []


def test_what_could_not_be_taken_back_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*args: object, **named: object) -> None:
        raise LOST

    desk.add("a")
    desk.settle()
    with monkeypatch.context() as cut:
        cut.setattr(desk.database, "write", unreachable)
        desk.take_back()
        desk.settle()
    assert desk.refused == [LOST]
    assert desk.way.is_there
    desk.take_back()
    desk.settle()
    assert desk.database.rows == []


def test_what_is_answered_after_another_is_looked_at_is_not_taken_back_there(desk: Desk) -> None:
    desk.hold()
    desk.add("a")
    desk.way.forget()
    desk.settle()
    assert desk.database.rows == ["a"]
    assert not desk.way.is_there


def test_a_bug_in_a_change_counts_as_an_answer(desk: Desk, qtbot: QtBot) -> None:
    def wrong(rows: list[str]) -> None:
        raise ValueError("a bug")

    desk.add("a")
    desk.way.write(Asked(wrong, {}, ""), _nothing, lambda error: None)
    with qtbot.captureExceptions() as raised:
        desk.settle()
    assert [kind for kind, _, _ in raised] == [ValueError]
    assert desk.way.is_there
