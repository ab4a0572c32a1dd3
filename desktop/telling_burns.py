"""Whoever leads is told of each error budget that burns once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from desktop.burn_watch import message, record_told
from desktop.telling import NOTIFICATION, Telling
from models.database import Database
from models.queries.burns import BurnRow

Write = Callable[[Callable[[], object], Callable[[object], None]], None]


@dataclass
class TellingBurns:
    """Call it on the GUI thread; `write` runs a job on the write lane."""

    database: Database
    telling: Telling
    write: Write
    _told: set[int] = field(default_factory=set)

    def tell(self, untold: Sequence[BurnRow]) -> None:
        """Show what was not shown yet; no budget breaks anybody's quiet: it is told after."""
        if self.database.person_id is None or self.telling.quiet:
            return
        for row in untold:
            if row.id not in self._told:
                self._told.add(row.id)
                self.telling.show(message(row), partial(self._became, row))

    def _became(self, row: BurnRow, channel: str) -> None:
        person_id = self.database.person_id
        if person_id is not None:
            taken = channel == NOTIFICATION
            record = partial(record_told, self.database, [row], person_id, taken)
            self.write(record, lambda _: None)
