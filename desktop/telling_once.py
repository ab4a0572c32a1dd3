"""A person at a window is told once of what is no alert of a case: burns, crossings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic

from desktop.telling import NOTIFICATION, Telling
from desktop.told_once import Row, ToldOnce
from models.database import Database

Write = Callable[[Callable[[], object], Callable[[object], None]], None]


@dataclass
class TellingOnce(Generic[Row]):
    """Call it on the GUI thread; `write` runs a job on the write lane."""

    kind: ToldOnce[Row]
    database: Database
    telling: Telling
    write: Write
    _told: set[int] = field(default_factory=set)

    def tell(self, untold: Sequence[Row]) -> None:
        """Show what was not shown yet; none of it breaks anybody's quiet: it is told after."""
        if self.database.person_id is None or self.telling.quiet:
            return
        for row in untold:
            if row.id not in self._told:
                self._told.add(row.id)
                self.telling.show(self.kind.message(row), partial(self._became, row))

    def _became(self, row: Row, channel: str) -> None:
        person_id = self.database.person_id
        if person_id is not None:
            taken = channel == NOTIFICATION
            record = partial(self.kind.record, self.database, [row], person_id, taken)
            self.write(record, lambda _: None)
