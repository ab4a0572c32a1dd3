"""Everybody's desk in many futures: each works their own queue next-due first (rule 23).

The futures are the same whoever has a case, so that what differs between two states of the desks
is the moves' doing. Cases that nobody has are worked on by nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from models.handbook.assignment import AWAY, OFF, Agent
from models.handbook.assignment_many import PRICES
from models.handbook.backlog import Backlog, BoardCase, Floats, Ints, backlog
from models.handbook.roster import Span
from models.handbook.shift_time import done_at, worked_until

AHEAD: Final = 14 * 86_400
"""So far ahead shifts are known; later ones are taken to be as many."""
NOBODY: Final = -1


@dataclass(frozen=True)
class Desks:
    """Who has what at one instant, and how likely each deadline is passed.

    `takes` is how long a case takes with somebody, next to its usual time; `worked` is how much
    each person works until each deadline. `holders` is the place of each case's person, or
    `NOBODY`; `loads` is what each person holds, and `late` in which share of the futures each
    deadline is passed.
    """

    now: int
    cases: tuple[BoardCase, ...]
    agents: tuple[Agent, ...]
    backlog: Backlog
    takes: Floats
    worked: Floats
    holders: Ints
    loads: Ints
    late: Floats

    @cached_property
    def place(self) -> Mapping[int, int]:
        """Where each case is, by id."""
        return {case.job.case_id: at for at, case in enumerate(self.cases)}

    @cached_property
    def row(self) -> Mapping[int, int]:
        """Where each person is, by id."""
        return {agent.id: at for at, agent in enumerate(self.agents)}

    @cached_property
    def spans(self) -> tuple[tuple[Span, ...], ...]:
        """When each person works on what they have."""
        return tuple(at_work(one, self.now) for one in self.agents)

    @cached_property
    def counts(self) -> Floats:
        """1 for each deadline that is a breach if it is passed, and is not over yet."""
        binds = np.array([due.binds for due in self.backlog.deadlines], dtype=np.float64)
        found: Floats = binds * (self.backlog.at >= self.now)
        return found

    @cached_property
    def prices(self) -> Floats:
        """What a breach of each deadline costs."""
        each = [PRICES.get(case.job.priority, 1.0) for case in self.cases]
        found: Floats = np.array(each, dtype=np.float64)[self.backlog.case_at]
        return found

    def holder(self, case_id: int) -> int | None:
        """Who has a case, by id."""
        at = int(self.holders[self.place[case_id]])
        return None if at == NOBODY else self.agents[at].id

    def to_move(self, case_ids: Iterable[int], to: int) -> list[int]:
        """The places of those of these cases that somebody does not have yet."""
        known = [self.place[one] for one in dict.fromkeys(case_ids) if one in self.place]
        return [at for at in known if self.holders[at] != to]

    def given(self, moved: Sequence[int], to: int) -> "Desks":
        """The same once somebody, or nobody, has the cases at these places: only the desks that
        this touches are worked through again."""
        holders, late, loads = self.holders.copy(), self.late.copy(), self.loads.copy()
        holders[moved] = to
        for who in self.touched(moved, to):
            self._work_through(late, holders, who)
        if to == NOBODY:
            late[np.isin(self.backlog.case_at, moved)] = 1.0
        for at in moved:
            weight = self.cases[at].job.weight
            for who, more in ((int(self.holders[at]), -weight), (to, weight)):
                if who != NOBODY:
                    loads[who] += more
        return replace(self, holders=holders, loads=loads, late=late)

    def thinned(self, futures: int) -> "Desks":
        """The same in the first so many of its futures."""
        todo = replace(self.backlog, seconds=self.backlog.seconds[:, :futures].copy())
        few = replace(self, backlog=todo, late=np.ones(len(self.late)))
        for who in range(len(self.agents)):
            few._work_through(few.late, self.holders, who)
        return few

    def touched(self, moved: Sequence[int], to: int) -> list[int]:
        """Whose desks are others once somebody has these cases."""
        return sorted({to, *self.holders[moved].tolist()} - {NOBODY})

    def worked_off(self, who: int, holders: Ints | None = None) -> tuple[Ints, Floats]:
        """The pieces of work on somebody's desk in their order, and how much they have worked when
        each is done, by future."""
        whose = self.holders if holders is None else holders
        pieces = np.flatnonzero(whose[self.backlog.case_of] == who)
        longer = self.takes[self.backlog.case_of[pieces], who]
        return pieces, np.cumsum(self.backlog.seconds[pieces] * longer[:, None], axis=0)

    def _work_through(self, late: Floats, holders: Ints, who: int) -> None:
        """Put in how likely each deadline on somebody's desk is passed."""
        pieces, done = self.worked_off(who, holders)
        here = np.flatnonzero(holders[self.backlog.case_at] == who)
        rows = pieces.searchsorted(self.backlog.piece_of[here])
        late[here] = (done[rows] > self.worked[who, here][:, None]).mean(axis=1)

    def done(self, piece: int) -> Floats:
        """When a piece of work on somebody's desk is done, by future; infinite if in no shift that
        is known."""
        who = int(self.holders[self.backlog.case_of[piece]])
        before = np.arange(piece + 1)
        pieces = before[self.holders[self.backlog.case_of[before]] == who]
        longer = self.takes[self.backlog.case_of[pieces], who]
        return done_at(self.spans[who], self.now, longer @ self.backlog.seconds[pieces])


def prepare(
    cases: Sequence[BoardCase], agents: Sequence[Agent], now: int, answers: Floats, wholes: Floats,
    takes: Floats | None = None,
) -> Desks:  # fmt: skip
    """The desks as they stand; `answers` and `wholes` as `backlog` has them. A case of whoever is
    not among these people is nobody's."""
    todo = backlog(cases, answers, wholes)
    pace = np.ones((len(cases), len(agents))) if takes is None else takes
    worked = np.array([_worked(agent, now, todo.at) for agent in agents])
    rows = {agent.id: at for at, agent in enumerate(agents)}
    had = [NOBODY if one.holder is None else rows.get(one.holder, NOBODY) for one in cases]
    holders = np.array(had, dtype=np.int64)
    loads = np.array([agent.load for agent in agents], dtype=np.int64)
    late = np.ones(len(todo.deadlines))
    made = Desks(now, tuple(cases), tuple(agents), todo, pace, worked, holders, loads, late)
    return made.thinned(len(wholes))


def at_work(agent: Agent, now: int) -> tuple[Span, ...]:
    """When somebody works on what they have: not while they are away, never while they are off."""
    if agent.status == OFF:
        return ()
    if agent.status == AWAY:
        return tuple(span for span in agent.spans if span[0] > now)
    return agent.spans


def _worked(agent: Agent, now: int, instants: Floats) -> Floats:
    """Seconds that somebody works on what they have until each instant."""
    known = worked_until(at_work(agent, now), now, np.append(instants, now + AHEAD))
    beyond = np.maximum(instants - (now + AHEAD), 0)
    found: Floats = known[:-1] + beyond * known[-1] / AHEAD
    return found
