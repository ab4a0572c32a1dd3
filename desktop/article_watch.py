"""The watch for what the team knows: what is to be verified is looked for hourly, and whoever an
article waits for is told once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from desktop.message import Message
from desktop.told_once import ToldOnce
from models.commands.article_life import claim_chores, find_stale
from models.database import Database
from models.queries.article_life import REVIEW, Chore, chores, stale_articles
from models.text import text
from models.work import Work

HOURLY: Final = timedelta(hours=1)


class ArticleWatch:
    """Looks at first, and hourly; nothing is written where nothing is to be verified."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None

    def look(self, database: Database) -> None:
        """Ask for verification of what is due for it."""
        now, since = database.clock.now(), self._looked_at
        if since is not None and since <= now < since + HOURLY:
            return
        if database.read(partial(stale_articles, now=now)):
            database.write(find_stale)
        self._looked_at = now


def message(chore: Chore) -> Message:
    """What waits, as a notification says it; a click opens the queue, the page is one key away."""
    if chore.more:
        return Message(str(text("{article} and {count} more wait for you", article=chore.key,
                                count=chore.more)), chore.title, None)  # fmt: skip
    what = (
        text("You are asked to review {article}", article=chore.key) if chore.what == REVIEW
        else text("{article} is to be verified", article=chore.key)
    )  # fmt: skip
    by = text("{title}. Due by {day}.", title=chore.title, day=chore.on)
    return Message(str(what), str(by) if chore.due else chore.title, None)


def _untold(session: Session, person_id: int, now: datetime) -> list[Chore]:
    return chores(session, person_id, now, untold=True)


def mark_chores_told(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """It was noted as it was claimed: an article that waits stands on its page besides."""


CHORES: Final = ToldOnce(_untold, claim_chores, mark_chores_told, message)
