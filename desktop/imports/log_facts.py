"""What a log is, told while it is read: its size, its span, how its dates are written."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

from models.handbook.instants import maybe_from_seconds


@dataclass(frozen=True)
class DateSign:
    """Whether days come first in a log's dates; `line` and `value` show what says so.

    Both are None and "" where no date can tell: none has a number above 12 in either place.
    """

    day_first: bool
    line: int | None = None
    value: str = ""


@dataclass(frozen=True)
class LogFacts:
    """A log as a whole. The instants are None where no row could be read.

    `busiest_at` is when most of its incidents were open at once, as the log's own update times
    tell: the past instant most worth looking at.
    """

    rows: int
    cases: int
    dates: DateSign
    first_at: datetime | None = None
    last_at: datetime | None = None
    busiest_at: datetime | None = None


@dataclass
class Span:
    """Gathers the first and last instant of the incidents read, and when they came and went."""

    first: int | None = None
    last: int | None = None
    steps: list[tuple[int, int]] = field(default_factory=list)

    def see(self, first: int, last: int, steps: list[tuple[int, int]]) -> None:
        """An incident's first and last instant, and +1 or -1 at each time it came or went."""
        self.first = first if self.first is None else min(first, self.first)
        self.last = last if self.last is None else max(last, self.last)
        self.steps += steps

    def facts(self, rows: int, cases: int, dates: DateSign) -> LogFacts:
        """What was gathered."""
        instants = map(maybe_from_seconds, (self.first, self.last, self._busiest()))
        return LogFacts(rows, cases, dates, *instants)

    def _busiest(self) -> int | None:
        if not self.steps:
            return None
        steps = sorted(self.steps)
        counts = list(accumulate(step for _, step in steps))
        return steps[counts.index(max(counts))][0]
