"""Who watches what, kept true in a window: told to whoever comes while nobody watches."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from desktop.cover_watch import to_tell
from desktop.live_presence import LivePresence
from desktop.message import Message
from desktop.telling import Telling
from models.coverage_words import nobody_words, on_duty_words, why_words
from models.database import Database
from models.errors import KnownError
from models.queries.alerts import may_break_quiet
from models.queries.coverage import Coverage, CoverRow, coverage_now
from models.queries.webhook import failure_for
from models.text import Text, text
from ui.main_window import MainWindow
from ui.messages import tr
from ui.ports import DeskCover, DueAlert
from ui.tasks import Tasks

_NOBODY, _WEBHOOK = -1, -2
"""Its lines in the bar: alerts of cases and budgets count up."""


@dataclass(frozen=True)
class Found:
    """What one look brought back; the alarm of `loud` priorities comes though it is quiet."""

    cover: Coverage
    failure: str
    loud: Collection[str]


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
        self._failure = self._failure_away = ""

    def follow(self, presence: LivePresence) -> None:
        """Look whenever this desk was heard of, itself among those that are there."""
        presence.beaten.connect(self.look)
        presence.missed.connect(self._show_unknown)

    def look(self) -> None:
        """Read who watches, off the GUI thread."""
        now, me = self._database.clock.now(), self._database.person_id

        def query(session: Session) -> Found:
            cover, loud = coverage_now(session, now), may_break_quiet(session)
            return Found(cover, failure_for(session, me, now), loud)

        job = partial(self._database.read, query)
        self._tasks.read(job, self._show, self._failed, self, "cover", aside=True)

    def put_away(self, alert: DueAlert) -> None:
        """Said and heard; the red line stays."""
        if alert.id == _WEBHOOK:
            self._failure_away = self._failure
        else:
            self._put_away = {row.priority for row in self._unseen}
        self._show_lines(self._lines())

    def _failed(self, error: Exception) -> None:
        self._show_unknown()
        if not isinstance(error, KnownError):
            raise error

    def _show_unknown(self) -> None:
        """Whoever watched may be gone by now, or have come: what was known last is not said any
        more. What was told or put away stays so, if it is still true when it is known again."""
        self._unseen = ()
        self._show_lines(self._lines())
        self._window.show_cover(DeskCover(None, tr("It is not known who is watching")))

    def _show(self, read: Found) -> None:
        found, self._failure = read.cover, read.failure
        self._failure_away = self._failure_away if self._failure else ""
        self._unseen = found.unseen
        names = {row.priority for row in found.unseen}
        self._told, self._put_away = self._told & names, self._put_away & names
        on_duty = on_duty_words(found)
        nobody = nobody_words(found.unseen) if found.unseen else None
        self._window.show_cover(DeskCover(
            found.desks, tr(on_duty) if on_duty else "", tr(nobody) if nobody else "",
            tr(why_words(found.unseen[0])) if found.unseen else "",
        ))  # fmt: skip
        self._show_lines(self._lines())
        self._tell(to_tell(found.unseen, self._told, self._telling.quiet, read.loud), read.loud)

    def _tell(self, rows: Sequence[CoverRow], loud: Collection[str]) -> None:
        self._told.update(row.priority for row in rows)
        if rows and self._database.person_id is not None:
            why = "\n".join(tr(why_words(row)) for row in rows)
            urgent = any(row.priority in loud for row in rows)
            message = Message(tr(nobody_words(rows)), why, None, urgent=urgent)
            self._telling.show(message, lambda _: None)

    def _lines(self) -> list[DueAlert]:
        """One line of the bar for all that nobody watches, one for the webhook."""
        rows = [row for row in self._unseen if row.priority not in self._put_away]
        lines = []
        if rows and self._database.person_id is not None:
            sentence = text("{nobody}. {why}", nobody=nobody_words(rows), why=why_words(rows[0]))
            lines.append(_line(_NOBODY, sentence, text("Open the team"), "team"))
        if self._failure != self._failure_away:
            sentence = text("A post to the webhook was not taken. {why}", why=self._failure)
            lines.append(_line(_WEBHOOK, sentence, text("Open the diagnostics"), "computer"))
        return lines


def _line(number: int, sentence: Text, button: Text, place: str) -> DueAlert:
    return DueAlert(number, None, "", sentence, "breached", button, place=place)
