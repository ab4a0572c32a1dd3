"""Many cases at once: who takes what, so that the breaches expected cost least (rule 23).

What is minimised is, over the cases, the price of a breach times how likely it is with whoever
takes it, and over the people, what their load adds to that of all they hold. How likely a breach is
follows from how long such cases take them (`work_times`), shared by all that they hold. Nobody gets
more than they have room for. Where all cases weigh the same, each place on somebody's desk is a
column of an assignment problem; else a mixed-integer programme finds it, with a time limit and the
gap it left.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.handbook.assignment import Agent, Job, in_the_way, that_anybody_has
from models.handbook.assignment_solver import (
    CROWDING,
    SECONDS,
    Costs,
    Floats,
    Ints,
    cost_of,
    least_cost,
)
from models.handbook.policy import RESOLUTION
from models.handbook.shift_time import worked_until
from models.handbook.skill_rules import Need, still_asked
from models.handbook.work_curves import longer_than
from models.handbook.work_times import WorkTimes

PRICES: Final[Mapping[str, float]] = {"P1": 27, "P2": 9, "P3": 3, "P4": 1}
"""What a breach costs, next to that of a P4."""
_NO_SKILL, _PER_LEVEL, _USUAL_LEVEL = 0.7, 0.1, 3
"""How fast a case goes with whoever has no such skill, and how much each level adds."""
_LIGHT: Final = Job(0, "", "", 0, 0)
"""What stands in the way of this one stands in the way of every case."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who takes which case, by ids; who is not named takes none, which is not named goes to nobody.

    `cost` is the sum that was minimised. `gap` is the share of it by which another plan might be
    better: 0 where it is the best there is.
    """

    chosen: Mapping[int, int]
    cost: float
    gap: float = 0.0


def propose(
    jobs: Sequence[Job], agents: Sequence[Agent], now: int, times: WorkTimes,
    seconds: float = SECONDS,
) -> Plan:  # fmt: skip
    """The plan that costs least; without people one in which nobody has any."""
    if not jobs:
        return Plan({}, 0.0)
    return solve(costs_of(jobs, agents, now, times), jobs, agents, seconds)


def solve(
    costs: Costs, jobs: Sequence[Job], agents: Sequence[Agent], seconds: float = SECONDS
) -> Plan:
    """The least of these costs, and the plan that has it."""
    who, gap = least_cost(costs, seconds)
    chosen = {jobs[job].case_id: agents[at].id for job, at in enumerate(who.tolist()) if at >= 0}
    return Plan(chosen, cost_of(costs, who.tolist()), gap)


def costs_of(jobs: Sequence[Job], agents: Sequence[Agent], now: int, times: WorkTimes) -> Costs:
    """What each case costs with each person, looked at without the others."""
    prices = np.array([PRICES.get(job.priority, 1.0) for job in jobs])
    weights = np.array([job.weight for job in jobs])
    loads = np.array([agent.load for agent in agents], dtype=np.int64)
    may, pace = _may_take(jobs, agents, now)
    left = _work_left(jobs, agents, now)
    pairs = np.where(may, prices[:, None] * _late(jobs, agents, left * pace, times), inf)
    left_out = 2 * prices + CROWDING * weights
    capacities = np.array([agent.capacity for agent in agents], dtype=np.int64)
    return Costs(pairs, left_out, weights, loads, capacities)


def _late(
    jobs: Sequence[Job], agents: Sequence[Agent], working: Floats, times: WorkTimes
) -> Floats:
    """How likely each case takes more than the working time there is for it, shared by all that
    whoever gets it holds then."""
    among = np.array([agent.cases + 1 for agent in agents])
    paces = np.array([times.pace(RESOLUTION, agent.id) for agent in agents])
    own = working / (among * paces)
    found = np.zeros(own.shape)
    kinds = defaultdict[tuple[str, str], list[int]](list)
    for row, job in enumerate(jobs):
        kinds[job.priority, job.category].append(row)
    for kind, rows in kinds.items():
        found[rows] = longer_than(times.team_curve(RESOLUTION, *kind), own[rows])
    return found


def _may_take(
    jobs: Sequence[Job], agents: Sequence[Agent], now: int
) -> tuple[NDArray[np.bool_], Floats]:
    """Who may take which case, as `rank` has it, and how fast it would go with them."""
    levels = _levels(jobs, agents)
    ids = np.array([agent.id for agent in agents], dtype=np.int64)
    free = np.array([not in_the_way(_LIGHT, agent, (), now) for agent in agents], dtype=np.bool_)
    shift = np.array([agent.shift_left(now) for agent in agents], dtype=np.int64)
    room = np.array([agent.capacity - agent.load for agent in agents], dtype=np.int64)
    may = np.empty((len(jobs), len(agents)), dtype=np.bool_)
    pace = np.empty(may.shape)
    for row, job in enumerate(jobs):
        here = free & (shift >= job.seconds) & (room >= job.weight)
        if job.only is not None:
            here &= np.isin(ids, list(job.only))
        asked = that_anybody_has(still_asked(job.needs, job.left), partial(_anybody, here, levels))
        may[row] = here & _able(asked, levels)
        pace[row] = _pace(job, levels)
    return may, pace


def paces(jobs: Sequence[Job], agents: Sequence[Agent]) -> Floats:
    """How fast each case goes with each person, next to whoever has what is usual."""
    levels = _levels(jobs, agents)
    found = np.ones((len(jobs), len(agents)))
    for row, job in enumerate(jobs):
        found[row] = _pace(job, levels)
    return found


def _pace(job: Job, levels: Mapping[str, Ints]) -> Any:
    held = sum(levels[need.skill] for need in job.needs) / max(len(job.needs), 1)
    return _NO_SKILL + _PER_LEVEL * (held if job.needs else _USUAL_LEVEL)


def _levels(jobs: Sequence[Job], agents: Sequence[Agent]) -> Mapping[str, Ints]:
    """How well each person can do each of the skills that any of these cases needs."""
    names = {need.skill for job in jobs for need in job.needs}
    return {name: np.array([one.level(name) for one in agents], dtype=np.int64) for name in names}


def _anybody(here: Any, levels: Mapping[str, Ints], asked: Sequence[Need]) -> bool:
    return bool((here & _able(asked, levels)).any())


def _able(asked: Sequence[Need], levels: Mapping[str, Ints]) -> Any:
    able: Any = True
    for need in asked:
        able = able & (levels[need.skill] >= need.level)
    return able


def _work_left(jobs: Sequence[Job], agents: Sequence[Agent], now: int) -> Floats:
    """Seconds that each person works until each case is due; no end where it has no due time."""
    dues = np.array([now if job.due_at is None else job.due_at for job in jobs], dtype=np.float64)
    found = np.empty((len(jobs), len(agents)))
    for at, agent in enumerate(agents):
        found[:, at] = worked_until(agent.spans, now, dues)
    found[[job.due_at is None for job in jobs]] = inf
    return found
