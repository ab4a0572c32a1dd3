"""A desk as it is forecast from, and the scene its futures are played on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from models.handbook.arrivals import HOUR, Arrivals
from models.handbook.forecast_team import NOBODY, Axes, Giving, Team
from models.handbook.open_time import Ints
from models.handbook.policy import RESOLUTION, Offer, Policy
from models.handbook.skill_rules import Need
from models.handbook.work_curves import Floats
from models.handbook.work_times import LEARNT, CaseKind, WorkTimes, chances

HOURS: Final = 72
"""So far ahead a desk is played on."""
_FINE_HOURS: Final = 8
_FINE: Final = 1800


class OpenClock(NamedTuple):
    """A clock that runs: due at an instant, or while it is paused, so many counted seconds after it
    goes on."""

    commitment: str
    calendar: str
    due_at: int | None
    left: int = 0


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case with the clocks to be kept. What it needs says to whom it may be given while
    nobody has it."""

    case_id: int
    priority: str
    clocks: tuple[OpenClock, ...]
    category: str = ""
    agent_id: int | None = None
    needs: tuple[Need, ...] = ()

    def clock(self, commitment: str) -> OpenClock | None:
        """One of its clocks."""
        return next((one for one in self.clocks if one.commitment == commitment), None)

    @property
    def waits(self) -> bool:
        """Whether one of them is paused."""
        return any(one.due_at is None for one in self.clocks)

    def late_at(self, instant: int) -> bool:
        """Whether one of them is over already."""
        return any(one.due_at is not None and one.due_at < instant for one in self.clocks)


@dataclass(frozen=True)
class DeskNow:
    """All that a forecast looks at.

    `spent` has, by commitment and case, what an open case's work depends on; `coming_needs` is what
    each kind of `arrivals` needs. Only `commitments` are forecast: those that the history tells of.
    `goes_on` is how likely a case that waits is worked on again, and does not end by the wait.
    """

    now: int
    policy: Policy
    cases: tuple[OpenCase, ...]
    times: WorkTimes
    arrivals: Arrivals
    team: Team
    spent: Mapping[tuple[str, int], CaseKind] = field(default_factory=dict)
    coming_needs: tuple[tuple[Need, ...], ...] = ()
    commitments: tuple[str, ...] = LEARNT
    goes_on: float = 1.0

    def offer(self, priority: str, commitment: str) -> Offer | None:
        """What binds a case to come: the SLA, or the SLO where there is none (rule 18)."""
        return next(iter(self.policy.offers(priority, commitment)), None)


class Scene:
    """The people, their hours in steps, and how cases that nobody has are given to them.

    People are places: first those who are given cases, then who holds some besides, then nobody.
    """

    def __init__(self, desk: DeskNow, futures: int, seed: int) -> None:
        self.desk, self.futures, self.seed = desk, futures, seed
        self.edges = desk.now + _edges()
        self.axes = Axes(desk.team.hours, self.edges)
        self.workers = desk.team.givable
        held = {case.agent_id for case in desk.cases if case.agent_id is not None}
        given = [one.id for one in self.workers]
        self.people: tuple[int, ...] = (*given, *sorted(held - set(given)))
        self.place = {person: place for place, person in enumerate(self.people)}

    @property
    def nobody(self) -> int:
        """The place of nobody: where none can be given a case."""
        return len(self.people)

    @property
    def desks(self) -> int:
        """How many desks there are in one future."""
        return len(self.people) + 1

    @cached_property
    def giving(self) -> Giving:
        """By whom each need is met: those of the cases that nobody has, then of what comes."""
        calendar = self.desk.policy.team.fingerprint
        rows = [self.axes.row(one.id, calendar) for one in self.workers]
        known = [one.id in self.desk.team.hours.people for one in self.workers]
        at_work = np.ones((len(rows), len(self.edges) - 1))
        for place, (row, has_hours) in enumerate(zip(rows, known, strict=True)):
            if has_hours:
                at_work[place] = self.axes.opened[row] > 0
        needs = [*(case.needs for case in self.unheld), *self.desk.coming_needs]
        return Giving(self.workers, needs, at_work)

    @cached_property
    def unheld(self) -> tuple[OpenCase, ...]:
        """The open cases that nobody has."""
        return tuple(case for case in self.desk.cases if case.agent_id is None)

    def given(self, which: Ints, step: Ints, by_chance: Floats) -> Ints:
        """The places of whoever is given these."""
        found = self.giving.give(which, step, by_chance)
        return np.where(found == NOBODY, self.nobody, found)

    def rows_of(self, calendar: str) -> Ints:
        """By place, whose hours count for a clock of this calendar; of nobody none, but where there
        is no team at all, the calendar's own."""
        rows = [self.axes.row(person, calendar) for person in self.people]
        return np.array([*rows, 0 if self.people else self.axes.row(None, calendar)])

    def paces(self, commitment: str) -> Floats:
        """By place, how long they take beside the team."""
        paces = [self.desk.times.pace(commitment, person) for person in self.people]
        return np.array([*paces, 1.0])

    def desks_of(self, future: Ints, who: Ints) -> Ints:
        """The desk of a place in a future."""
        return future * self.desks + who

    def later(self, person: int, calendar: str, until: Sequence[int]) -> Ints:
        """Working seconds from the end of the scene until these instants, for a place."""
        begin = np.full(len(until), self.edges[-1])
        if person == self.nobody and self.people:
            return np.zeros(len(until), dtype=np.int64)
        whose = None if person == self.nobody else self.people[person]
        return self.desk.team.hours.between(whose, calendar, begin, np.array(until, dtype=np.int64))

    def uniform(self, case_id: int) -> Floats:
        """By chance to whom a case of nobody's goes: its own stream."""
        return np.exp(-chances(self.seed, case_id, self.futures, len(LEARNT)))


def calendar_of(case: OpenCase, policy: Policy) -> str:
    """By which calendar a case is worked on where whoever has it has no hours of their own."""
    clock = case.clock(RESOLUTION) or next(iter(case.clocks), None)
    return policy.team.fingerprint if clock is None else clock.calendar


def _edges() -> Ints:
    fine = np.arange(0, _FINE_HOURS * HOUR, _FINE)
    return np.concatenate([fine, np.arange(_FINE_HOURS * HOUR, HOURS * HOUR + 1, HOUR)])
