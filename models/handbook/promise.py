"""What one clock is judged by: a target counted from an instant, or a deadline set by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from models.handbook.clock import Pause, Run, counted, reached
from models.handbook.policy import Amount, Edge

Warned = tuple[float, int]
"""(share of the target, the instant at which it is used up)."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A target on its way: `warnings` are shares of it, `edge` is the one it is judged by."""

    run: Run
    amount: Amount
    warnings: tuple[float, ...]
    edge: Edge

    def due(self, pauses: Sequence[Pause]) -> int | None:
        """When the target is used up; None where an open pause comes first."""
        return reached(self.run, self.run.target, pauses, self.edge)

    def left(self, pauses: Sequence[Pause], at: int) -> int:
        """Counted seconds left at an instant, negative once over."""
        return self.run.target - counted(self.run, pauses, max(at, self.run.start))[0]

    def warned(self, pauses: Sequence[Pause]) -> list[Warned]:
        """The warnings by their instants; one has none that an open pause comes before."""
        found = ((share, self._used(share, pauses)) for share in self.warnings)
        return [(share, at) for share, at in found if at is not None]

    def _used(self, share: float, pauses: Sequence[Pause]) -> int | None:
        # Rounded first: 55 % of 100 s are 55 s, whatever the float says.
        part = ceil(round(self.run.target * share, 6))
        return reached(self.run, part, pauses, self.edge)

    def begun_at(self, start: int) -> "Promise":
        """The same promise, counted from another instant."""
        calendar = self.run.calendar
        return replace(self, run=Run(start, self.amount.budget(start, calendar), calendar))


@dataclass(frozen=True, slots=True)
class Deadline(Promise):
    """A due time set by hand (rule 17); its target is the counted time until then.

    A pause extends it from when it was set, as it does any due time: `due_at` stands for pauses
    that were known by then.
    """

    due_at: int
    set_at: int

    def due(self, pauses: Sequence[Pause]) -> int | None:
        """The deadline, later by what pauses have taken since it was set."""
        calendar, at = self.run.calendar, self.due_at
        for begin, finish in pauses:
            first = max(begin, self.set_at)
            if first >= at or (finish is not None and finish <= first):
                continue
            if finish is None:
                return None
            lost = calendar.elapsed_seconds(first, finish)
            at = calendar.add_seconds(at, lost, self.edge) if lost else at
        return at

    def begun_at(self, start: int) -> Promise:
        """A deadline set by hand is where it is, wherever the clock begins."""
        return self
