"""What each of many moves by itself would add to the breaches expected: all pairs at once.

The same as asking for the effect of each; but a desk is worked through once, and for each case that
comes to it only the time that is left before its deadlines is compared with what is added.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.handbook.backlog import Floats, Ints
from models.handbook.desks import NOBODY, Desks

Look = Callable[[], None]


def go_on() -> None:
    """Nobody asks for an end."""


@dataclass(frozen=True)
class _Case:
    """The pieces of work of a case, how long they take, its deadlines and what each waits for."""

    pieces: Ints
    seconds: Floats
    deadlines: Ints
    piece_of: Ints


def move_costs(
    desks: Desks, movable: Sequence[int], may: NDArray[np.bool_], look: Look = go_on
) -> Floats:
    """By case and person, how much dearer the breaches expected get; 0 where it may not be, and of
    whoever has the case."""
    worths = (desks.counts * desks.prices)[None]
    found: Floats = moves_add(desks, movable, may, worths, look)[0]
    return found


def moves_add(
    desks: Desks, movable: Sequence[int], may: NDArray[np.bool_], worths: Floats, look: Look = go_on
) -> Floats:
    """By case and person, what the move adds to the breaches expected, for each row of `worths`:
    what each deadline counts for. `look` is called for each person, and stops it by raising."""
    cases = [_case(desks, at) for at in movable]
    freed = np.array([_freed(desks, at, worths) for at in movable]).reshape(-1, len(worths))
    found = np.zeros((len(worths), len(movable), len(desks.agents)))
    for who in range(len(desks.agents)):
        look()
        rows = [
            row for row in np.flatnonzero(may[:, who]).tolist()
            if desks.holders[movable[row]] != who
        ]  # fmt: skip
        if rows:
            added = _added(desks, who, worths, movable, cases, rows)
            found[:, rows, who] = (freed[rows] + added).T
    return found


def _case(desks: Desks, at: int) -> _Case:
    todo = desks.backlog
    pieces, deadlines = np.flatnonzero(todo.case_of == at), np.flatnonzero(todo.case_at == at)
    return _Case(pieces, todo.seconds[pieces], deadlines, todo.piece_of[deadlines])


def _freed(desks: Desks, at: int, worths: Floats) -> Floats:
    """What it adds, less than nothing, that a case is gone from where it is, and its own breaches
    with it."""
    own, who = desks.backlog.case_at == at, int(desks.holders[at])
    its_own: Floats = worths[:, own] @ desks.late[own]
    if who == NOBODY:
        return -its_own
    gone = desks.given([at], NOBODY)
    others = ~own & (desks.holders[desks.backlog.case_at] == who)
    found: Floats = worths[:, others] @ (gone.late - desks.late)[others] - its_own
    return found


def _added(
    desks: Desks, who: int, worths: Floats, movable: Sequence[int], cases: Sequence[_Case],
    rows: Sequence[int],
) -> Floats:  # fmt: skip
    """What it adds that each of these cases comes to a desk: its own breaches, and the others'."""
    todo = desks.backlog
    pieces, done = desks.worked_off(who)
    here = np.flatnonzero(desks.holders[todo.case_at] == who)
    waits_for, value = todo.piece_of[here], worths[:, here]
    slack = desks.worked[who, here][:, None] - done[pieces.searchsorted(waits_for)]
    late_now = desks.late[here]
    found = np.zeros((len(rows), len(worths)))
    nothing = np.zeros((1, done.shape[1]))
    ahead_of = np.concatenate([nothing, done])
    for place, row in enumerate(rows):
        case = cases[row]
        own = np.cumsum(case.seconds * desks.takes[movable[row], who], axis=0)
        edges = [*waits_for.searchsorted(case.pieces).tolist(), len(here)]
        for nth, more in enumerate(own):
            behind = slice(edges[nth], edges[nth + 1])
            late = (more > slack[behind]).mean(axis=1)
            found[place] += value[:, behind] @ (late - late_now[behind])
        finished = ahead_of[pieces.searchsorted(case.pieces)] + own
        reached = finished[case.pieces.searchsorted(case.piece_of)]
        late = (reached > desks.worked[who, case.deadlines][:, None]).mean(axis=1)
        found[place] += worths[:, case.deadlines] @ late
    return found
