"""Whoever a postmortem waits for is told once, by the watch."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from desktop.message import Message
from desktop.told_once import ToldOnce
from models.commands.postmortem_chores import claim_postmortem_chores
from models.queries.postmortem_life import Chore, postmortem_chores
from models.text import text
from models.work import Work


def message(chore: Chore) -> Message:
    """What waits, as a notification says it."""
    if chore.more:
        many = text("{postmortem} and {count} more wait for you", postmortem=chore.key,
                    count=chore.more)  # fmt: skip
        return Message(str(many), chore.title, None)
    what = text("You are asked to review {postmortem}", postmortem=chore.key)
    by = text("{title}. Due by {day}.", title=chore.title, day=chore.on)
    return Message(str(what), str(by) if chore.due else chore.title, None)


def _untold(session: Session, person_id: int, now: datetime) -> list[Chore]:
    return postmortem_chores(session, person_id, now, untold=True)


def mark_reviews_told(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """It was noted as it was claimed: a postmortem that waits stands on its page besides."""


REVIEWS: Final = ToldOnce(_untold, claim_postmortem_chores, mark_reviews_told, message)
