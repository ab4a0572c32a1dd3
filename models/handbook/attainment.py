"""Attainment: met ÷ (met + breached), always with its counts (handbook, rule 26)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from models.handbook.periods import Period
from models.handbook.policy import COMMITMENTS, OBJECTIVES, PRIORITIES

FEW: Final = 30
"""Under so many clocks counts come first, percentages second."""


@dataclass(frozen=True)
class AttainmentRow:
    """The clocks of one priority, commitment and objective whose verdict falls in a period.

    `share` is met ÷ (met + breached), between 0 and 1; None where nothing was decided.
    """

    priority: str
    commitment: str
    objective: str
    met: int
    breached: int
    running: int
    excluded: int
    share: float | None

    @property
    def decided(self) -> int:
        """The denominator: clocks met or breached."""
        return self.met + self.breached


class Attained(Protocol):
    """The attainment of a period, and beside it that of the period before."""

    @property
    def attainment(self) -> tuple[AttainmentRow, ...]:
        """What was decided in the period."""
        ...

    @property
    def previous(self) -> tuple[AttainmentRow, ...]:
        """What was decided in the period before."""
        ...

    @property
    def previous_period(self) -> Period:
        """The period before."""
        ...


def share_of(met: int, breached: int) -> float | None:
    """Met ÷ (met + breached), or None where nothing was decided."""
    decided = met + breached
    return met / decided if decided else None


def attainment_words(met: int, decided: int) -> str:
    """“41 of 43 · 95 %” under 30 clocks, “91.4 % · 181 of 198” from there on (rule 26)."""
    if not decided:
        return "none"
    counts = f"{met:,} of {decided:,}"
    percent = percent_words(met, decided)
    return f"{counts} · {percent}" if decided < FEW else f"{percent} · {counts}"


def percent_words(part: int, whole: int, *, up: bool = False) -> str:
    """A percentage rounded down, so that 100 % is said only where nothing was missed.

    `up` is for what is better the less there is of it: no share looks better than it is.
    """
    sign = -1 if up else 1
    if whole < FEW:
        return f"{sign * (sign * 100 * part // whole)} %"
    tenths = sign * (sign * 1000 * part // whole)
    return f"{tenths // 10}.{tenths % 10} %"


def total(rows: Sequence[AttainmentRow], commitment: str, objective: str) -> AttainmentRow:
    """All priorities of one commitment and objective together."""
    chosen = [r for r in rows if (r.commitment, r.objective) == (commitment, objective)]
    met, breached = sum(r.met for r in chosen), sum(r.breached for r in chosen)
    return AttainmentRow(
        "All", commitment, objective, met, breached,
        sum(r.running for r in chosen), sum(r.excluded for r in chosen), share_of(met, breached),
    )  # fmt: skip


def in_order(rows: Sequence[AttainmentRow]) -> list[AttainmentRow]:
    """P1 to P4; first response, next update, resolution, then a team's own; SLA before SLO."""
    return sorted(
        rows,
        key=lambda row: (
            _place(PRIORITIES, row.priority),
            _place(COMMITMENTS, row.commitment),
            _place(OBJECTIVES, row.objective),
        ),
    )


def columns_of(rows: Sequence[AttainmentRow]) -> list[tuple[str, str]]:
    """The (commitment, objective) pairs of a table of these, in order, whatever the priority."""
    alike = [replace(row, priority="") for row in rows]
    return list(dict.fromkeys((row.commitment, row.objective) for row in in_order(alike)))


def priorities_of(rows: Sequence[AttainmentRow]) -> list[str]:
    """The priorities of a table of these, in order."""
    return list(dict.fromkeys(row.priority for row in in_order(rows)))


def _place(order: Sequence[str], name: str) -> tuple[int, str]:
    return (order.index(name), "") if name in order else (len(order), name)
