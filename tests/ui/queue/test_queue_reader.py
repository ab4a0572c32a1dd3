"""What the queue reads, and when: nothing that happens between two reads is missed."""

from array import array
from datetime import timedelta
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from models.commands.closing import resolve
from models.database import Database
from models.queue_filter import QueueFilter
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from ui.queue.queue_reader import QueueReader
from ui.tasks import Tasks
from ui.workspace import Workspace


def test_what_happens_between_the_first_ids_and_the_first_count_is_read(
    qtbot: QtBot, database: Database, tasks: Tasks
) -> None:
    first, second = opened(database), opened(database)
    reader = QueueReader(Workspace(database, tasks, database.clock, None))
    read: list[list[int]] = []

    def note(ids: "array[int]", _complete: bool) -> None:
        read.append(list(ids))
        if len(read) == 1:  # a colleague is quicker than the count
            database.write(partial(resolve, case_ids=[first]))

    reader.ids_read.connect(note)
    reader.show(QueueFilter())
    qtbot.waitUntil(lambda: read == [[first, second], [second]])
    qtbot.waitUntil(lambda: tasks.is_settled)


def test_where_nothing_happens_the_ids_are_read_once(
    qtbot: QtBot, database: Database, tasks: Tasks
) -> None:
    case_id = opened(database)
    reader = QueueReader(Workspace(database, tasks, database.clock, None))
    read: list[list[int]] = []
    reader.ids_read.connect(lambda ids, _complete: read.append(list(ids)))
    with qtbot.waitSignal(reader.pulse_read):
        reader.show(QueueFilter())
    with qtbot.waitSignal(reader.pulse_read):
        reader.look()
    qtbot.waitUntil(lambda: tasks.is_settled)
    assert read == [[case_id]]


@pytest.mark.parametrize(("chip", "again"), [("open", 0), ("unassigned", 0), ("at_risk", 1)])
def test_where_a_case_is_at_risk_by_now_only_a_list_of_such_cases_is_read_again(
    qtbot: QtBot, database: Database, tasks: Tasks, clock: MovingClock, chip: str, again: int
) -> None:
    opened(database)
    reader = QueueReader(Workspace(database, tasks, clock, None))
    read: list[int] = []
    reader.ids_read.connect(lambda ids, _complete: read.append(len(ids)))
    with qtbot.waitSignal(reader.pulse_read) as before:
        reader.show(QueueFilter(chip=chip))
    qtbot.waitUntil(lambda: tasks.is_settled)
    read.clear()
    clock.instant += timedelta(minutes=50)
    with qtbot.waitSignal(reader.pulse_read) as after:
        reader.look()
    qtbot.waitUntil(lambda: tasks.is_settled)
    at_risk = [told.args[0].counts["at_risk"] for told in (before, after) if told.args]
    assert at_risk == [0, 1]  # the chip says so in either case
    assert read == [1] * again
