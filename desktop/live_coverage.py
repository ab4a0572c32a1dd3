"""Who watches what, kept true in a window: told to whoever comes while nobody watches."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.live_presence import LivePresence
from desktop.message import Message
from desktop.telling import Telling
from models.coverage_words import nobody_words, on_duty_words, why_words
from models.database import Database
from models.queries.coverage import Coverage, CoverRow, coverage_now
from models.text import text
from ui.main_window import MainWindow
from ui.messages import tr
from ui.ports import DeskCover, DueAlert
from ui.tasks import Tasks

_NUMBER = -1
"""Its line in the bar: alerts of cases and budgets count up."""


class LiveCoverage(QObject):
    """Looks after each beat of this desk; a priority that nobody watches is told once, until
    somebody did watch it. Where nobody said who is at the window, nobody is told."""

    def __init__(
        self, database: Database, tasks: Tasks, window: MainWindow, telling: Telling,
        show_lines: Callable[[list[DueAlert]], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._database, self._tasks, self._window = database, tasks, window
        self._telling, self._show_lines = telling, show_lines
        self._told: set[str] = set()
        self._put_away: set[str] = set()
        self._unseen: tuple[CoverRow, ...] = ()

    def follow(self, presence: LivePresence) -> None:
        """Look whenever this desk was heard of, itself among those that are there."""
        presence.beaten.connect(self.look)

    def look(self) -> None:
        """Read who watches, off the GUI thread."""
        query = partial(coverage_now, now=self._database.clock.now())
        job = partial(self._database.read, query)
        self._tasks.read(job, self._show, lambda _: None, self, aside=True)

    def put_away(self) -> None:
        """Said and heard; the red line stays."""
        self._put_away = {row.priority for row in self._unseen}
        self._show_unseen()

    def _show(self, found: Coverage) -> None:
        self._unseen = found.unseen
        names = {row.priority for row in found.unseen}
        fresh = [row for row in found.unseen if row.priority not in self._told]
        self._told, self._put_away = set(names), self._put_away & names
        on_duty = on_duty_words(found)
        nobody = nobody_words(found.unseen) if found.unseen else None
        self._window.show_cover(DeskCover(
            found.desks, tr(on_duty) if on_duty else "", tr(nobody) if nobody else "",
            tr(why_words(found.unseen[0])) if found.unseen else "",
        ))  # fmt: skip
        self._show_unseen()
        if fresh and self._database.person_id is not None:
            why = "\n".join(tr(why_words(row)) for row in fresh)
            message = Message(tr(nobody_words(fresh)), why, None, urgent=True)
            self._telling.show(message, lambda _: None)

    def _show_unseen(self) -> None:
        """One line of the bar for all that was not put away."""
        rows = [row for row in self._unseen if row.priority not in self._put_away]
        if not rows or self._database.person_id is None:
            self._show_lines([])
            return
        sentence = text("{nobody}. {why}", nobody=nobody_words(rows), why=why_words(rows[0]))
        self._show_lines([DueAlert(
            _NUMBER, None, "", sentence, "breached", text("Open the team"), place="team",
        )])  # fmt: skip
