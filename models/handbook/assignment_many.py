"""Many cases at once: who takes what, so that the breaches expected cost least (rule 23).

What is minimised is, over the cases, the price of a breach times how likely it is with whoever
takes it, and over the people, what their load adds to that of all they hold. Nobody gets more than
they have room for. Where all cases weigh the same, each place on somebody's desk is a column of an
assignment problem; else a mixed-integer programme finds it, with a time limit and the gap it left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import gcd, inf
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from models.errors import KnownError
from models.handbook.assignment import Agent, Job, in_the_way, without_last_preferred
from models.handbook.assignment_terms import AssignmentTerms
from models.handbook.skill_rules import Need, still_asked

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRICES: Final[Mapping[str, float]] = {"P1": 27, "P2": 9, "P3": 3, "P4": 1}
"""What a breach costs, next to that of a P4."""
CROWDING: Final = 0.25
"""What one more unit of load costs where the desk is full; less by as much as it is emptier."""
EXACT: Final = 5_000
"""So many pairs of a case and a person are looked at to the end; of more, until the gap is small.
"""
NEAR: Final = 0.01
_ROUNDING: Final = 1e-6
SECONDS: Final = 5.0
"""How long the solver may look."""
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


@dataclass(frozen=True, slots=True)
class Costs:
    """What is minimised: of each case with each person, infinite where they may not take it; of a
    case that nobody takes; and of the load that is added to each person's.
    """

    pairs: Floats
    left_out: Floats
    weights: Ints
    loads: Ints
    capacities: Ints

    @property
    def rooms(self) -> Ints:
        """How much more each person can hold."""
        return cast(Ints, np.maximum(self.capacities - self.loads, 0))

    def crowding(self, who: int, added: int) -> float:
        """What this much more on somebody's desk adds to the cost."""
        load, capacity = int(self.loads[who]), int(self.capacities[who])
        if not added:
            return 0.0
        return float(CROWDING * ((load + added) ** 2 - load**2) / (2 * capacity))


def propose(
    jobs: Sequence[Job], agents: Sequence[Agent], now: int, terms: AssignmentTerms,
    seconds: float = SECONDS,
) -> Plan:  # fmt: skip
    """The plan that costs least; without people one in which nobody has any."""
    if not jobs:
        return Plan({}, 0.0)
    return solve(costs_of(jobs, agents, now, terms), jobs, agents, seconds)


def solve(
    costs: Costs, jobs: Sequence[Job], agents: Sequence[Agent], seconds: float = SECONDS
) -> Plan:
    """The least of these costs, and the plan that has it."""
    who, gap = _free_of_room(costs), 0.0
    heavy = np.flatnonzero(costs.weights)
    if len(heavy):
        rest = replace(costs, pairs=costs.pairs[heavy], left_out=costs.left_out[heavy],
                       weights=costs.weights[heavy])  # fmt: skip
        same = len(set(rest.weights.tolist())) == 1
        who[heavy], gap = _by_places(rest) if same else _by_programme(rest, seconds)
    chosen = {jobs[job].case_id: agents[at].id for job, at in enumerate(who.tolist()) if at >= 0}
    return Plan(chosen, cost_of(costs, who.tolist()), gap)


def _free_of_room(costs: Costs) -> Ints:
    """Cases that weigh nothing need no room: each goes to whom it costs least; no other does."""
    who = np.full(len(costs.weights), -1, dtype=np.int64)
    if costs.pairs.shape[1]:
        light = (costs.weights == 0) & (costs.pairs.min(axis=1) < costs.left_out)
        who[light] = costs.pairs[light].argmin(axis=1)
    return who


def cost_of(costs: Costs, who: Sequence[int]) -> float:
    """What a plan costs: `who` is the place of each case's person, or -1."""
    added = [0] * len(costs.loads)
    total = 0.0
    for job, at in enumerate(who):
        total += float(costs.pairs[job, at] if at >= 0 else costs.left_out[job])
        if at >= 0:
            added[at] += int(costs.weights[job])
    return total + sum(costs.crowding(at, more) for at, more in enumerate(added))


def costs_of(
    jobs: Sequence[Job], agents: Sequence[Agent], now: int, terms: AssignmentTerms
) -> Costs:
    """What each case costs with each person, looked at without the others."""
    prices = np.array([PRICES.get(job.priority, 1.0) for job in jobs])
    weights = np.array([job.weight for job in jobs])
    loads = np.array([agent.load for agent in agents], dtype=np.int64)
    may, pace = _may_take(jobs, agents, now)
    left = _work_left(jobs, agents, now)
    mean = np.maximum((weights[:, None] + loads / 2) * terms.unit_seconds / pace, 1)
    pairs = np.where(may, prices[:, None] * np.exp(-left / mean), inf)
    left_out = 2 * prices + CROWDING * weights
    capacities = np.array([agent.capacity for agent in agents], dtype=np.int64)
    return Costs(pairs, left_out, weights, loads, capacities)


