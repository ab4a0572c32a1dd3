"""A proposed handbook tried on the past: no answer is of an older question, none is lost."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.changes import Written
from models.database import Database
from models.errors import KnownError
from models.handbook.backtest import BackTest
from models.handbook.policy import Policy
from models.handbook.policy_file import read_policy
from models.handbook.target_edits import target_path, with_target
from tests.conftest import HANDBOOK, MovingClock
from tests.ui.handbook.conftest import answered
from ui.handbook.back_testing import BackTesting
from ui.tasks import Tasks
from ui.workspace import Workspace

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
POLICY = read_policy(SOURCE)
PATH = target_path("P2", "first_response", "sla")


class SlowDesk:
    """The desk, whose answers are held back, or fail, until it is told otherwise."""

    def __init__(self, desk: Database) -> None:
        self._desk = desk
        self.has_read, self.may_answer = Event(), Event()
        self.may_answer.set()
        self.fails = False

    def read(self, query: Callable[[Any], Any]) -> Any:
        """What the query finds now, handed over later."""
        found, fails = self._desk.read(query), self.fails
        self.has_read.set()
        self.may_answer.wait(10)
        if fails:
            raise KnownError("The desk is away", "It did not answer.", "Try again.")
        return found

    def write(self, command: Callable[[Any], Any], *, doubtful: Callable[[], None]) -> Written[Any]:
        """As the desk does it."""
        return self._desk.write(command, doubtful=doubtful)

    def hold(self) -> None:
        """Hold back what is read from here on."""
        self.has_read.clear()
        self.may_answer.clear()


class Tried:
    """A `BackTesting` and all that it told."""

    def __init__(self, desk: SlowDesk, clock: MovingClock, tasks: Tasks) -> None:
        self.desk = desk
        self.tests = BackTesting(Workspace(desk, tasks, clock, None))
        self.told: list[BackTest | None] = []
        self.tests.tested.connect(self.told.append)

    def figures(self) -> list[tuple[int, int] | None]:
        """(Cases decided, met under the proposal) of each answer, for the SLA of P2's answers."""
        return [_figure(test) for test in self.told]


def _figure(test: BackTest | None) -> tuple[int, int] | None:
    if test is None:
        return None
    wanted = ("P2", "first_response", "SLA")
    rows = [row.then for row in test.rows]
    found = next(r for r in rows if (r.priority, r.commitment, r.objective) == wanted)
    return found.met + found.breached, found.met


def within(words: str) -> Policy:
    return read_policy(with_target(SOURCE, PATH, words))


@pytest.fixture
def tried(past: Database, clock: MovingClock, tasks: Tasks) -> Tried:
    """On three answers, after 10, 20 and 50 minutes."""
    return Tried(SlowDesk(past), clock, tasks)


def test_what_is_written_while_the_past_is_read_is_in_the_answer(
    tried: Tried, qtbot: QtBot, database: Database, clock: MovingClock
) -> None:
    tried.desk.hold()
    tried.tests.try_policy(POLICY)
    assert tried.desk.has_read.wait(10)
    answered(database, clock, 3, 30)
    tried.tests.forget()
    tried.desk.may_answer.set()
    qtbot.waitUntil(lambda: bool(tried.told))
    assert tried.figures() == [(4, 4)]


def test_an_answer_to_an_older_question_is_never_shown_for_a_newer_one(
    tried: Tried, qtbot: QtBot
) -> None:
    tried.tests.try_policy(POLICY)
    qtbot.waitUntil(lambda: bool(tried.told))
    tried.told.clear()
    tried.tests.try_policy(within("30 min"))
    tried.tests.forget()
    tried.tests.try_policy(within("15 min"))
    qtbot.waitUntil(lambda: bool(tried.told))
    assert tried.figures() == [(3, 1)]


def test_a_question_asked_while_an_older_one_fails_is_answered(tried: Tried, qtbot: QtBot) -> None:
    tried.desk.hold()
    tried.desk.fails = True
    tried.tests.try_policy(POLICY)
    assert tried.desk.has_read.wait(10)
    tried.desk.fails = False
    tried.tests.try_policy(within("15 min"))
    tried.desk.may_answer.set()
    qtbot.waitUntil(lambda: bool(tried.told))
    assert tried.figures() == [(3, 1)]


def test_one_that_cannot_be_answered_says_so(tried: Tried, qtbot: QtBot) -> None:
    tried.desk.fails = True
    tried.tests.try_policy(POLICY)
    qtbot.waitUntil(lambda: bool(tried.told))
    assert tried.figures() == [None]
    tried.desk.fails = False
    tried.tests.try_policy(POLICY)
    qtbot.waitUntil(lambda: len(tried.told) == 2)
    assert tried.figures()[1] == (3, 3)
