"""How one clock ran, whatever was promised: its stretches of priority, its pauses, its stop."""

from dataclasses import dataclass, field

from models.handbook.policy import Objective, Policy
from models.handbook.track import Track


@dataclass(slots=True)
class Course(Track):
    """A track that notes what happens to it and judges nothing, for targets that come later.

    `legs` are (since, priority): what it was to be judged under, and from when. One that was
    `moved_by_hand` (a deadline that was set, a clock of a merged case) is judged from its log.
    """

    legs: list[tuple[int, str]] = field(default_factory=list)
    moved_by_hand: bool = False

    def begin(self, policy: Policy, priority: str) -> None:
        """The first leg, from the start."""
        self.legs = [(self.started_at, priority)]

    def freeze_crossed(self, at: int, priority: str) -> None:
        """Nothing: whether it was breached by then depends on the targets."""

    def retarget(self, policy: Policy, old: str, new: str, at: int) -> None:
        """Another leg (rule 14)."""
        self.legs.append((at, new))

    def override(self, objective: Objective, due_at: int, set_at: int) -> None:
        """A deadline set by hand holds under any policy (rule 17)."""
        self.moved_by_hand = True

    def begin_earlier(self, at: int) -> None:
        """A clock of a case merged into this one (rule 12)."""
        self.moved_by_hand = True
