"""What is to be done about open cases, next-due first: an answer to each, and the rest of it.

A first response and the next update are given by an answer; every other commitment is kept by all
the work that is left. So a case of which both are due is two pieces of work, each in its place.
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
    has_answer: bool


def backlog(cases: Sequence[BoardCase], answers: Floats, wholes: Floats) -> Backlog:
    """What is to be done: `answers` and `wholes` are the seconds that an answer to each case and
    all that is left of it take, as (futures, cases)."""
    pieces = sorted(_pieces(cases), key=lambda one: (one.due_at, one.place, one.is_rest))
    case_of = np.array([one.place for one in pieces], dtype=np.int64)
    seconds = np.empty((len(pieces), len(wholes)))
    for row, one in enumerate(pieces):
        whole, answer = wholes[:, one.place], answers[:, one.place]
        if not one.is_rest:
            seconds[row] = np.minimum(answer, whole)
        else:
            seconds[row] = whole - np.minimum(answer, whole) if one.has_answer else whole
    told = tuple(due for one in pieces for due in one.deadlines)
    counts = np.array([len(one.deadlines) for one in pieces], dtype=np.int64)
    return Backlog(
        case_of,
        np.maximum(seconds, _LEAST_SECONDS),
        told,
        np.repeat(np.arange(len(pieces)), counts),
        np.array([due.at for due in told], dtype=np.float64),
    )


def _pieces(cases: Sequence[BoardCase]) -> Iterable[_Piece]:
    for place, case in enumerate(cases):
        answer = tuple(due for due in case.deadlines if due.commitment in ANSWERS)
        rest = tuple(due for due in case.deadlines if due.commitment not in ANSWERS)
        for is_rest, own in ((False, answer), (True, rest)):
            if own:
                yield _Piece(_first(own), place, is_rest, own, bool(answer))


def _first(deadlines: Sequence[Deadline]) -> int:
    """When a piece of work is due: by the first of what binds."""
    binding = [due.at for due in deadlines if due.binds]
    return min(binding or (due.at for due in deadlines))
