"""What the queue reads, and when: nothing that happens between two reads is missed."""

from array import array
from functools import partial

from pytestqt.qtbot import QtBot

from models.commands.closing import resolve
from models.database import Database
from models.queue_filter import QueueFilter
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
