"""A thousand cases for a hundred people: how much longer it takes than the solver alone."""

import time
from collections.abc import Callable
from random import Random
from typing import Any, Final

import scipy.optimize

from models.handbook.assignment_many import propose
from models.handbook.work_times import WorkTimes
from tests.benchmarks.figures import Figure
from tests.models.handbook.benches import NOW, by_chance

CASES, PEOPLE, ROOM = 1_000, 100, 40
BAR: Final = 2.0
"""Times the solver's own time."""
SECONDS: Final = 5.0
"""How long the solver may look where cases weigh differently."""


def run() -> list[Figure]:
    """Cases that weigh the same, and of four weights."""
    return [
        _figure("the same weight", "linear_sum_assignment", same_weight=True),
        _figure("four weights", "milp", same_weight=False),
    ]


def _figure(what: str, solver: str, same_weight: bool) -> Figure:
    jobs, few = by_chance(Random(6), CASES, PEOPLE, same_weight)
    people = [one._replace(capacity=ROOM) for one in few]
    propose(jobs[:3], people, NOW, WorkTimes())  # loads the solver
    spent = list[float]()
    plain = getattr(scipy.optimize, solver)
    setattr(scipy.optimize, solver, _timed(plain, spent))
    try:
        began = time.perf_counter()
        plan = propose(jobs, people, NOW, WorkTimes(), SECONDS)
        whole = time.perf_counter() - began
    finally:
        setattr(scipy.optimize, solver, plain)
    return Figure(
        f"assign, {what}", whole, sum(spent), bound="at most", bar=BAR,
        detail=f"{CASES:,} cases for {PEOPLE} people, against the solver's own time; "
        f"{len(plan.chosen):,} found somebody, gap {plan.gap:.1%}",
    )  # fmt: skip


def _timed(solve: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def run(*given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return solve(*given, **named)
        finally:
            spent.append(time.perf_counter() - began)

    return run
