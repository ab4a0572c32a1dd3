"""What is to be done about open cases, next-due first: an answer to each, and the rest of it.

A first response and the next update are given by an answer; every other commitment is kept by all
the work that is left. So a case of which both are due is two pieces of work, each in its place; but
one that is resolved before an update is due owes none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.handbook.assignment import Job
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ANSWERS: Final = frozenset((FIRST_RESPONSE, NEXT_UPDATE))
UPDATE_SECONDS: Final = 300.0
"""An update takes as long: a cadence is a habit, and nothing is learnt of it."""
_LEAST_SECONDS: Final = 1.0


class Deadline(NamedTuple):
    """A clock that runs, under one objective; `binds` where people go by it (rule 18): the SLA, or
    the SLO of a commitment that has no SLA."""

    commitment: str
    objective: str
    at: int
    binds: bool = True


@dataclass(frozen=True, slots=True)
class BoardCase:
    """An open case: whoever has it, whether somebody has begun on it, and its running clocks."""

    job: Job
    holder: int | None = None
    begun: bool = False
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True)
class Backlog:
    """Pieces of work in the order in which anybody does theirs, and the deadlines they keep.

    `case_of` is the place of each piece's case and `seconds` how long it takes, as (pieces,
    futures); `piece_of` is the piece that each deadline waits for, and `at` when it is due.
    `case_at` is the place of a deadline's case. What has no deadline makes nothing late, and is
    in none of it.
    """

    case_of: Ints
    seconds: Floats
    deadlines: tuple[Deadline, ...]
    piece_of: Ints
    at: Floats

    @cached_property
    def case_at(self) -> Ints:
        """The place of each deadline's case."""
        found: Ints = self.case_of[self.piece_of]
        return found


class _Piece(NamedTuple):
    due_at: int
    place: int
    is_rest: bool
    deadlines: tuple[Deadline, ...]
    after_answer: bool = False


def backlog(cases: Sequence[BoardCase], answers: Floats, wholes: Floats) -> Backlog:
    """What is to be done: `answers` and `wholes` are the seconds that a first response to each case
    and all that is left of it take, as (futures, cases)."""
    pieces = sorted(_pieces(cases), key=lambda one: one[:3])
    told = tuple(due for one in pieces for due in one.deadlines)
    counts = np.array([len(one.deadlines) for one in pieces], dtype=np.int64)
    seconds = np.empty((len(pieces), len(wholes)))
    for row, one in enumerate(pieces):
        seconds[row] = _seconds(one, cases[one.place], answers, wholes)
    return Backlog(
        np.array([one.place for one in pieces], dtype=np.int64),
        seconds,
        told,
        np.repeat(np.arange(len(pieces)), counts),
        np.array([due.at for due in told], dtype=np.float64),
    )


def _seconds(piece: _Piece, case: BoardCase, answers: Floats, wholes: Floats) -> Floats:
    whole = wholes[:, piece.place]
    responds = any(due.commitment == FIRST_RESPONSE for due in case.deadlines)
    answer = np.minimum(answers[:, piece.place] if responds else UPDATE_SECONDS, whole)
    found = answer if not piece.is_rest else whole - answer if piece.after_answer else whole
    return np.maximum(found, _LEAST_SECONDS)


def _pieces(cases: Sequence[BoardCase]) -> Iterable[_Piece]:
    """Of each case the answer and the rest, or both at once where all of it comes first."""
    for place, case in enumerate(cases):
        answer = tuple(due for due in case.deadlines if due.commitment in ANSWERS)
        rest = tuple(due for due in case.deadlines if due.commitment not in ANSWERS)
        if answer and rest and _first(rest) <= _first(answer):
            yield _Piece(_first(rest), place, True, answer + rest)
            continue
        if answer:
            yield _Piece(_first(answer), place, False, answer)
        if rest:
            yield _Piece(_first(rest), place, True, rest, bool(answer))


def _first(deadlines: Sequence[Deadline]) -> int:
    """When a piece of work is due: by the first of what binds."""
    binding = [due.at for due in deadlines if due.binds]
    return min(binding or (due.at for due in deadlines))
