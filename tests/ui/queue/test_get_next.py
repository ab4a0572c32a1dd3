"""One key takes the next case that nobody has, and opens it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from models.commands.cases import assign
from tests.models.commands.desk import detail
from tests.ui.keyboard import press
from tests.ui.queue.conftest import Queue, ids


def test_the_next_case_is_taken_and_opened(queue: Queue) -> None:
    (first,) = ids(queue.database, "CS-1003")
    press(Qt.Key.Key_G)
    queue.qtbot.waitUntil(lambda: queue.opened == [first])
    assert detail(queue.database, first).row.assignee == "Ana Ruiz"


def test_where_there_is_none_it_is_said(queue: Queue) -> None:
    waiting = ids(queue.database, "CS-1003", "CS-1004")
    me = queue.database.person_id
    queue.database.write(partial(assign, case_ids=waiting, person_id=me))
    press(Qt.Key.Key_G)

    def words() -> str:
        return " ".join(label.text() for label in queue.page.findChildren(QLabel))

    queue.qtbot.waitUntil(lambda: "Every open case has somebody." in words())
    assert queue.opened == []
