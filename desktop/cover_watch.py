"""What nobody watches, for a desk without a window: said once, until somebody did watch it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from desktop.message import Message
from desktop.watch import Notifier
from models.coverage_words import nobody_words, why_words
from models.database import Database
from models.presence import BEAT_SECONDS
from models.queries.coverage import CoverRow, coverage_now

_BEAT: Final = timedelta(seconds=BEAT_SECONDS)


def to_tell(
    unseen: Sequence[CoverRow], told: Collection[str], quiet: bool, loud: Collection[str]
) -> list[CoverRow]:
    """What was not told yet and may be now; the rest is told once it is quiet no more."""
    fresh = [row for row in unseen if row.priority not in told]
    return [row for row in fresh if row.priority in loud] if quiet else fresh


def cover_message(rows: Sequence[CoverRow], loud: Collection[str]) -> Message:
    """That nobody watches these, and whom their alerts would go to."""
    why = "\n".join(str(why_words(row)) for row in rows)
    urgent = any(row.priority in loud for row in rows)
    return Message(str(nobody_words(rows)), why, None, urgent=urgent)


class CoverWatch:
    """Looks as often as desks say that they are there; this one says it before."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None
        self._unseen: Sequence[CoverRow] = ()
        self._told: set[str] = set()

    def look(self, database: Database) -> list[CoverRow]:
        """The priorities that nobody watches, and that were not said yet."""
        now, since = database.clock.now(), self._looked_at
        if since is not None and since <= now < since + _BEAT:
            return []
        said = {row.priority for row in self._unseen}
        self._unseen = database.read(lambda session: coverage_now(session, now)).unseen
        self._looked_at = now
        self._told &= {row.priority for row in self._unseen}
        return to_tell(self._unseen, said, quiet=False, loud=())

    @property
    def owes(self) -> bool:
        """Whether its person was not told of all of these."""
        return not self._told.issuperset(row.priority for row in self._unseen)

    def tell(self, notifier: Notifier, quiet: bool, loud: Collection[str]) -> None:
        """Tell them what may be told now, once; the rest, and what was not taken, with a later look
        where it is still so."""
        rows = to_tell(self._unseen, self._told, quiet, loud)
        if rows and notifier.notify(cover_message(rows, loud)):
            self._told.update(row.priority for row in rows)
