"""The times in the rows are read again when one of them would look another, and not before."""

from array import array
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer

from tests.conftest import NOW, MovingClock
from tests.ui.queue.conftest import Queue, ids
from ui.queue.columns import GAUGE
from ui.queue.queue_reader import QueueReader
from ui.widgets.row_times import LONGEST, RowTimes, pause


@pytest.mark.parametrize(
    ("ahead", "seconds"),
    [
        ([], LONGEST), ([None, None], LONGEST), ([None, 40, 9], 9), ([3_650 * 86_400], LONGEST),
        ([0.2], 1), ([-3_650 * 86_400, 30], 1),
    ],
)  # fmt: skip
def test_it_waits_for_the_first_within_bounds(ahead: list[float | None], seconds: float) -> None:
    instants = [None if one is None else NOW + timedelta(seconds=one) for one in ahead]
    assert pause(instants, MovingClock(NOW)) == seconds


def timer(queue: Queue) -> QTimer:
    return queue.page.findChildren(RowTimes)[0].findChildren(QTimer)[0]


def test_a_queue_sleeps_until_a_row_in_sight_looks_another(queue: Queue) -> None:
    """A first response within 15 minutes: a hundredth of it is the first that can be seen."""
    assert timer(queue).isActive()
    assert timer(queue).interval() == 9_000
    queue.clock.instant += timedelta(minutes=3)
    timer(queue).timeout.emit()
    queue.qtbot.waitUntil(lambda: queue.words(0, GAUGE) == "7 min")


def test_out_of_view_it_reads_nothing(queue: Queue) -> None:
    queue.page.left()
    assert not timer(queue).isActive()
    queue.table.settled.emit()
    assert not timer(queue).isActive()
    queue.page.activated()
    queue.qtbot.waitUntil(timer(queue).isActive)


def test_rows_that_were_read_long_ago_are_read_again_when_they_come_into_sight(
    queue: Queue,
) -> None:
    queue.clock.instant += timedelta(hours=1)
    queue.table.settled.emit()
    assert timer(queue).interval() == 1_000


def test_rows_that_could_not_be_read_are_asked_for_again_soon(queue: Queue) -> None:
    queue.page.findChildren(RowTimes)[0].failed()
    assert timer(queue).interval() == 5_000


class Paints(QObject):
    """How often what it watches is painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_a_look_that_finds_the_same_cases_paints_none_of_them(queue: Queue) -> None:
    viewport, paints = queue.table.viewport(), Paints()
    viewport.repaint()
    viewport.installEventFilter(paints)
    reader = queue.page.findChildren(QueueReader)[0]
    found = ids(queue.database, *queue.keys())
    reader.ids_read.emit(array("q", found), True)
    assert paints.count == 0
    reader.ids_read.emit(array("q", found[::-1]), True)
    assert paints.count > 0
