import gc
import threading
from collections.abc import Callable
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.progress import Progress
from ui.tasks import Tasks


class Waiter(QObject):
    """Keeps what is handed over, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def waiter(qapp: QApplication) -> Waiter:
    return Waiter()


def test_a_read_runs_elsewhere_and_returns_here(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    tasks.read(threading.get_ident, waiter.done, waiter.failed, waiter)
    qtbot.waitUntil(lambda: len(waiter.results) == 1)
    assert waiter.results != [threading.get_ident()]
    assert waiter.threads == {threading.get_ident()}


def test_an_error_is_handed_over(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    wrong = ValueError("wrong")

    def job() -> None:
        raise wrong

    tasks.read(job, waiter.done, waiter.failed, waiter)
    tasks.write(job, waiter.done, waiter.failed, waiter)
    qtbot.waitUntil(lambda: len(waiter.errors) == 2)
    assert waiter.errors == [wrong, wrong]
    assert waiter.results == []


def test_it_is_settled_while_only_long_jobs_run(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    go_on = threading.Event()
    tasks.read(go_on.wait, waiter.done, waiter.failed, waiter, progress=Progress())
    settled = [tasks.is_settled]
    with qtbot.waitSignal(tasks.settled):
        tasks.read(lambda: 1, waiter.done, waiter.failed, waiter)
        settled.append(tasks.is_settled)
    settled.append(tasks.is_settled)
    tasks.read(go_on.wait, waiter.done, waiter.failed, waiter, aside=True)
    settled.append(tasks.is_settled)
    assert (settled, tasks.busy, waiter.results) == ([True, False, True, True], True, [1])
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_none_is_a_result(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    tasks.read(lambda: None, waiter.done, waiter.failed, waiter)
    qtbot.waitUntil(lambda: waiter.results == [None])


def test_writes_keep_their_order_on_one_thread(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    order: list[int] = []
    threads: set[int] = set()

    def write(number: int) -> int:
        threads.add(threading.get_ident())
        order.append(number)
        return number

    for number in range(200):
        tasks.write(partial(write, number), waiter.done, waiter.failed, waiter)
    qtbot.waitUntil(lambda: len(waiter.results) == 200)
    assert order == list(range(200))
    assert waiter.results == list(range(200))
    assert len(threads) == 1


def test_a_slow_read_holds_up_no_write(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    release = threading.Event()
    tasks.read(release.wait, waiter.done, waiter.failed, waiter)
    tasks.write(lambda: "written", waiter.done, waiter.failed, waiter)
    qtbot.waitUntil(lambda: waiter.results == ["written"])
    release.set()
    qtbot.waitUntil(lambda: waiter.results == ["written", True])


def test_only_the_newest_of_a_key_arrives(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    first_runs, release = threading.Event(), threading.Event()

    def slow() -> str:
        first_runs.set()
        release.wait()
        return "p"

    tasks.read(slow, waiter.done, waiter.failed, waiter, key="filter")
    first_runs.wait()
    for words in ("pa", "pay", "paym"):
        tasks.read(partial(str, words), waiter.done, waiter.failed, waiter, key="filter")
    tasks.read(lambda: "other", waiter.done, waiter.failed, waiter, key="counts")
    qtbot.waitUntil(lambda: sorted(map(str, waiter.results)) == ["other", "paym"])
    release.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert sorted(map(str, waiter.results)) == ["other", "paym"]


def test_a_key_belongs_to_its_owner(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    other = Waiter()
    tasks.read(lambda: 1, waiter.done, waiter.failed, waiter, key="rows")
    tasks.read(lambda: 2, other.done, other.failed, other, key="rows")
    qtbot.waitUntil(lambda: waiter.results == [1] and other.results == [2])


def test_a_superseded_job_that_has_not_begun_never_runs(
    qtbot: QtBot, tasks: Tasks, waiter: Waiter
) -> None:
    release = threading.Event()
    ran: list[int] = []
    for _ in range(2):  # both readers are taken
        tasks.read(release.wait, waiter.done, waiter.failed, waiter)
    for number in range(50):
        tasks.read(
            partial(ran.append, number),
            waiter.done,
            waiter.failed,
            waiter,
            key="filter",
        )
    release.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert ran == [49]


def test_a_dead_owner_is_left_in_peace(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    release = threading.Event()
    gone = Waiter()
    tasks.read(release.wait, gone.done, gone.failed, gone)
    shiboken6.delete(gone)
    release.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert gone.results == []


def test_what_a_job_holds_is_let_go_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    let_go: list[int] = []

    class Held:
        def __del__(self) -> None:
            let_go.append(threading.get_ident())

        def work(self) -> int:
            return 1

    owner = Waiter()
    for _ in range(50):
        tasks.read(Held().work, owner.done, owner.failed, owner)
    qtbot.waitUntil(lambda: len(owner.results) == 50)
    gc.collect()
    assert set(let_go) == {threading.get_ident()}
    assert len(let_go) == 50


def test_busy_is_told_once_each_way(qtbot: QtBot, tasks: Tasks, waiter: Waiter) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    for _ in range(5):
        tasks.read(lambda: 1, waiter.done, waiter.failed, waiter)
    qtbot.waitUntil(lambda: len(waiter.results) == 5)
    assert told == [True, False]


def test_an_error_in_a_slot_stops_no_other_result(
    qtbot: QtBot, tasks: Tasks, waiter: Waiter
) -> None:
    def broken(result: object) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        tasks.write(lambda: 1, broken, waiter.failed, waiter)
        tasks.write(lambda: 2, waiter.done, waiter.failed, waiter)
        qtbot.waitUntil(lambda: waiter.results == [2])
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_shutdown_finishes_writes_and_ends_the_threads(qapp: QApplication, waiter: Waiter) -> None:
    before = threading.active_count()
    tasks = Tasks(readers=3)
    written: list[int] = []
    for number in range(20):
        tasks.read(lambda: 1, waiter.done, waiter.failed, waiter)
        tasks.write(partial(written.append, number), waiter.done, waiter.failed, waiter)
    tasks.shutdown()
    assert written == list(range(20))
    assert threading.active_count() == before
    assert not tasks.busy
    handed_over = len(waiter.results)
    assert handed_over >= 20
    tasks.read(lambda: 1, waiter.done, waiter.failed, waiter)
    assert not tasks.busy


def test_shutdown_cancels_a_long_job(qapp: QApplication, waiter: Waiter) -> None:
    tasks = Tasks()
    progress = Progress()
    started = threading.Event()

    def job() -> str:
        started.set()
        while not progress.cancelled:
            progress.report(1)
        return "stopped"

    tasks.read(job, waiter.done, waiter.failed, waiter, progress=progress)
    started.wait()
    tasks.shutdown()
    assert waiter.results == ["stopped"]


@pytest.mark.parametrize("lane", ["read", "write"])
def test_many_lanes_leak_no_thread(qapp: QApplication, waiter: Waiter, lane: str) -> None:
    before = threading.active_count()
    for _ in range(20):
        tasks = Tasks()
        start: Callable[..., None] = getattr(tasks, lane)
        start(lambda: 1, waiter.done, waiter.failed, waiter)
        tasks.shutdown()
    assert threading.active_count() == before
    assert waiter.errors == []
