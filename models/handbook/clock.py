"""One clock: a target counted on a calendar, pauses taken out (handbook, rules 3 to 5 and 13)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from sys import maxsize
from typing import Final, Literal, NamedTuple

from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import maybe_from_seconds, maybe_to_seconds, to_seconds
from models.handbook.policy import Edge

Verdict = Literal["met", "breached", "running", "unknown"]
Pause = tuple[int, int | None]
_MANY: Final = 40
"""From so many pauses on, an array of them is counted sooner than each for itself."""


@dataclass(frozen=True, slots=True)
class ClockState:
    """What a clock says.

    `due_at` is None while a pause lasts (rule 13); `elapsed` and `paused` are counted time spent
    and taken out, and together the calendar's own; `remaining` is negative once over.
    """

    due_at: datetime | None
    elapsed: timedelta | None
    paused: timedelta
    remaining: timedelta | None
    verdict: Verdict


class Run(NamedTuple):
    """Counting from `start` towards `target` seconds on a calendar."""

    start: int
    target: int
    calendar: BusinessCalendar


def merged(pauses: Sequence[Pause], start: int, end: int | None) -> list[Pause]:
    """The pauses that begin before `end`, from `start` on: in order, apart, an open one last."""
    joined: list[Pause] = []
    for begin, finish in sorted(pauses, key=itemgetter(0)):
        first = max(begin, start)
        if (finish is not None and finish <= first) or (end is not None and begin >= end):
            continue
        if joined and (joined[-1][1] is None or joined[-1][1] >= first):
            before, last = joined[-1]
            joined[-1] = before, None if last is None or finish is None else max(last, finish)
        else:
            joined.append((first, finish))
    return joined


def reached(run: Run, amount: int, pauses: Sequence[Pause], edge: Edge) -> int | None:
    """When counted time reaches `amount` (rule 4); None where an open pause comes first.

    `pauses` are as `merged` returns them.
    """
    calendar, at, left = run.calendar, run.start, amount
    for begin, finish in pauses:
        if finish is not None and finish <= at:
            continue
        counted = calendar.elapsed_seconds(at, begin)
        if counted > left or (counted == left and edge == "closing"):
            return calendar.add_seconds(at, left, edge)
        left -= counted
        if finish is None:
            return None
        at = max(at, finish)
    return calendar.add_seconds(at, left, edge)


def counted(run: Run, pauses: Sequence[Pause], until: int) -> tuple[int, int]:
    """(elapsed, paused) seconds of the calendar in [start, until); `pauses` in order and apart."""
    start = run.start
    whole = run.calendar.elapsed_seconds(start, until)
    first = bisect_right(pauses, start, key=_end)
    last = bisect_left(pauses, until, lo=first, key=itemgetter(0))
    taken = 0
    cut: Iterable[int] = range(first, last)
    if last - first > _MANY:  # but the first and the last of them lie in the span as they are
        sums = _sums(run.calendar, tuple(pauses))
        taken = sums[last - 1] - sums[first + 1]
        cut = (first, last - 1)
    for place in cut:
        begin, end = pauses[place]
        taken += run.calendar.elapsed_seconds(
            begin if begin > start else start, until if end is None or end > until else end
        )
    return whole - taken, taken


@lru_cache(maxsize=4)
def _sums(calendar: BusinessCalendar, pauses: tuple[Pause, ...]) -> list[int]:
    """What the first n pauses take of the calendar, for each n; only the last may be open.

    Kept, for a clock with hundreds of pauses is counted several times on its page.
    """
    ended = [(begin, end) for begin, end in pauses if end is not None]
    each = calendar.elapsed_many(*zip(*ended, strict=True)).tolist()
    return list(accumulate(each, initial=0))


def _end(pause: Pause) -> int:
    return maxsize if pause[1] is None else pause[1]


def measure(
    started_at: datetime,
    target: timedelta,
    calendar: BusinessCalendar,
    pauses: Sequence[tuple[datetime, datetime | None]] = (),
    stopped_at: datetime | None = None,
    now: datetime | None = None,
    edge: Edge = "closing",
) -> ClockState:
    """Judge one clock at its stop, or at `now` (handbook, rules 3 to 5 and 13).

    With neither it runs: `elapsed` and `remaining` are None, and `paused` is what the pauses that
    have ended took out. A stop after `now` has not happened yet; a stop ends the pause it falls in.
    Naive instants and a negative target are refused with ValueError.
    """
    budget = target // timedelta(seconds=1)
    if budget < 0:
        raise ValueError("a target is not negative")
    run = Run(to_seconds(started_at), budget, calendar)
    stop, present = maybe_to_seconds(stopped_at), maybe_to_seconds(now)
    if stop is not None and present is not None and stop > present:
        stop = None
    spans = [(to_seconds(begin), maybe_to_seconds(end)) for begin, end in pauses]
    if stop is not None:
        spans = [(begin, stop if end is None else end) for begin, end in spans]
        return _stopped(run, merged(spans, run.start, stop), stop, edge)
    if present is not None:
        # The first second after the present: a pause that begins this second lasts already.
        return _running(run, merged(spans, run.start, present + 1), present, edge)
    return _timeless(run, merged(spans, run.start, None), edge)


def _timeless(run: Run, pauses: Sequence[Pause], edge: Edge) -> ClockState:
    ended = [(begin, finish) for begin, finish in pauses if finish is not None]
    taken = sum(run.calendar.elapsed_seconds(begin, finish) for begin, finish in ended)
    due = maybe_from_seconds(reached(run, run.target, pauses, edge))
    return ClockState(due, None, timedelta(seconds=taken), None, "running")


def _stopped(run: Run, pauses: Sequence[Pause], stop: int, edge: Edge) -> ClockState:
    """Met exactly when it stopped at or before its due time (rule 5)."""
    due = reached(run, run.target, pauses, edge)
    return _state(run, pauses, stop, due, "met" if due is None or stop <= due else "breached")


def _running(run: Run, pauses: Sequence[Pause], now: int, edge: Edge) -> ClockState:
    """While a pause lasts its end is not known, and there is no due time (rule 13)."""
    waiting = bool(pauses) and (pauses[-1][1] is None or pauses[-1][1] > now)
    known = [*pauses[:-1], (pauses[-1][0], None)] if waiting else pauses
    due = reached(run, run.target, known, edge)
    over = due is not None and now > due
    return _state(run, known, now, None if waiting else due, "breached" if over else "running")


def _state(
    run: Run, pauses: Sequence[Pause], until: int, due: int | None, verdict: Verdict
) -> ClockState:
    elapsed, taken = counted(run, pauses, until)
    return ClockState(
        due_at=maybe_from_seconds(due),
        elapsed=timedelta(seconds=elapsed),
        paused=timedelta(seconds=taken),
        remaining=timedelta(seconds=run.target - elapsed),
        verdict=verdict,
    )
