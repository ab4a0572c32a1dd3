"""What people are told once besides the alerts of cases: claimed by a desk, shown, recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, Protocol, TypeVar

from sqlalchemy.orm import Session

from desktop.message import Message
from desktop.watch import Notifier
from models.database import Database


class Found(Protocol):
    """Something that was found for the team, by its number."""

    @property
    def id(self) -> int:
        """Its number."""
        ...


Row = TypeVar("Row", bound=Found)


@dataclass(frozen=True)
class ToldOnce(Generic[Row]):
    """A kind of it: what a person was not told of yet, who claims that, what is noted of it, and
    how it is said."""

    untold: Callable[[Session, int, datetime], list[Row]]
    claimed: Callable[..., list[Row]]
    mark_told: Callable[..., None]
    message: Callable[[Row], Message]

    def claim(self, database: Database) -> list[Row]:
        """What the person at this desk is to be told and was not; no other desk tells it now."""
        person_id = database.person_id
        if person_id is None:
            return []
        now = database.clock.now()
        if not database.read(lambda session: self.untold(session, person_id, now)):
            return []
        return database.write(partial(self.claimed, person_id=person_id)).result

    def tell(self, notifier: Notifier, rows: Sequence[Row]) -> bool:
        """Show each, whatever becomes of the first; whether all were taken."""
        said = [self.message(row) for row in rows]
        taken = [notifier.notify(one) for one in said]
        return all(taken)

    def record(self, database: Database, rows: Sequence[Row], person_id: int, taken: bool) -> None:
        """Note that a person was told: by the notifier, or by the bar where that took nothing."""
        channel = "notification" if taken else "bar"
        ids = [row.id for row in rows]
        told = partial(self.mark_told, alert_ids=ids, person_id=person_id, channel=channel)
        database.write(told)
