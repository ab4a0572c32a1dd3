"""The ledger of a clock: which seconds counted, which did not, and why (rule 5)."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause

Why = Literal["open", "closed", "paused"]


class Interval(NamedTuple):
    """A piece of the time from start to stop. `seconds` is what counted: all of it, or 0."""

    begin: int
    end: int
    why: Why

    @property
    def counts(self) -> bool:
        return self.why == "open"

    @property
    def seconds(self) -> int:
        return self.end - self.begin if self.counts else 0


def ledger(
    start: int, stop: int, pauses: Sequence[Pause], calendar: BusinessCalendar
) -> list[Interval]:
    """Intervals that tile [start, stop) without gap or overlap.

    Their counted seconds add up to the clock's elapsed seconds; `pauses` are in order and apart.
    """
    pieces: list[Interval] = []
    at = start
    for begin, finish in pauses:
        end = min(stop if finish is None else finish, stop)
        if end <= at or begin >= stop:
            continue
        pieces.extend(_working(at, begin, calendar))
        pieces.append(Interval(max(begin, at), end, "paused"))
        at = end
    pieces.extend(_working(at, stop, calendar))
    return pieces


def _working(start: int, stop: int, calendar: BusinessCalendar) -> Iterator[Interval]:
    """The same without pauses: open and closed time in turn."""
    at = start
    for begin, end in calendar.open_intervals(start, stop):
        if begin > at:
            yield Interval(at, begin, "closed")
        yield Interval(begin, end, "open")
        at = end
    if stop > at:
        yield Interval(at, stop, "closed")
