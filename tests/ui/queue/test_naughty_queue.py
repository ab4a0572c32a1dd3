"""Every naughty string in the cells of the queue: the words themselves, and nothing else."""

from array import array

from PySide6.QtCore import Qt

from models.commands.cases import NewCase, assign, open_case
from models.commands.people import add_person
from models.database import Database
from models.queries.queue import queue
from models.queue_filter import QueueFilter
from models.typed_text import one_line
from models.work import Work
from tests.conftest import MovingClock
from tests.naughty import SHORT
from ui.queue.columns import AGENT, CUSTOMER, TITLE
from ui.queue.queue_model import QueueModel


def test_the_cells_are_the_words(database: Database, clock: MovingClock) -> None:
    def open_all(work: Work) -> list[int]:
        ids = [open_case(work, NewCase(text, text, incomplete=True)) for text in SHORT]
        for case_id, text in zip(ids, SHORT, strict=True):
            assign(work, [case_id], add_person(work, text))
        return ids

    ids = database.write(open_all).result
    rows = database.read(lambda session: queue(session, QueueFilter(), clock.now(), None, None))
    model = QueueModel()
    model.show_ids(array("q", ids))
    model.show_rows(rows)
    for number, text in enumerate(SHORT):
        cells = [
            model.data(model.index(number, column), Qt.ItemDataRole.DisplayRole)
            for column in (TITLE, CUSTOMER, AGENT)
        ]
        assert cells == [one_line(text)] * 3, text
