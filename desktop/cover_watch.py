"""What nobody watches, for a desk without a window: said once, until somebody did watch it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from desktop.message import Message
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
        self._said: set[str] = set()

    def look(self, database: Database) -> list[CoverRow]:
        """The priorities that nobody watches, and that were not said yet."""
        now, since = database.clock.now(), self._looked_at
        if since is not None and since <= now < since + _BEAT:
            return []
        self._looked_at = now
        unseen = database.read(lambda session: coverage_now(session, now)).unseen
        fresh = to_tell(unseen, self._said, quiet=False, loud=())
        self._said = {row.priority for row in unseen}
        return fresh
