"""This process among the running desks: heard of every thirty seconds, gone at its end."""

import socket
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from typing import Final

from desktop.release import release
from models.database import Database
from models.errors import KnownError
from models.presence import BEAT_SECONDS, RunningDesk, beat, leave

LEFT: Final = 600
"""Seconds after which nobody comes back at once to a screen that was locked."""


class DeskPresence:
    """Says that this desk is there, from any thread but the GUI's; each beat says the latest.

    `KnownError` where the database cannot be reached: the next beat says it.
    """

    def __init__(
        self,
        database: Database,
        *,
        has_window: bool,
        can_notify: bool,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._steady = steady
        self._lock = Lock()
        self._heard_at: float | None = None
        self._locked_at: float | None = None
        self._ended = self._news = False
        self.desk = RunningDesk(
            uuid.uuid4().hex, database.person_id, socket.gethostname(), release(), has_window,
            can_notify,
        )  # fmt: skip

    def at_case(self, case_id: int | None) -> None:
        """What is open at this desk, for the next beat to say."""
        self.desk = replace(self.desk, case_id=case_id)

    def at_article(self, article_id: int | None) -> None:
        """What is being written at this desk, for the next beat to say."""
        self.desk = replace(self.desk, article_id=article_id)

    def at_postmortem(self, postmortem_id: int | None) -> None:
        """Which postmortem is being written at this desk, for the next beat to say."""
        self.desk = replace(self.desk, postmortem_id=postmortem_id)

    def has_window(self, has: bool) -> None:
        """Whether there is a window that somebody may look at, for the next beat to say."""
        self.desk = replace(self.desk, has_window=has)

    def say(
        self, can_notify: bool, quiet: bool, attended: bool = False, locked: bool = False
    ) -> bool:  # fmt: skip
        """How this desk's person may be told by now, and whether they are at it, for the next beat
        to say; whether any of it is news. A message on a screen that has been `locked` for a while
        reaches nobody."""
        before, reaches = self.desk, can_notify and not self._left(locked)
        self.desk = replace(before, can_notify=reaches, quiet=quiet, attended=attended)
        self._news = self._news or self.desk != before
        return self.desk != before

    def _left(self, locked: bool) -> bool:
        """Whether the screen was locked so long ago that its person has gone."""
        if not locked:
            self._locked_at = None
            return False
        if self._locked_at is None:
            self._locked_at = self._steady()
        return self._steady() - self._locked_at >= LEFT

    def beat(self) -> None:
        """Say it now; whoever is at the desk may be known only by now."""
        with self._lock:
            if self._ended:
                return
            self._heard_at = None
            said = replace(self.desk, person_id=self._database.person_id)
            if not said.has_window:
                said = replace(said, case_id=None, article_id=None, postmortem_id=None)
            beat(self._database.engine, said)
            self._heard_at, self._news = self._steady(), False

    def keep_up(self) -> None:
        """Say it where the last beat is old, or what it said of messages is not so any more."""
        if self._news or self._heard_at is None or self._steady() - self._heard_at >= BEAT_SECONDS:
            self.beat()

    def end(self) -> None:
        """Leave; where the database could not be reached of late, the row is left to expire."""
        with self._lock:
            self._ended = True
            if self._heard_at is not None:
                with suppress(KnownError):
                    leave(self._database.engine, self.desk.desk)
