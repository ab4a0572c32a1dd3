"""Business time: add, subtract, elapsed and business days (handbook, rules 1 to 7)."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Self

from models.handbook.calendar_many import CalendarMany
from models.handbook.calendar_seconds import Edge
from models.handbook.instants import EPOCH, from_seconds, to_seconds
from models.handbook.working_hours import DAYS, Exceptions, Intervals, parse_hours

__all__ = ["BusinessCalendar", "Edge"]

_SECOND = timedelta(seconds=1)


class BusinessCalendar(CalendarMany):
    """Opening hours of a zone, with holidays and exceptions; immutable, and safe to share.

    `hours` maps mon..sun to ("HH:MM", "HH:MM") intervals, a close of 24:00 allowed; `exceptions`
    maps a date to intervals of its own, which win (none: closed all day). Methods on `datetime`
    refuse naive instants (ValueError), truncate to whole seconds and answer in UTC; those named
    `..._seconds` and `..._many` do the same on whole seconds since the epoch. `edge` is rule 4's.
    A calendar that never opens, has overlapping intervals or an unknown zone is a `KnownError`;
    so is an answer beyond its last opening, or centuries away.
    """

    def __init__(
        self,
        zone: str,
        hours: Mapping[str, Intervals],
        holidays: Iterable[date | str] = (),
        exceptions: Exceptions | None = None,
    ) -> None:
        super().__init__(zone, parse_hours(hours, holidays, exceptions or {}))
        text = json.dumps(self.to_data(), sort_keys=True)
        self.fingerprint = hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    @cache
    def always(cls) -> Self:
        """Round the clock, every day, in UTC: one for all, as it never changes."""
        return cls("UTC", {day: [("00:00", "24:00")] for day in DAYS})

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The calendar that `to_data` wrote."""
        return cls(data["zone"], data["hours"], data["holidays"], data["exceptions"])

    def to_data(self) -> dict[str, Any]:
        """The calendar as plain data to be stored: zone, hours, holidays, exceptions."""
        return {"zone": self.zone, **self._hours.written()}

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[Mapping[str, Any]]]:
        """Copied, and sent to other processes, as its data: a zone cannot be."""
        return type(self).from_data, (self.to_data(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BusinessCalendar) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        return f"BusinessCalendar.from_data({self.to_data()!r})"

    def add(self, start: datetime, amount: timedelta, edge: Edge = "closing") -> datetime:
        """The instant at which so much business time has passed since `start` (rule 4)."""
        try:
            since = start - EPOCH
        except TypeError:
            raise ValueError("an instant needs a time zone") from None
        # What whole desks are computed with, so: no further calls.
        begin = since.days * 86_400 + since.seconds
        seconds = amount.days * 86_400 + amount.seconds
        return EPOCH + timedelta(0, self.add_seconds(begin, seconds, edge))

    def subtract(self, end: datetime, amount: timedelta) -> datetime:
        """The last instant from which so much business time passes until `end`.

        It inverts `add` from an open instant; an amount of nothing is `end` itself.
        """
        return from_seconds(self.subtract_seconds(to_seconds(end), amount // _SECOND))

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Business time in [start, end); nothing where `end` is not after `start` (rule 3)."""
        return timedelta(0, self.elapsed_seconds(to_seconds(start), to_seconds(end)))

    def add_days(self, start: datetime, days: int, edge: Edge = "closing") -> datetime:
        """The same wall time on the N-th business date after, brought to an edge (rule 6).

        From a date that is none, the count starts at the first opening of the next one. Where
        no business time would pass until then, it starts at the next opening.
        """
        return from_seconds(self.add_days_seconds(to_seconds(start), days, edge))

    def is_open(self, instant: datetime) -> bool:
        """Whether the instant is business time (rule 2)."""
        return self.open_at(to_seconds(instant))
