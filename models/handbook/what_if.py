"""What a move does, to the cases that move and to those behind them in a queue (rule 23).

It compares the desks before and after: same futures, and only the desks that the move touches are
looked at, so that the answer for one column costs nothing for the others.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.handbook.assignment import Agent, Job, in_the_way
from models.handbook.desks import AHEAD, NOBODY, Desks
from models.handbook.skill_rules import Need
from models.handbook.what_if_effect import AfterShift, Effect, Passing

LIKELY: Final = 0.5
"""From here on a clock is said to be passed."""
_Which = NDArray[np.bool_]


def effect(desks: Desks, case_ids: Iterable[int], agent_id: int | None) -> Effect:
    """What it does if somebody gets these cases, or nobody has them.

    Of whoever is not among the people, and of a case that is not on these desks, nothing is known:
    it does nothing.
    """
    to = NOBODY if agent_id is None else desks.row.get(agent_id, NOBODY)
    agent = desks.agents[to] if to != NOBODY else None
    load = int(desks.loads[to]) if agent is not None else 0
    moved = desks.to_move(case_ids, to)
    known = agent is not None or agent_id is None
    if not moved or not known:
        return Effect(agent, known, load=(load, load))
    after = desks.given(moved, to)
    delayed = _passings(desks, after, (desks.late < LIKELY) & (after.late >= LIKELY))
    saved = _passings(desks, after, (desks.late >= LIKELY) & (after.late < LIKELY))
    mine = np.isin(desks.backlog.case_at, moved)
    still = mine & (desks.late >= LIKELY) & (after.late >= LIKELY) & (desks.counts > 0)
    over = _passings(desks, after, (after.late >= LIKELY) & (desks.counts > 0))
    jobs = tuple(desks.cases[at].job for at in moved)
    people = desks.touched(moved, to)
    counts = desks.counts * _touched(desks, after, moved, people)
    return Effect(
        agent, known, jobs, frozenset(desks.agents[who].id for who in people),
        delayed, _but_for(saved, (*delayed, *over)), _passings(desks, after, still),
        tuple(desks.cases[at].job for at in _later(desks, after, moved, to)),
        (float(counts @ desks.late), float(counts @ after.late)),
        (float(counts * desks.prices @ desks.late), float(counts * desks.prices @ after.late)),
        (load, int(after.loads[to]) if agent is not None else 0),
        _after_shift(after, moved), _obstacles(jobs, agent, desks.now),
    )  # fmt: skip


def ends_outside(desks: Desks, case_id: int) -> AfterShift | None:
    """That a case is due next when whoever has it is not at work; None of one that is not."""
    at = desks.place[case_id]
    case, who = desks.cases[at], int(desks.holders[at])
    dues = [due.at for due in case.deadlines if due.binds and due.at >= desks.now]
    due_at = min(dues, default=None)
    if who == NOBODY or due_at is None or due_at > desks.now + AHEAD:
        return None
    ends = None
    for begin, end in desks.spans[who]:
        if begin <= due_at <= end:
            return None
        ends = end if end < due_at else ends
    return AfterShift(case.job, due_at, ends)


def required(job: Job) -> tuple[Need, ...]:
    """The skills without which a case does not go to anybody: what is preferred is no obstacle."""
    return tuple(need for need in job.needs if need.required)


def _touched(desks: Desks, after: Desks, moved: Sequence[int], people: Sequence[int]) -> _Which:
    """The deadlines of all the cases on these desks, before or after, and of those that move."""
    cases = np.isin(desks.holders, people) | np.isin(after.holders, people)
    cases[moved] = True
    found: _Which = cases[desks.backlog.case_at]
    return found


def _passings(desks: Desks, after: Desks, which: _Which) -> tuple[Passing, ...]:
    """Of each case one of these deadlines that is not over yet: what binds first, then the
    earliest."""
    found = dict[int, Passing]()
    for at in np.flatnonzero(which & (desks.backlog.at >= desks.now)).tolist():
        job = desks.cases[int(desks.backlog.case_at[at])].job
        due, before, then = desks.backlog.deadlines[at], desks.late[at], after.late[at]
        one = Passing(job, due, float(before), float(then))
        other = found.setdefault(job.case_id, one)
        if _gravity(one) < _gravity(other):
            found[job.case_id] = one
    return tuple(sorted(found.values(), key=_gravity))


def _gravity(one: Passing) -> tuple[bool, int, int]:
    return not one.deadline.binds, one.deadline.at, one.job.case_id


def _but_for(saved: Iterable[Passing], delayed: Iterable[Passing]) -> tuple[Passing, ...]:
    others = {one.job.case_id for one in delayed}
    return tuple(one for one in saved if one.job.case_id not in others)


def _later(desks: Desks, after: Desks, moved: Sequence[int], to: int) -> list[int]:
    """The places of the cases that are done later than before, in any future: those behind the
    moved ones in their new queue, and of the moved ones those that wait longer there."""
    case_of = desks.backlog.case_of
    mine = np.flatnonzero(np.isin(case_of, moved))
    if not len(mine):
        return []
    if to == NOBODY:
        return sorted(set(case_of[mine].tolist()))
    behind = np.arange(len(case_of)) > mine[0]
    pushed = set(case_of[behind & (after.holders[case_of] == to)].tolist()) - set(moved)
    had = [piece for piece in mine.tolist() if desks.holders[case_of[piece]] != NOBODY]
    own = {int(case_of[at]) for at in had if (after.done(at) >= desks.done(at) + 1).any()}
    return sorted(pushed | own)


def _after_shift(after: Desks, moved: Sequence[int]) -> tuple[AfterShift, ...]:
    ends = (ends_outside(after, after.cases[at].job.case_id) for at in moved)
    return tuple(one for one in ends if one is not None)


def _obstacles(
    jobs: Sequence[Job], agent: Agent | None, now: int
) -> tuple[tuple[Job, tuple[str, ...]], ...]:
    """Of each case what keeps somebody from it, but for room, which is of all of them."""
    if agent is None:
        return ()
    found = ((job, in_the_way(job, agent, required(job), now)) for job in jobs)
    told = ((job, tuple(one for one in what if one != "room")) for job, what in found)
    return tuple((job, what) for job, what in told if what)
