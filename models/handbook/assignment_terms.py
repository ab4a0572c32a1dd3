"""What the handbook says of assignment: whether it is automatic, and what a case weighs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LOAD: Final[Mapping[str, int]] = {"P1": 4, "P2": 3, "P3": 2, "P4": 1}
"""What an open case weighs on whoever has it, where the handbook is silent."""

WAITING: Final = 1
CAPACITY: Final = 20
UNIT_SECONDS: Final = 15 * 60
"""How much work one unit of load is, where the handbook is silent: a P1 takes an hour."""

TAKE_NONE: Final = frozenset(("lead", "engineering_on_call", "comms_lead", "feature_owner"))
"""Roles that take cases only where a capacity of their own is entered."""

MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class AssignmentTerms:
    """How cases are assigned.

    `automatic`: a new case goes to somebody on shift, where shifts are known. `load` is what an
    open case weighs by priority, or `waiting` while it waits for somebody; `capacity` is how much
    one person holds, unless they have their own; `unit_seconds` is how much work one unit of it is.
    Whoever was given a case and has not touched it for `untouched` seconds is reminded, by
    priority, and after as long again the lead is told; nobody where it is left out.
    """

    automatic: bool = True
    load: Mapping[str, int] = field(default_factory=lambda: LOAD)
    waiting: int = WAITING
    capacity: int = CAPACITY
    unit_seconds: int = UNIT_SECONDS
    untouched: Mapping[str, int] = field(default_factory=dict)

    def weight(self, priority: str, waits: bool = False) -> int:
        """What one case weighs; one that waits never more than while it is worked on."""
        whole = self.load.get(priority, 1)
        return min(self.waiting, whole) if waits else whole

    def time_needed(self, priority: str) -> int:
        """Seconds of work that a new case takes of a shift."""
        return self.weight(priority) * self.unit_seconds


USUAL: Final = AssignmentTerms()
