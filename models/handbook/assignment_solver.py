"""The least cost of giving cases to people under everybody's capacity, by SciPy's solvers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import gcd, inf
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CROWDING: Final = 1.0
"""What one more unit of load costs where the desk is full, as much as the breach of a P4; less by
as much as it is emptier."""
EXACT: Final = 5_000
"""So many pairs of a case and a person are looked at to the end; of more, until the gap is small.
"""
NEAR: Final = 0.01
_ROUNDING: Final = 1e-6
SECONDS: Final = 5.0
"""How long the solver may look."""


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

    def of(self, jobs: Ints) -> "Costs":
        """The same for some of the cases."""
        return replace(
            self, pairs=self.pairs[jobs], left_out=self.left_out[jobs], weights=self.weights[jobs]
        )

    def crowding(self, who: int, added: int) -> float:
        """What this much more on somebody's desk adds to the cost."""
        load, capacity = int(self.loads[who]), int(self.capacities[who])
        if not added:
            return 0.0
        return float(CROWDING * ((load + added) ** 2 - load**2) / (2 * capacity))


def least_cost(costs: Costs, seconds: float) -> tuple[Ints, float]:
    """The place of each case's person, or -1; and by which share another plan might be better.

    Where all weigh the same, an assignment problem has the answer. Else a mixed-integer programme
    looks for it; one weight after the other, the heaviest first, is a plan too, and the better of
    both counts.
    """
    who = _free_of_room(costs)
    heavy = np.flatnonzero(costs.weights)
    if not len(heavy):
        return who, 0.0
    rest = costs.of(heavy)
    if len(set(rest.weights.tolist())) == 1:
        who[heavy] = _by_places(rest)
        return who, 0.0
    found, proven = _by_programme(rest, seconds)
    bound = max(proven, _floor(rest))
    who[heavy] = min(found, _by_weights(rest), key=lambda plan: cost_of(rest, plan.tolist()))
    cost = cost_of(rest, who[heavy].tolist())
    gap = (cost - bound) / cost if cost else 0.0
    return who, gap if gap > _ROUNDING else 0.0


def _floor(costs: Costs) -> float:
    """What no plan can cost less than, for a search that was stopped before it could tell: each
    case with whom it costs least if they get no other."""
    loads, rooms = costs.loads, np.maximum(costs.capacities, 1)
    weights = costs.weights[:, None]
    crowding = CROWDING * weights * (2 * loads + weights) / (2 * rooms)
    best = (costs.pairs + crowding).min(axis=1, initial=inf)
    return float(np.minimum(best, costs.left_out).sum())


def cost_of(costs: Costs, who: Sequence[int]) -> float:
    """What a plan costs: `who` is the place of each case's person, or -1."""
    added = [0] * len(costs.loads)
    total = 0.0
    for job, at in enumerate(who):
        total += float(costs.pairs[job, at] if at >= 0 else costs.left_out[job])
        if at >= 0:
            added[at] += int(costs.weights[job])
    return total + sum(costs.crowding(at, more) for at, more in enumerate(added))


def _free_of_room(costs: Costs) -> Ints:
    """Cases that weigh nothing need no room: each goes to whom it costs least; no other does."""
    who = np.full(len(costs.weights), -1, dtype=np.int64)
    if costs.pairs.shape[1]:
        light = (costs.weights == 0) & (costs.pairs.min(axis=1) < costs.left_out)
        who[light] = costs.pairs[light].argmin(axis=1)
    return who


def _by_weights(costs: Costs) -> Ints:
    """One weight after the other, the heaviest first, each at its best with what is left."""
    who = np.full(len(costs.weights), -1, dtype=np.int64)
    loads = costs.loads.copy()
    for weight in sorted(set(costs.weights.tolist()), reverse=True):
        at = np.flatnonzero(costs.weights == weight)
        who[at] = _by_places(replace(costs.of(at), loads=loads))
        taken = who[at][who[at] >= 0]
        loads = loads + weight * np.bincount(taken, minlength=len(loads))
    return who


def _by_places(costs: Costs) -> Ints:
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
    return who


def _by_programme(costs: Costs, seconds: float) -> tuple[Ints, float]:
    """Cases of several weights: which pairs, and how many steps of each person's room they fill;
    and what no plan can cost less than."""
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
    who = np.full(jobs, -1, dtype=np.int64)
    if found.x is not None:
        taken = found.x[:pairs] > 0.5
        who[job_of[taken]] = who_of[taken]
    bound = found.fun if found.mip_dual_bound is None else found.mip_dual_bound
    return who, 0.0 if bound is None else float(bound)


def _steps(costs: Costs, step: int) -> tuple[Ints, Floats]:
    """Each step of each person's room, and what it adds to the cost; the first are the cheapest."""
    counts = np.minimum(costs.rooms, costs.weights.sum()) // step
    who = np.repeat(np.arange(len(counts)), counts)
    nth = np.arange(len(who)) - np.repeat(np.cumsum(counts) - counts, counts)
    twice = 2 * (costs.loads[who] + nth * step) + step
    return who, CROWDING * step * twice / (2 * costs.capacities[who])
