"""The board of 5,000 cards, scrolled: a painted step against one of the queue's table.

A step is what comes between two frames: the scroll bar moves, and what came into sight is painted.
At 60 frames a second it may take 16 ms. Downwards it moves all columns at once, by a card, which is
more than any person does. What is measured is the program's processor time: what else the machine
does meanwhile is no part of it.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar

from models.database import Database
from models.desk_time import StoppedClock
from models.handbook.zones import zone
from models.schema import open_checked
from tests.benchmarks.desks import NOW, desk_with
from tests.benchmarks.figures import Figure, paired
from ui.actions import Actions
from ui.board.board_page import BoardPage
from ui.board.card_delegate import HEIGHT
from ui.board.card_list import CardList
from ui.board.columns import Columns
from ui.drafts import Drafts
from ui.page import Page
from ui.queue.queue_page import QueuePage
from ui.queue.queue_table import QueueTable
from ui.tasks import Tasks
from ui.theme import Theme
from ui.walk import Walk
from ui.widgets.form_draft import FormDrafts
from ui.workspace import Workspace

CARDS: Final = 5_000
SIZE: Final = (1684, 960)
"""Pixels of a page in a window of 1920 by 1080."""
ROUNDS: Final = 41
BAR: Final = 0.8


class _Preferences:
    """None are kept."""

    def get(self, name: str, default: str = "") -> str:
        return default

    def set(self, name: str, value: str) -> None:
        pass


def run() -> Iterator[Figure]:
    """Down all columns, and sideways through them, on a desk of eight people."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as name:
        database = Database(
            open_checked(desk_with(Path(name) / "desk.db", CARDS)), StoppedClock(NOW)
        )
        tasks = Tasks()
        workspace = Workspace(database, tasks, database.clock, None)
        theme = Theme(application, "light")
        drafts = FormDrafts(Drafts(), database.clock.now, zone("Europe/Berlin"))
        queue = QueuePage(theme, workspace, Actions(), Walk(), _Preferences(), lambda: drafts)
        board = BoardPage(theme, workspace, Actions(), _Preferences(), drafts)
        for page in (queue, board):
            _show(page, tasks)
        columns = board.findChildren(Columns)[0]
        lists = [one.verticalScrollBar() for one in columns.findChildren(CardList)]
        table = queue.findChildren(QueueTable)[0].verticalScrollBar()
        for bars in (lists, [table]):
            _walk_through(bars, tasks)
        down = partial(_step, lists, HEIGHT)
        reference = partial(_step, [table], HEIGHT)
        yield _figure("board: scroll down", down, reference, f"all {len(lists)} columns by a card")
        board.resize(SIZE[0] // 2, SIZE[1])
        QApplication.processEvents()
        sideways = columns.findChildren(QScrollArea)[0].horizontalScrollBar()
        yield _figure(
            "board: scroll sideways", partial(_step, [sideways], 60), reference, "by 60 pixels"
        )
        for page in (queue, board):
            page.left()
        tasks.shutdown()
        database.close()


def _figure(
    name: str, ours: Callable[[], float], reference: Callable[[], float], what: str
) -> Figure:
    seconds, of_queue = paired(ours, reference, ROUNDS)
    return Figure(
        name, seconds, of_queue, bound="at most", bar=BAR,
        detail=f"{what}, painted, of {CARDS:,} cards: {seconds * 1000:.1f} ms of the 16 that a "
        f"frame has; against the queue's table, scrolled by {HEIGHT} pixels",
    )  # fmt: skip


def _show(page: Page, tasks: Tasks) -> None:
    page.resize(*SIZE)
    page.show()
    page.activated()
    _settle(tasks)


def _settle(tasks: Tasks) -> None:
    """Until nothing is read any more."""
    quiet = 0
    while quiet < 5:
        QApplication.processEvents()
        quiet = 0 if tasks.busy else quiet + 1
        time.sleep(0.002)


def _walk_through(bars: list[QScrollBar], tasks: Tasks) -> None:
    """Once to the end, so that everything was read: what is measured is the painting."""
    while bars[0].value() < bars[0].maximum():
        for bar in bars:
            bar.setValue(bar.value() + 6 * HEIGHT)
        _settle(tasks)


def _step(bars: list[QScrollBar], pixels: int) -> float:
    """The seconds of processor time of one step; at the end it begins again, unmeasured."""
    if any(bar.value() + pixels > bar.maximum() for bar in bars):
        for bar in bars:
            bar.setValue(0)
        QApplication.processEvents()
    began = time.process_time()
    for bar in bars:
        bar.setValue(bar.value() + pixels)
    QApplication.processEvents()
    return time.process_time() - began
