"""Which open cases should go elsewhere, so that the breaches expected cost less (rule 23).

What each move would do by itself is worked through in all futures; the solver for many cases at
once says which of them together cost least. One is proposed only if it is worth it by itself, so
that its words are true whatever else is accepted, and after the others too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from models.handbook.assignment import Agent, Job
from models.handbook.assignment_many import PRICES, costs_of, solve
from models.handbook.assignment_solver import Costs
from models.handbook.assignment_terms import AssignmentTerms
from models.handbook.desks import NOBODY, Desks
from models.handbook.move_costs import Look, move_costs
from models.handbook.what_if import effect
from models.handbook.what_if_effect import Effect, Pair
from models.handbook.work_times import WorkTimes
from models.progress import Progress, silent

Step = Callable[[int], None]

WORTH: Final = 0.05
"""A move saves at least as much, next to the breach of a P4."""
BOTHER: Final = 0.05
"""What a move itself costs, where the solver weighs it."""
FUTURES: Final = 100
"""In so many it is looked which moves may be good; whether they are, in all of them."""
SECONDS: Final = (0.5, 0.5, 1.5, 0.5)
"""How long the solver may look: at what is urgent, then at all, each again after those moves."""
_URGENT: Final = 2
"""So many of these looks are at what is urgent."""
SOON: Final = 3_600
"""What is due within so many seconds, with nobody at work on it until then, is looked at first."""
ROUNDS: Final = len(SECONDS)
_EACH: Final = 3
STEPS: Final = ROUNDS * _EACH
"""Each time it is found what each move costs, then which together, then which of these are good."""
MOST: Final = 300
"""So many cases are looked at together."""
_TROUBLE: Final = 0.05
"""A desk with more than so many breaches to be expected may give cases away."""


@dataclass(frozen=True, slots=True)
class Move:
    """A case that goes to somebody, from somebody or nobody, and what that does by itself."""

    job: Job
    holder: int | None
    agent_id: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Rebalance:
    """The moves, in the order in which they were found good; `after` are the desks once all of them
    are made, and `expected` is what is to be expected of all desks before and then.

    `further` is which share of what is at stake another choice might save on top, by what each move
    does alone: 0 where the search was carried to its end.
    """

    moves: tuple[Move, ...]
    after: Desks
    expected: Pair
    further: float = 0.0


def rebalance(desks: Desks, terms: AssignmentTerms, told: Progress = silent) -> Rebalance:
    """The moves that are worth it; what some of them make good is looked for again.

    `told` hears of (done, total) steps, often enough to stop it by raising.
    """
    moves, after, further = list[Move](), desks, 0.0
    for nth in range(ROUNDS):
        step = partial(_tell, told, nth)
        moved = {move.job.case_id for move in moves}
        here = _urgent(after) if nth < _URGENT else _movable(after)
        movable = [at for at in here if after.cases[at].job.case_id not in moved]
        if not desks.agents or not movable:
            continue
        wanted, short = _wanted(after, movable, terms, SECONDS[nth], step)
        further = max(further, short)
        more, after = _good(desks, after, wanted, step)
        moves += more
        if nth >= _URGENT and not more:
            break
    return Rebalance(tuple(moves), after, _expected(desks, after), further)


def _tell(told: Progress, nth: int, done: int) -> None:
    told(nth * _EACH + done, STEPS)


def _urgent(desks: Desks) -> list[int]:
    """The cases due soon that nobody works on until then: what is due later can be moved later, and
    is not to take the room."""
    soon = (desks.counts > 0) & (desks.backlog.at <= desks.now + SOON)
    here = sorted(set(desks.backlog.case_at[soon].tolist()))
    return [at for at in here if unattended(desks, at)][:MOST]


def unattended(desks: Desks, at: int) -> bool:
    """Whether nobody has a case, or somebody who is not at work until one of its deadlines."""
    who = int(desks.holders[at])
    own = (desks.backlog.case_at == at) & (desks.counts > 0)
    return who == NOBODY or bool((desks.worked[who, own] <= 0).any())


def _movable(desks: Desks) -> list[int]:
    """The cases that nobody has, and those of the desks that are in trouble; of very many those
    that breach first."""
    each = desks.counts * desks.late
    who = desks.holders[desks.backlog.case_at]
    troubled = {
        at for at, agent in enumerate(desks.agents)
        if each[who == at].sum() > _TROUBLE or desks.loads[at] > agent.capacity
    }  # fmt: skip
    here = [at for at, one in enumerate(desks.holders.tolist()) if one == NOBODY or one in troubled]
    return here[:MOST]


def _wanted(
    desks: Desks, movable: Sequence[int], terms: AssignmentTerms, seconds: float, step: Step
) -> tuple[list[tuple[int, int]], float]:
    """Where the solver would have these cases, but for those that stay: by case and person; and how
    much more another choice might save, of what is at stake."""
    jobs = [desks.cases[at].job for at in movable]
    loads = desks.loads.copy()
    for at, job in zip(movable, jobs, strict=True):
        if desks.holders[at] != NOBODY:
            loads[desks.holders[at]] -= job.weight
    agents = [
        agent._replace(load=max(load, 0))
        for agent, load in zip(desks.agents, loads.tolist(), strict=True)
    ]
    step(0)
    costs = _costs(desks, movable, jobs, agents, terms, partial(step, 0))
    step(1)
    plan = solve(costs, jobs, agents, seconds)
    step(2)
    at_stake = float(desks.counts * desks.prices @ desks.late)
    short = min(plan.gap * plan.cost / at_stake, 1.0) if at_stake else 0.0
    rows = ((at, plan.chosen.get(job.case_id)) for at, job in zip(movable, jobs, strict=True))
    chosen = ((at, desks.row[whom]) for at, whom in rows if whom is not None)
    return [(at, who) for at, who in chosen if desks.holders[at] != who], short


def _costs(
    desks: Desks, movable: Sequence[int], jobs: Sequence[Job], agents: Sequence[Agent],
    terms: AssignmentTerms, look: Look,
) -> Costs:  # fmt: skip
    """As for any cases, but that each pair costs what the move by itself adds to the breaches
    expected, and a little for the bother; to keep a case costs nothing."""
    costs = costs_of(jobs, agents, desks.now, WorkTimes(terms))
    may = np.isfinite(costs.pairs)
    added = move_costs(desks.thinned(FUTURES), movable, may, look)
    pairs = np.where(may, added + BOTHER, np.inf)
    held = [row for row, at in enumerate(movable) if desks.holders[at] != NOBODY]
    pairs[held, desks.holders[[movable[row] for row in held]]] = 0.0
    least = np.minimum(pairs.min(axis=1), 0)  # a cost is no less than nothing: the gap is a share
    return replace(costs, pairs=pairs - least[:, None], left_out=costs.left_out - least)


def _good(
    desks: Desks, after: Desks, wanted: Sequence[tuple[int, int]], step: Step
) -> tuple[list[Move], Desks]:
    """Of these moves those worth it by themselves and after the others, which save more."""
    alone = list[tuple[int, int, Effect]]()
    for at, who in wanted:
        step(2)
        told = effect(desks, [desks.cases[at].job.case_id], desks.agents[who].id)
        alone.append((at, who, told))
    found = list[Move]()
    for at, who, told in sorted(alone, key=lambda one: -one[2].gain):
        step(2)
        case, agent = desks.cases[at], desks.agents[who]
        then = effect(after, [case.job.case_id], agent.id)
        if _is_worth(desks, at, told) and _is_worth(after, at, then):
            found.append(Move(case.job, desks.holder(case.job.case_id), agent.id, told))
            after = after.given([at], who)
    return found, after


def _is_worth(desks: Desks, at: int, told: Effect) -> bool:
    """Whether a move saves enough; of a case that somebody has begun on, and is at work on before
    it is due, a clock.

    One that nobody has is given away unless that costs more than half of its own breach, and one
    of a desk that is too full unless it costs anything.
    """
    case, who = desks.cases[at], int(desks.holders[at])
    if told.overloads or told.in_the_way:
        return False
    if who == NOBODY:
        return told.gain > -PRICES.get(case.job.priority, 1.0) / 2
    if case.begun and not unattended(desks, at):
        return told.gain >= WORTH and bool(told.saved)
    return told.gain >= (0 if desks.loads[who] > desks.agents[who].capacity else WORTH)


def _expected(before: Desks, after: Desks) -> Pair:
    return float(before.counts @ before.late), float(after.counts @ after.late)
