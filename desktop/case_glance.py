"""Whoever uses a case's page has seen what had fired of that case."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from models.changes import Written
from models.commands.alerts import mark_noticed
from models.database import Database
from models.doing import ON_THE_CASE
from models.errors import KnownError
from models.queries.due_now import DueNow
from ui.tasks import Tasks


class CaseGlance(QObject):
    """What a look found due counts as seen once somebody uses the window, by a key or a click, with
    the page of its case in view: a page that nobody is at sees nothing.

    The use may be the one that opened the page. `in_view` is the case whose page is.
    """

    def __init__(
        self, database: Database, tasks: Tasks, in_view: Callable[[], int | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._database, self._tasks, self._in_view = database, tasks, in_view
        self._due: Sequence[DueNow] = ()
        self._before_use = frozenset[int]()
        self._asked, self._noted = set[int](), frozenset[int]()

    def show_due(self, due: Sequence[DueNow]) -> None:
        """What a look found; nobody has used the window since."""
        self._due = due
        self._asked.clear()  # what could not be written is written after the next use
        self._noted &= self._ids()  # what was put off comes back unseen

    def used(self) -> None:
        """Somebody used the window just now, by a key or a click."""
        self._before_use = self._ids()
        self.look()

    def look(self) -> None:
        """Another case came into view, or somebody used the window."""
        case_id, person_id = self._in_view(), self._database.person_id
        if case_id is None or person_id is None:
            return
        seen = (self._ids(case_id) & self._before_use) - self._noted - self._asked
        if not seen:
            return
        self._asked |= seen
        mark = partial(
            mark_noticed, alert_ids=sorted(seen), person_id=person_id, channel=ON_THE_CASE
        )
        job = partial(self._database.write, mark)
        self._tasks.write(job, self._note, self._not_noted, self)

    def _note(self, written: Written[Sequence[int]]) -> None:
        self._noted |= self._ids().intersection(written.result)

    def _not_noted(self, error: Exception) -> None:
        """The next use says it again; the foot says where the database is gone."""
        if not isinstance(error, KnownError):
            raise error

    def _ids(self, case_id: int | None = None) -> frozenset[int]:
        return frozenset(
            alert_id
            for line in self._due if case_id is None or line.case_id == case_id
            for alert_id in line.alert_ids
        )  # fmt: skip
