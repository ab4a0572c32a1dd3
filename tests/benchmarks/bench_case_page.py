"""Opening a case until its page is painted: one of 2,000 events against one of 20.

The page stands in a window of a desk that has both, and a third case is in view before each: what
is measured is what a person waits for, from asking for the case to its entries on the screen. It is
the program's processor time: what else the machine does meanwhile is no part of it.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from desktop.open_desk import look_into
from models.commands.cases import NewCase, open_case
from models.database import Database
from models.desk_time import StoppedClock
from models.handbook.zones import zone
from tests.benchmarks.bench_ledger import OPENED, STEP, busy_desk, live
from tests.benchmarks.figures import Figure, paired
from tests.ui.quiet_ports import QuietPorts
from ui.actions import Actions
from ui.case.case_page import CasePage
from ui.drafts import Drafts
from ui.tasks import Tasks
from ui.theme import Theme
from ui.walk import Walk
from ui.workspace import Workspace

_WAITING = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
"""As in a window: whoever waits leaves the processor to the reader's thread."""

MANY, FEW, BETWEEN, ROUNDS = 2_000, 20, 19, 21


def run() -> Iterator[Figure]:
    """The page of one case after another, in one window."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as name:
        database, many = busy_desk(Path(name) / "desk.db", MANY)
        few, between = (_another(database, events) for events in (FEW, BETWEEN))
        database.clock = StoppedClock(OPENED + STEP * MANY)
        tasks = Tasks()
        page = _page(application, database, tasks)
        ours, reference = paired(
            partial(_opening, page, many, between), partial(_opening, page, few, between), ROUNDS
        )
        page.left()
        tasks.shutdown()
        database.close()
    yield Figure(
        "case page: open and paint", ours, reference, bound="at most", bar=1.5,
        detail="processor time from asking for it to its entries painted, "
        f"{MANY:,} events against {FEW}",
    )  # fmt: skip


def _another(database: Database, events: int) -> int:
    new = NewCase("Exports stall", "Contoso", "P2", "All", "4.2", "Export")
    case_id = database.write(partial(open_case, new=new)).result
    database.write(partial(live, case_id=case_id, events=events))
    return case_id


def _page(application: QApplication, database: Database, tasks: Tasks) -> CasePage:
    workspace = Workspace(database, tasks, database.clock, None)
    ports = QuietPorts(look_into(database, "a desk of the benchmark"))
    page = CasePage(
        Theme(application, "light"), workspace, Actions(), zone("Europe/Berlin"), Walk(), Drafts(),
        ports,
    )  # fmt: skip
    page.resize(1200, 900)
    page.show()
    page.activated()
    return page


class _Painted(QObject):
    """Whether something was painted since it is watched."""

    def __init__(self) -> None:
        super().__init__()
        self.so = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.so = self.so or event.type() == QEvent.Type.Paint
        return False


def _opening(page: CasePage, case_id: int, between: int) -> float:
    """The seconds of processor time from asking for a case to its paint, another being in view."""
    _open(page, between)
    began = time.process_time()
    _open(page, case_id)
    return time.process_time() - began


def _open(page: CasePage, case_id: int) -> None:
    page.go_to(case_id)
    while page._in_view.shown_id != case_id:
        QApplication.processEvents(_WAITING)
    painted = _Painted()
    entries = page._conversation.list.viewport()
    entries.installEventFilter(painted)
    while not painted.so:
        QApplication.processEvents(_WAITING)
    entries.removeEventFilter(painted)
