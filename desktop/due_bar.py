"""What the bar of the window says: what is due, unwatched, crossed or burning, until put away."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from desktop.telling_once import Write
from models.budget_words import burn_slo, burn_words
from models.commands.alerts import mark_acted, mark_seen
from models.commands.burns import mark_burns_seen
from models.commands.case_alerts import see_to_alerts
from models.commands.crossings import mark_crossings_seen
from models.crossing_words import told_words
from models.database import Database
from models.queries.burns import BurnRow
from models.queries.crossings import CrossingRow
from models.queries.due_now import DueNow
from models.text import text
from models.wording import owed_words
from ui.main_window import MainWindow
from ui.messages import tr
from ui.ports import DeskCrossing, DueAlert

_BURNS, _QUEUE = "reviews", "queue"
"""The places that lines of no case lead to: by it burns are told from crossings."""


class DueBar(QObject):
    """The watch says what stands; what the person does with a line is written by `write`.

    What was put away a moment ago is left out: the database may not know it yet.
    """

    def __init__(
        self, database: Database, zone: ZoneInfo, window: MainWindow, write: Write
    ) -> None:
        super().__init__(window)
        self._database, self._zone = database, zone
        self._window, self._write = window, write
        self._due: Sequence[DueNow] = ()
        self._put_away: set[int] = set()
        self._burns: Sequence[BurnRow] = ()
        self._burns_away: set[int] = set()
        self._crossings: Sequence[CrossingRow] = ()
        self._crossings_away: set[int] = set()
        self._lines: list[DeskCrossing] = []
        self._unwatched: list[DueAlert] = []
        self._unwatched_away: Callable[[DueAlert], None] = lambda _: None
        window.alert_seen.connect(self._seen)
        window.alert_seen_to.connect(partial(self._seen, command=see_to_alerts))
        window.alert_opened.connect(self._acted)

    # ---- what stands ----

    def show_due(self, due: Sequence[DueNow]) -> None:
        """What a look found due; told anew each time, for its words tell times."""
        self._due = due
        self._show()

    def show_burns(self, burns: Sequence[BurnRow]) -> None:
        """Error budgets that burn stand last."""
        if burns != self._burns:
            self._burns = burns
            self._show()

    def show_crossings(self, crossings: Sequence[CrossingRow]) -> None:
        """Thresholds of the queue that stand crossed: told in the bar until they are put away, and
        above the queue for as long as they stand."""
        now = self._database.clock.now()
        lines = [DeskCrossing(row.words, tr(told_words(row, now, self._zone))) for row in crossings]
        if lines != self._lines:
            self._lines = lines
            self._window.show_crossings(lines)
        if crossings != self._crossings:
            self._crossings = crossings
            self._show()

    def show_unwatched(self, lines: list[DueAlert]) -> None:
        """What nobody watches stands behind what is due now."""
        if lines != self._unwatched:
            self._unwatched = lines
            self._show()

    def when_unwatched_is_away(self, put_away: Callable[[DueAlert], None]) -> None:
        """Who hears that such a line was put away."""
        self._unwatched_away = put_away

    def ids_of(self, alert: DueAlert) -> tuple[int, ...]:
        """The alerts behind a line."""
        return next((line.alert_ids for line in self._due if alert.id in line.alert_ids), ())

    def _show(self) -> None:
        now = self._database.clock.now()
        lines = [line for line in self._due if not self._put_away.issuperset(line.alert_ids)]
        burns = [row for row in self._burns if row.id not in self._burns_away]
        self._window.show_alerts([
            *(self._line(line, now) for line in lines), *self._unwatched,
            *map(_crossing_line, self._told_here()), *map(_burn_line, burns),
        ])  # fmt: skip

    def _told_here(self) -> list[CrossingRow]:
        """What is for this person's roles, and they did not put away."""
        return [
            row for row in self._crossings
            if row.mine and not row.seen and row.id not in self._crossings_away
        ]  # fmt: skip

    def _line(self, line: DueNow, now: datetime) -> DueAlert:
        owed = owed_words(
            line.commitment, line.customer, line.owed_at, now, self._zone, line.waiting_for,
            line.assignee,
        )  # fmt: skip
        return DueAlert(
            line.alert_ids[0], line.case_id, line.case_key, text("{owed}.", owed=owed),
            line.state, text("Open"), line.imminent,
        )  # fmt: skip

    # ---- what the person does with it ----

    def _seen(self, alert: DueAlert, command: Callable[..., None] = mark_seen) -> None:
        """Put away, or seen to: not shown again, here or on another desk of this person."""
        if alert.place:
            self._put_place_away(alert)
            return
        ids = self.ids_of(alert)
        self._put_away.update(ids)
        self._show()
        self._mark(command, ids)

    def _acted(self, alert: DueAlert) -> None:
        if alert.place:
            self._put_place_away(alert)
        else:
            self._mark(mark_acted, self.ids_of(alert))

    def _put_place_away(self, alert: DueAlert) -> None:
        """Looked at or put away, what leads to a place has said what it had to say."""
        if alert in self._unwatched:
            self._unwatched_away(alert)
            return
        burn = alert.place == _BURNS
        (self._burns_away if burn else self._crossings_away).add(alert.id)
        self._show()
        self._mark(mark_burns_seen if burn else mark_crossings_seen, [alert.id])

    def _mark(self, command: Callable[..., None], ids: Sequence[int]) -> None:
        person_id = self._database.person_id
        if person_id is not None:
            marked = partial(command, alert_ids=ids, person_id=person_id)
            self._write(partial(self._database.write, marked), lambda _: None)


def _burn_line(row: BurnRow) -> DueAlert:
    """A burn in the bar; the reviews show the misses behind it."""
    sentence = text("{does}: {words}.", does=burn_words(row.kind), words=row.words)
    slo = burn_slo(row.priority, row.commitment)
    return DueAlert(row.id, None, slo, sentence, "slo_missed", text("Open reviews"), place=_BURNS)


def _crossing_line(row: CrossingRow) -> DueAlert:
    """A crossing in the bar; the queue says it for as long as it stands."""
    sentence = text("{words}.", words=row.words)
    return DueAlert(row.id, None, "", sentence, "at_risk", text("Open the queue"), place=_QUEUE)