def _may_take(
    jobs: Sequence[Job], agents: Sequence[Agent], now: int
) -> tuple[NDArray[np.bool_], Floats]:
    """Who may take which case, as `rank` has it, and how fast it would go with them."""
    names = {need.skill for job in jobs for need in job.needs}
    levels = {
        name: np.array([agent.level(name) for agent in agents], dtype=np.int64) for name in names
    }
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
        asked = still_asked(job.needs, job.left)
        while not (able := here & _able(asked, levels)).any():
            fewer = without_last_preferred(asked)
            if fewer == asked:
                break
            asked = fewer
        may[row] = able
        held = sum(levels[need.skill] for need in job.needs) / max(len(job.needs), 1)
        pace[row] = _NO_SKILL + _PER_LEVEL * (held if job.needs else _USUAL_LEVEL)
    return may, pace


def _able(asked: Sequence[Need], levels: Mapping[str, Ints]) -> Any:
    able: Any = True
    for need in asked:
        able = able & (levels[need.skill] >= need.level)
    return able


def _work_left(jobs: Sequence[Job], agents: Sequence[Agent], now: int) -> Floats:
    """Seconds that each person works until each case is due; no end where it has no due time."""
    dues = np.array([now if job.due_at is None else job.due_at for job in jobs])
    found = np.empty((len(jobs), len(agents)))
    for at, agent in enumerate(agents):
        spans = np.maximum(np.array(agent.spans or [(now, now)]), now)
        begins, lengths = spans[:, 0], spans[:, 1] - spans[:, 0]
        before = np.concatenate([[0], np.cumsum(lengths)])
        last = np.maximum(np.searchsorted(begins, dues, side="right") - 1, 0)
        found[:, at] = before[last] + np.clip(dues - begins[last], 0, lengths[last])
    found[[job.due_at is None for job in jobs]] = inf
    return found


def _by_places(costs: Costs) -> tuple[Ints, float]:
    """Cases that weigh the same: one to a place on somebody's desk, each place dearer than the one
    before it. To whom it may not be given, it is not worth more than to be left out."""
    from scipy.optimize import linear_sum_assignment

    jobs, weight = len(costs.weights), int(costs.weights[0])
    whose, dearer = _steps(costs, weight)
    gains = costs.pairs[:, whose] + dearer - costs.left_out[:, None]
    rows, columns = linear_sum_assignment(np.minimum(gains, 0))
    who = np.full(jobs, -1, dtype=np.int64)
    taken = gains[rows, columns] < 0
    who[rows[taken]] = whose[columns[taken]]
    return who, 0.0


def _by_programme(costs: Costs, seconds: float) -> tuple[Ints, float]:
    """Cases of several weights: which pairs, and how many steps of each person's room they fill."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    job_of, who_of = np.nonzero(np.isfinite(costs.pairs))
    jobs, people = costs.pairs.shape
    step = reduce(gcd, costs.weights.tolist())
    step_of, dearer = _steps(costs, step)
    pairs, steps = len(job_of), len(step_of)
    rows = [job_of, np.arange(jobs), jobs + who_of, jobs + step_of]
    columns = [np.arange(pairs), pairs + np.arange(jobs), np.arange(pairs),
               pairs + jobs + np.arange(steps)]  # fmt: skip
    values = [np.ones(pairs), np.ones(jobs), costs.weights[job_of], np.full(steps, -step)]
    matrix = csr_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(jobs + people, pairs + jobs + steps),
    )
    least = np.concatenate([np.ones(jobs), np.full(people, -inf)])
    most = np.concatenate([np.ones(jobs), np.zeros(people)])
    found = milp(
        np.concatenate([costs.pairs[job_of, who_of], costs.left_out, dearer]),
        integrality=np.concatenate([np.ones(pairs), np.zeros(jobs + steps)]),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, least, most),
        options={"time_limit": seconds, "mip_rel_gap": 0 if pairs <= EXACT else NEAR},
    )
    if found.x is None:
        raise KnownError(
            "No proposal in time", f"No plan was found within {seconds:g} s.",
            "Choose fewer cases, and ask again.",
        )  # fmt: skip
    who = np.full(jobs, -1, dtype=np.int64)
    taken = found.x[:pairs] > 0.5
    who[job_of[taken]] = who_of[taken]
    gap = float(found.mip_gap or 0)
    return who, gap if gap > _ROUNDING else 0.0


def _steps(costs: Costs, step: int) -> tuple[Ints, Floats]:
    """Each step of each person's room, and what it adds to the cost; the first are the cheapest."""
    counts = np.minimum(costs.rooms, costs.weights.sum()) // step
    who = np.repeat(np.arange(len(counts)), counts)
    nth = np.arange(len(who)) - np.repeat(np.cumsum(counts) - counts, counts)
    twice = 2 * (costs.loads[who] + nth * step) + step
    return who, CROWDING * step * twice / (2 * costs.capacities[who])
