"""The clocks of one commitment and priority together: which of them a target would have broken."""

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.handbook.calendar import BusinessCalendar
from models.handbook.open_time import Ints
from models.handbook.policy import Amount, Edge

Flags = NDArray[np.bool_]

_Key = TypeVar("_Key")

_KEPT: Final = 32
"""Calendars and numbers of days of which the counted time is kept: a person tries a few."""


class CourseGroup:
    """Checks of the same target: each counts from `start` to `until`, less its pauses.

    `checks` are their places in the `Courses`. What was counted on a calendar is kept, so that
    another target on the same calendar costs a comparison.
    """

    def __init__(
        self, commitment: str, priority: str, checks: Ints, start: Ints, until: Ints,
        pause_of: Ints, pause_begin: Ints, pause_end: Ints,
    ) -> None:  # fmt: skip
        self.commitment = commitment
        self.priority = priority
        self.checks = checks
        self.start = start
        self.until = until
        self.pause_of = pause_of
        self.pause_begin = pause_begin
        self.pause_end = pause_end
        self._used: dict[str, Ints] = {}
        self._budgets: dict[tuple[str, int], Ints] = {}

    def late(self, amount: Amount, calendar: BusinessCalendar, edge: Edge) -> Flags:
        """Which had used the amount up before the end: a stop after the due time (rules 4, 5)."""
        used, budget = self.used(calendar), self._budget(amount, calendar)
        late: Flags = used > budget
        if edge == "closing":
            level = np.flatnonzero(used == budget)
            if level.size:
                late[level] = self._stood_still(level, calendar)
        return late

    def used(self, calendar: BusinessCalendar) -> Ints:
        """Counted seconds from start to end, pauses taken out."""
        known = self._used.get(calendar.fingerprint)
        if known is None:
            known = calendar.elapsed_many(self.start, self.until)
            if self.pause_of.size:
                taken = calendar.elapsed_many(self.pause_begin, self.pause_end)
                # Exact: sums of seconds stay far below 2**53.
                known = known - np.bincount(self.pause_of, taken, len(known)).astype(np.int64)
            _keep(self._used, calendar.fingerprint, known)
        return known

    def _budget(self, amount: Amount, calendar: BusinessCalendar) -> Ints | int:
        if not amount.days:
            return amount.seconds
        key = calendar.fingerprint, amount.days
        known = self._budgets.get(key)
        if known is None:
            known = calendar.days_budget_many(self.start, np.int64(amount.days))
            _keep(self._budgets, key, known)
        return known

    def _stood_still(self, level: Ints, calendar: BusinessCalendar) -> Flags:
        """Whether the second before the end did not count: the target was used up before it."""
        until = self.until[level]
        held = np.zeros(len(self.until), bool)
        held[self.pause_of[self.pause_end == self.until[self.pause_of]]] = True
        shut = calendar.elapsed_many(until - 1, until) == 0
        stood: Flags = (held[level] | shut) & (until > self.start[level])
        return stood


def _keep(kept: dict[_Key, Ints], key: _Key, value: Ints) -> None:
    if len(kept) >= _KEPT:
        kept.pop(next(iter(kept)))
    kept[key] = value
