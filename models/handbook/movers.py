"""What moved most from one period to the next: shares of which enough clocks are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.handbook.attainment import FEW, AttainmentRow


@dataclass(frozen=True)
class Mover:
    """The same priority, commitment and objective in two periods, each of `FEW` clocks or more."""

    before: AttainmentRow
    now: AttainmentRow

    @property
    def moved(self) -> Fraction:
        """By how much its share rose, or fell; between -1 and 1."""
        return _share(self.now) - _share(self.before)


@dataclass(frozen=True)
class Movers:
    """The one that fell the furthest and the one that rose the furthest, None where none did;
    `compared` are all that could be compared, `few` those with too few clocks."""

    worst: Mover | None
    best: Mover | None
    compared: int
    few: int


def movers(now: Sequence[AttainmentRow], before: Sequence[AttainmentRow]) -> Movers:
    """Under the SLA and under the SLO; where two moved alike, the one listed first."""
    known = {_what(row): row for row in before if row.decided}
    both = [Mover(known[_what(row)], row) for row in now if row.decided and _what(row) in known]
    enough = [one for one in both if min(one.before.decided, one.now.decided) >= FEW]
    worst = min(enough, key=lambda one: one.moved, default=None)
    best = max(enough, key=lambda one: one.moved, default=None)
    return Movers(
        worst if worst is not None and worst.moved < 0 else None,
        best if best is not None and best.moved > 0 else None,
        len(enough), len(both) - len(enough),
    )  # fmt: skip


def _what(row: AttainmentRow) -> tuple[str, str, str]:
    return row.priority, row.commitment, row.objective


def _share(row: AttainmentRow) -> Fraction:
    return Fraction(row.met, row.decided)
