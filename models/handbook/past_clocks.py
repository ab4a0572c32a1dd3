"""Clocks of the past as the work they took, as it was known at an instant (handbook, rule 10)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, cast

import numpy as np

from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause
from models.handbook.held import Stretches, held_meanwhile, open_between
from models.handbook.open_time import Ints
from models.handbook.policy import RESOLUTION
from models.handbook.roster import Span
from models.handbook.work_curves import Floats
from models.handbook.work_times import CaseKind, PastWork

_SURE: Final = 5
"""So many waits are supposed to have gone on before any was seen."""


class PastClock(NamedTuple):
    """A commitment's clock of a case, whoever had it last; `stopped_at` is None while it runs.

    `known_at` is when the desk knew all that it stopped by.
    """

    case_id: int
    commitment: str
    priority: str
    category: str
    agent_id: int | None
    calendar: str
    started_at: int
    stopped_at: int | None = None
    known_at: int = 0
    pauses: tuple[Pause, ...] = ()

    def stop(self, as_of: int) -> int | None:
        """When it stopped, as far as that was known at an instant."""
        stopped = self.stopped_at
        return None if stopped is None or max(stopped, self.known_at) > as_of else stopped


@dataclass(frozen=True)
class Hours:
    """When work is done: by people's own hours, where these are known, or else by the calendar that
    a clock counts on."""

    calendars: Mapping[str, BusinessCalendar]
    people: Mapping[int, Sequence[Span]] = field(default_factory=dict)

    def between(self, person: int | None, calendar: str, starts: Ints, ends: Ints) -> Ints:
        """Seconds at work in each [start, end)."""
        if person is not None and person in self.people:
            return open_between(self.people[person], starts, ends)
        return self.calendars[calendar].elapsed_many(starts, ends)

    def axis(self, person: int | None, calendar: str) -> tuple[int, str]:
        """What tells whose hours these are."""
        return (person, "") if person is not None and person in self.people else (0, calendar)


class Worked(NamedTuple):
    """What past clocks teach, and the open cases they leave, by commitment and case.

    `goes_on` is the share of waits after which a case was at work again; the others ended the case.
    """

    past: list[PastWork]
    open: dict[tuple[str, int], CaseKind]
    goes_on: float = 1.0


def worked(clocks: Sequence[PastClock], hours: Hours, as_of: int) -> Worked:
    """The work of these clocks, and of those that ran then how much they had had."""
    begun = [one for one in clocks if one.started_at < as_of]
    stops = [one.stop(as_of) for one in begun]
    until = np.array([as_of if stop is None else stop for stop in stops], dtype=np.int64)
    seconds, held = _seconds(begun, until, hours), _held(begun, until)
    past = [
        PastWork(one.commitment, one.priority, one.category, one.agent_id, took, had,
                 stop is not None)
        for one, stop, took, had in zip(begun, stops, seconds.tolist(), held.tolist(), strict=True)
    ]  # fmt: skip
    still = {
        (one.commitment, one.case_id): CaseKind(
            one.case_id, one.priority, one.category, one.agent_id, work.seconds / work.held
        )
        for one, work in zip(begun, past, strict=True) if not work.ended
    }  # fmt: skip
    return Worked(past, still, _going_on(begun, stops))


def _going_on(clocks: Sequence[PastClock], stops: Sequence[int | None]) -> float:
    """How many waits ended with the case at work again: all, as long as few are known."""
    waits = ended = 0
    for one, stop in zip(clocks, stops, strict=True):
        if one.commitment == RESOLUTION and stop is not None and one.pauses:
            waits += len(one.pauses)
            last = one.pauses[-1][1]
            ended += last is None or last >= stop
    return (waits - ended + _SURE) / (waits + _SURE)


def _held(clocks: Sequence[PastClock], until: Ints) -> Floats:
    """How many cases whoever had it held meanwhile: of what nobody had, as many as is usual."""
    people = np.array([one.agent_id or 0 for one in clocks], dtype=np.int64)
    begins = np.array([one.started_at for one in clocks], dtype=np.int64)
    every = Stretches(people, begins, np.maximum(until, begins))
    whole = np.array([one.commitment == RESOLUTION for one in clocks], dtype=np.bool_)
    had = held_meanwhile(Stretches(*(column[whole] for column in every)), every)
    nobody = people == 0
    if nobody.any():
        had[nobody] = had[~nobody].mean() if not nobody.all() else 1.0
    return had


def _seconds(clocks: Sequence[PastClock], until: Ints, hours: Hours) -> Ints:
    """Working time of each clock, its pauses taken out."""
    places = defaultdict[tuple[int | None, str], list[tuple[int, int, int, int]]](list)
    for place, (one, end) in enumerate(zip(clocks, until.tolist(), strict=True)):
        whose = places[one.agent_id, one.calendar]
        whose.append((place, one.started_at, end, 1))
        for begin, finish in one.pauses:
            last = end if finish is None else min(finish, end)
            whose.append((place, max(begin, one.started_at), last, -1))
    found = np.zeros(len(clocks), dtype=np.int64)
    for (person, calendar), rows in places.items():
        at, starts, ends, sign = np.array(rows, dtype=np.int64).T
        np.add.at(found, at, sign * hours.between(person, calendar, starts, ends))
    return cast(Ints, np.maximum(found, 0))
