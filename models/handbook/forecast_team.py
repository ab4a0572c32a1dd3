"""Who works on what in a forecast: desks, hours, and who is given the cases that nobody has yet.

A case that nobody has goes by chance to one of those who know what it needs and are at work, or are
next, by their capacity, whatever they hold: so more work on a desk never takes work off another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from models.handbook.contract_rules import folded
from models.handbook.open_time import Ints
from models.handbook.past_clocks import Hours
from models.handbook.skill_rules import Need
from models.handbook.work_curves import Floats

NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who is given cases: how many, by weight, and what they know, by folded name."""

    id: int
    capacity: int
    skills: Mapping[str, int] = field(default_factory=dict)

    def able(self, needs: Sequence[Need]) -> bool:
        """Whether they have what a case requires; what it prefers relaxes (rule 23)."""
        return all(
            self.skills.get(folded(one.skill), 0) >= one.level for one in needs if one.required
        )


@dataclass(frozen=True, slots=True)
class Team:
    """Who is given cases, and when people and calendars are at work."""

    workers: tuple[Worker, ...]
    hours: Hours

    @property
    def givable(self) -> tuple[Worker, ...]:
        """Those at work by hours of their own, or all where nobody's are known; of these who takes
        cases, or all where nobody does: a lead alone works on them all the same."""
        known = tuple(one for one in self.workers if one.id in self.hours.people) or self.workers
        taking = tuple(one for one in known if one.capacity > 0)
        return taking or tuple(replace(one, capacity=1) for one in known)


class Axes:
    """The working seconds of each step, a row for each person with hours and each calendar."""

    def __init__(self, hours: Hours, edges: Ints) -> None:
        self._hours, self._edges = hours, edges
        self._rows: dict[tuple[int, str], int] = {(0, ""): 0}
        self._opened: list[Floats] = [np.zeros(len(edges) - 1)]

    def row(self, person: int | None, calendar: str) -> int:
        """The row of whoever works on a clock of this calendar; 0 is nobody's."""
        key = self._hours.axis(person, calendar)
        if key not in self._rows:
            begins, ends = self._edges[:-1], self._edges[1:]
            opened = self._hours.between(person, calendar, begins, ends)
            self._rows[key] = len(self._opened)
            self._opened.append(opened.astype(np.float64))
        return self._rows[key]

    @property
    def opened(self) -> Floats:
        """All rows."""
        return np.array(self._opened)


class Giving:
    """To whom cases of several needs are given, in each step."""

    def __init__(
        self, workers: Sequence[Worker], needs: Sequence[Sequence[Need]], at_work: Floats
    ) -> None:
        """`at_work` has a row for each worker and a column for each step: 1 or 0."""
        self._steps, self._workers = at_work.shape[1], len(workers)
        if not workers:
            return
        capacity = np.array([one.capacity for one in workers], dtype=np.float64)
        able = np.array([[one.able(need) for one in workers] for need in needs], dtype=np.float64)
        able = able.reshape(len(needs), 1, len(workers)) * capacity
        here = _or_next(able * at_work.T)
        chance = np.where(here.any(axis=2, keepdims=True), here, able)
        self._nobody = ~chance.any(axis=2).ravel()
        total = np.maximum(chance.sum(axis=2, keepdims=True), 1e-12)
        upto = np.cumsum(chance / total, axis=2).reshape(-1, self._workers)
        upto[upto > 1 - 1e-9] = 1.0
        # each row a little further on than the one before it: then all are searched as one
        self._upto = (upto + np.arange(len(upto))[:, None]).ravel()

    def give(self, which: Ints, step: Ints, by_chance: Floats) -> Ints:
        """The place of each case's worker, or `NOBODY`; `which` are the places of their needs."""
        if not self._workers:
            return np.full(len(which), NOBODY, dtype=np.int64)
        row = which * self._steps + step
        at = np.searchsorted(self._upto, row + by_chance, side="right")
        worker = np.minimum(at - row * self._workers, self._workers - 1)
        return np.where(self._nobody[row], NOBODY, worker)


def _or_next(here: Floats) -> Floats:
    """By need, step and worker; in a step in which nobody is at work, whoever is next: what comes
    in the night is given away in the morning."""
    for step in range(here.shape[1] - 2, -1, -1):
        nobody = ~here[:, step].any(axis=1)
        here[nobody, step] = here[nobody, step + 1]
    return here
