"""What moving cases to somebody does, as values: which clocks, whose desks, what is in the way."""

from dataclasses import dataclass

from models.handbook.assignment import Agent, Job
from models.handbook.backlog import Deadline

Pair = tuple[float, float]
"""Before the move, and after it."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A clock of a case, and how likely it is passed before a move and after it."""

    job: Job
    deadline: Deadline
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class AfterShift:
    """A case that is due when whoever takes it is not at work: they were until `ends_at`, or are
    not at all before it."""

    job: Job
    due_at: int
    ends_at: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What it does when `moved` come to somebody's desk, or to nobody's; not `known` is whose desk
    is none of those looked at.

    `delayed` become likely to pass a clock, one clock a case; `saved` do no more, and likely breach
    no other; `still_late` are moved ones that likely breach one either way. `later` are the cases
    that are done later than before, however likely in time: pushed back on that desk, or moved to
    it. `expected` are the breaches to be expected on the desks it touches, `cost` the same by what
    each is worth; `load` is what whoever takes them holds. `people` are whose desks it touches.
    """

    to: Agent | None
    known: bool = True
    moved: tuple[Job, ...] = ()
    people: frozenset[int] = frozenset()
    delayed: tuple[Passing, ...] = ()
    saved: tuple[Passing, ...] = ()
    still_late: tuple[Passing, ...] = ()
    later: tuple[Job, ...] = ()
    expected: Pair = (0.0, 0.0)
    cost: Pair = (0.0, 0.0)
    load: tuple[int, int] = (0, 0)
    after_shift: tuple[AfterShift, ...] = ()
    in_the_way: tuple[tuple[Job, tuple[str, ...]], ...] = ()

    @property
    def gain(self) -> float:
        """By how much it costs less."""
        return self.cost[0] - self.cost[1]

    @property
    def overloads(self) -> bool:
        """Whether whoever takes them then holds more than they have room for."""
        return self.to is not None and bool(self.moved) and self.load[1] > self.to.capacity
