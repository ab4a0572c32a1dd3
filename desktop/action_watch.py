"""Whoever owns a corrective action is reminded by the watch: a week before it is due, on the day,
and weekly once it is overdue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from desktop.message import Message
from desktop.told_once import ToldOnce
from models.commands.action_reminders import claim_action_chores
from models.queries.action_chores import ActionChore, action_chores
from models.text import counted, text
from models.work import Work


def message(chore: ActionChore) -> Message:
    """What is due, as a notification says it."""
    if chore.more:
        many = counted(chore.more, "This action and 1 more are due or overdue",
                       "This action and {count} more are due or overdue")  # fmt: skip
        return Message(str(many), chore.title, None)
    return Message(str(_when(chore)), chore.title, None)


def _when(chore: ActionChore) -> object:
    if chore.days == 0:
        return text("An action of yours is due today")
    if chore.days > 0:
        return counted(chore.days, "An action of yours is due tomorrow",
                       "An action of yours is due in {count} days")  # fmt: skip
    return counted(-chore.days, "An action of yours is overdue since yesterday",
                   "An action of yours is overdue for {count} days")  # fmt: skip


def _untold(session: Session, person_id: int, now: datetime) -> list[ActionChore]:
    return action_chores(session, person_id, now, untold=True)


def mark_actions_told(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """It was noted as it was claimed: an action that is due stands on its page besides."""


ACTIONS: Final = ToldOnce(_untold, claim_action_chores, mark_actions_told, message)
