"""Whoever is at the window is told of each alert once; what became of each is recorded."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from desktop.gathering import Gathering
from desktop.telling import BAR, Telling
from models.commands.alerts import mark_shown
from models.database import Database
from models.queries.alerts import AlertRow

Write = Callable[[Callable[[], object], Callable[[object], None]], None]


@dataclass
class TellingPerson:
    """Call it on the GUI thread; `write` runs a job on the write lane."""

    database: Database
    gathering: Gathering
    telling: Telling
    write: Write
    _asked: dict[int, str] = field(default_factory=dict)
    """By which channel what is not recorded yet was shown, "" while that is on its way."""

    def tell(
        self, waiting: Sequence[AlertRow], since: datetime | None, now: datetime,
        still: Collection[int] | None = None,
    ) -> None:  # fmt: skip
        """Show what was not shown yet; `since` is when this desk was last looked at, if ever, and
        `still` are the alerts that were not answered meanwhile, where that is known."""
        if still is not None:
            self.gathering.storm.keep(still)
        away = self.gathering.away(since, now)
        if self.database.person_id is None:
            return
        fresh = [row for row in waiting if row.id not in self._asked]
        said = [row for row in waiting if self._asked.get(row.id)]
        for channel in {self._asked[row.id] for row in said}:  # the record failed: once more
            self._record([row.id for row in said if self._asked[row.id] == channel], channel)
        told, loud = self.telling.now_for(fresh), self.telling.breaking
        for message in self.gathering.messages(told, since, now, away, loud):
            new = [row.id for row in message.rows if row in fresh]
            self._asked.update(dict.fromkeys(new, ""))
            self.telling.show(message, partial(self._became, new))

    def _became(self, alert_ids: Sequence[int], channel: str) -> None:
        self._asked.update(dict.fromkeys(alert_ids, channel))
        self._record(alert_ids, channel)

    def _record(self, alert_ids: Sequence[int], channel: str) -> None:
        """Each as it was shown; what was not taken outside, the bar shows."""
        person_id = self.database.person_id
        if person_id is None:
            return
        mark = partial(mark_shown, alert_ids=alert_ids, person_id=person_id, channel=channel or BAR)

        def recorded(_: object) -> None:
            for alert_id in alert_ids:
                self._asked.pop(alert_id, None)

        self.write(partial(self.database.write, mark), recorded)
