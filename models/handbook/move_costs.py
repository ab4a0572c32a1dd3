"""What each of many moves by itself would add to the breaches expected: all pairs at once.

The same as asking for the effect of each; but a desk is worked through once, and for each case that
comes to it only the time that is left before its deadlines is compared with what is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.handbook.backlog import Floats, Ints
from models.handbook.desks import NOBODY, Desks


@dataclass(frozen=True)
class _Case:
    """The pieces of work of a case, how long they take, its deadlines and what each waits for."""

    pieces: Ints
    seconds: Floats
    deadlines: Ints
    piece_of: Ints


def move_costs(desks: Desks, movable: Sequence[int], may: NDArray[np.bool_]) -> Floats:
    """By case and person, how much dearer the breaches expected get; 0 where it may not be, and of
    whoever has the case."""
    worth = desks.counts * desks.prices
    cases = [_case(desks, at) for at in movable]
    before = float(worth @ desks.late)
    freed = np.array([_freed(desks, at, worth, before) for at in movable])
    found = np.zeros((len(movable), len(desks.agents)))
    for who in range(len(desks.agents)):
        rows = [
            row for row in np.flatnonzero(may[:, who]).tolist()
            if desks.holders[movable[row]] != who
        ]  # fmt: skip
        if rows:
            found[rows, who] = freed[rows] + _added(desks, who, worth, movable, cases, rows)
    return found


def _case(desks: Desks, at: int) -> _Case:
    todo = desks.backlog
    pieces, deadlines = np.flatnonzero(todo.case_of == at), np.flatnonzero(todo.case_at == at)
    return _Case(pieces, todo.seconds[pieces], deadlines, todo.piece_of[deadlines])


def _freed(desks: Desks, at: int, worth: Floats, before: float) -> float:
    """What it adds, less than nothing, that a case is gone from where it is, and its own breaches
    with it."""
    own = desks.backlog.case_at == at
    if desks.holders[at] == NOBODY:
        return -float(worth[own] @ desks.late[own])
    gone = desks.given([at], NOBODY)
    return float(worth[~own] @ gone.late[~own]) - before


def _added(
    desks: Desks, who: int, worth: Floats, movable: Sequence[int], cases: Sequence[_Case],
    rows: Sequence[int],
) -> Floats:  # fmt: skip
    """What it adds that each of these cases comes to a desk: its own breaches, and the others'."""
    todo = desks.backlog
    pieces, done = desks.worked_off(who)
    here = np.flatnonzero(desks.holders[todo.case_at] == who)
    waits_for, value = todo.piece_of[here], worth[here]
    slack = desks.worked[who, here][:, None] - done[pieces.searchsorted(waits_for)]
    costs = value * desks.late[here]
    found = np.zeros(len(rows))
    nothing = np.zeros((1, done.shape[1]))
    ahead_of = np.concatenate([nothing, done])
    for place, row in enumerate(rows):
        case = cases[row]
        own = np.cumsum(case.seconds * desks.takes[movable[row], who], axis=0)
        edges = [*waits_for.searchsorted(case.pieces).tolist(), len(here)]
        for nth, more in enumerate(own):
            behind = slice(edges[nth], edges[nth + 1])
            late = (more > slack[behind]).mean(axis=1)
            found[place] += float(value[behind] @ late - costs[behind].sum())
        finished = ahead_of[pieces.searchsorted(case.pieces)] + own
        reached = finished[case.pieces.searchsorted(case.piece_of)]
        late = (reached > desks.worked[who, case.deadlines][:, None]).mean(axis=1)
        found[place] += float(worth[case.deadlines] @ late)
    return found
