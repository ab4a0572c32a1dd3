"""What of the queue is read again as time goes by: the rows that look another, and no more."""

from datetime import timedelta

from models.queries.queue import QueueRow
from tests.ui.queue.conftest import Queue
from ui.queue.queue_model import QueueModel
from ui.queue.queue_reader import QueueReader
from ui.widgets.row_times import RowTimes


def test_only_rows_that_look_another_by_now_are_read_again(queue: Queue) -> None:
    """CS-1003 is due to the minute; the others by hours, each with a minute of its own."""
    read: list[list[str]] = []
    dues: list[list[str]] = []
    reader = queue.page.findChildren(QueueReader)[0]
    times = queue.page.findChildren(RowTimes)[0]
    queue.qtbot.waitUntil(lambda: queue.workspace.is_settled)
    rows = _rows(queue)
    reader.rows_read.connect(lambda found: read.append(sorted(row.key for row in found)))
    for _ in range(3):
        first = min(row.changes_at for row in rows.values() if row.changes_at)
        queue.clock.instant = first
        due = sorted(key for key, row in rows.items() if row.changes_at and row.changes_at <= first)
        with queue.qtbot.waitSignal(reader.rows_read):
            times.due.emit()
        assert read.pop() == due
        dues.append(due)
        rows = _rows(queue)
    assert ["CS-1003"] in dues


def test_after_a_minute_in_which_nothing_was_due_all_in_sight_are(queue: Queue) -> None:
    reader = queue.page.findChildren(QueueReader)[0]
    times = queue.page.findChildren(RowTimes)[0]
    queue.qtbot.waitUntil(lambda: queue.workspace.is_settled)
    queue.clock.instant -= timedelta(hours=1)  # it was set back
    with queue.qtbot.waitSignal(reader.rows_read) as read:
        times.due.emit()
    assert read.args is not None
    assert len(read.args[0]) == 4


def _rows(queue: Queue) -> dict[str, QueueRow]:
    """The rows of the table whose looks change by themselves, by their keys."""
    model = queue.page.findChildren(QueueModel)[0]
    return {row.key: row for row in model.fetched(0, 4) if row.changes_at is not None}
