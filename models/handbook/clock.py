"""One clock: a target counted on a calendar, pauses taken out (handbook, rules 3 to 5 and 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import maybe_from_seconds, maybe_to_seconds, to_seconds
from models.handbook.policy import Edge

Verdict = Literal["met", "breached", "running", "unknown"]
Pause = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class ClockState:
    """What a clock says. `remaining` is negative once over; `paused` is counted time taken out.

    `due_at` is None while a pause lasts (rule 13); `breached_at` is the crossing, if there was one.
    """

    due_at: datetime | None
    elapsed: timedelta | None
    paused: timedelta
    remaining: timedelta | None
    verdict: Verdict
    breached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Counting from `start` towards `target` seconds on a calendar."""

    start: int
    target: int
    calendar: BusinessCalendar


def merged(pauses: Sequence[Pause], start: int, end: int | None) -> list[Pause]:
    """The pauses clipped to [start, end), in order, overlaps joined; an open one comes last."""
    joined: list[Pause] = []
    for begin, finish in sorted(pauses, key=lambda pause: pause[0]):
        if (finish is not None and finish <= max(begin, start)) or (
            end is not None and begin >= end
        ):
            continue
        first = max(begin, start)
        if joined and (joined[-1][1] is None or joined[-1][1] >= first):
            last = joined[-1][1]
            joined[-1] = (
                joined[-1][0],
                None if last is None or finish is None else max(last, finish),
            )
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
    """(elapsed, paused) seconds of the calendar in [start, until)."""
    whole = run.calendar.elapsed_seconds(run.start, until)
    taken = 0
    for begin, finish in pauses:
        end = until if finish is None else min(finish, until)
        taken += run.calendar.elapsed_seconds(max(begin, run.start), end)
    return whole - taken, taken


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

    With neither, `elapsed` and `remaining` are None and the verdict is "running". Naive instants
    and a target that is not positive are refused with ValueError.
    """
    budget = target // timedelta(seconds=1)
    if budget <= 0:
        raise ValueError("a target must be longer than nothing")
    run = Run(to_seconds(started_at), budget, calendar)
    stop, present = maybe_to_seconds(stopped_at), maybe_to_seconds(now)
    if stop is not None and present is not None and stop > present:
        stop = None
    until = present if stop is None else stop
    spans = [(to_seconds(begin), maybe_to_seconds(end)) for begin, end in pauses]
    return _state(run, merged(spans, run.start, _after(until)), stop, until, edge)


def _after(until: int | None) -> int | None:
    """The first second after `until`, so that a pause that begins then counts as open."""
    return None if until is None else until + 1


def _state(
    run: Run, pauses: list[Pause], stop: int | None, until: int | None, edge: Edge
) -> ClockState:
    waiting = stop is None and _open_at(pauses, until)
    crossing = reached(run, run.target, _opened(pauses) if waiting else pauses, edge)
    if until is None:
        return ClockState(maybe_from_seconds(crossing), None, timedelta(), None, "running")
    elapsed, taken = counted(run, pauses, until)
    breached_at = crossing if crossing is not None and until > crossing else None
    verdict: Verdict = "met" if stop is not None else "running"
    return ClockState(
        due_at=None if waiting else maybe_from_seconds(crossing),
        elapsed=timedelta(seconds=elapsed),
        paused=timedelta(seconds=taken),
        remaining=timedelta(seconds=run.target - elapsed),
        verdict=verdict if breached_at is None else "breached",
        breached_at=maybe_from_seconds(breached_at),
    )


def _open_at(pauses: list[Pause], now: int | None) -> bool:
    """Whether a pause lasts at `now`: it has begun and not ended."""
    if not pauses:
        return False
    begin, end = pauses[-1]
    return end is None or (now is not None and begin <= now < end)


def _opened(pauses: list[Pause]) -> list[Pause]:
    """The same pauses with the last one's end not known yet."""
    return [*pauses[:-1], (pauses[-1][0], None)]
