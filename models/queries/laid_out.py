"""A clock's ledger: the pieces of its time, laid out from its course."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause
from models.handbook.instants import from_seconds
from models.handbook.ledger import Interval, ledger


class LedgerPiece(NamedTuple):
    """A piece of a clock's time: from, to, and whether it was open, closed or paused.

    `seconds` is what counts of it: all of it, or nothing.
    """

    begin: datetime
    end: datetime
    why: str
    seconds: int


class Course(NamedTuple):
    """What a clock's ledger is laid out from, in seconds since the epoch: it ran from `start` to
    `stop`, with `pauses`, and goes on until it is due at `until`."""

    start: int
    stop: int
    until: int
    pauses: tuple[Pause, ...]
    calendar: BusinessCalendar


@lru_cache(maxsize=1)
def laid_out(course: Course) -> tuple[LedgerPiece, ...]:
    """A ledger. Kept for the next clock: an SLO counts, as a rule, the same time as the SLA before
    it."""
    return _rows(ledger(course.start, course.stop, course.pauses, course.calendar))


def _rows(pieces: Sequence[Interval]) -> tuple[LedgerPiece, ...]:
    """They tile: the end of each is the beginning of the next."""
    ends = [from_seconds(piece.end) for piece in pieces]
    begins = [from_seconds(piece.begin) for piece in pieces[:1]] + ends
    return tuple(
        LedgerPiece(begin, end, piece.why, piece.seconds)
        for begin, end, piece in zip(begins, ends, pieces, strict=False)
    )
