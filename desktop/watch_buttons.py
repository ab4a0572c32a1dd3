"""Buttons of messages that a watch without a window shows: what needs no window is done."""

from collections.abc import Callable
from functools import partial
from typing import Final

from desktop.message import DISMISSED, SNOOZE, TAKE, Message, Press
from desktop.message_buttons import LABELS, WHY_SNOOZED, notice, put_off, take
from models.database import Database
from models.errors import KnownError
from models.work import Work

OFFERED: Final = {name: LABELS[name] for name in (TAKE, SNOOZE)}
"""Without a window there is nothing to open, nor to ask to whom."""


class WatchButtons:
    """For the person the watch is run for; `said` hears what was done, or why it was not."""

    def __init__(self, database: Database, said: Callable[[str], None]) -> None:
        self._database, self._said = database, said

    def press(self, press: Press) -> None:
        """Do it; a click on the message itself opens nothing here."""
        message, now = press.message, self._database.clock.now()
        does: dict[str, tuple[Callable[[Work], None], str]] = {
            TAKE: (partial(take, message=message), "{case} is assigned to you."),
            SNOOZE: (
                partial(put_off, message=message, now=now, why=WHY_SNOOZED),
                "{case} is snoozed for 15 minutes.",
            ),
            DISMISSED: (partial(notice, message=message), ""),
        }
        if press.button in does and message.names_case and self._database.person_id is not None:
            self._do(message, *does[press.button])

    def _do(self, message: Message, command: Callable[[Work], None], done: str) -> None:
        try:
            self._database.write(command)
        except KnownError as error:
            self._said(f"NOT DONE: {message.rows[0].case_key}: {error}")
        else:
            if done:
                self._said(done.format(case=message.rows[0].case_key))
