"""What the product's makers mean to do: how an item stands, and what is behind it."""

from dataclasses import dataclass
from typing import Final

PLANNED, IN_PROGRESS, SHIPPED, DROPPED = "planned", "in_progress", "shipped", "dropped"
STATUSES: Final = (PLANNED, IN_PROGRESS, SHIPPED, DROPPED)
AHEAD: Final = (PLANNED, IN_PROGRESS)
"""What may still ship."""


@dataclass(frozen=True)
class Behind:
    """What one case adds to an item: its customer (None: not known), hands-on hours (None: not
    known), and the counted seconds by which its SLA clocks were over."""

    case_id: int
    customer_id: int | None
    is_open: bool
    hours: float | None
    over_seconds: int


@dataclass(frozen=True)
class Sums:
    """The cases behind an item: how many, open ones, customers, hours of the `known`, time over."""

    cases: int = 0
    open_cases: int = 0
    customers: int = 0
    hours: float = 0.0
    known: int = 0
    over_seconds: int = 0


def sums_of(behind: list[Behind]) -> Sums:
    """Add them up; a case counts once, however it is behind the item."""
    once = {one.case_id: one for one in behind}.values()
    hours = [one.hours for one in once if one.hours is not None]
    return Sums(
        len(once), sum(one.is_open for one in once),
        len({one.customer_id for one in once if one.customer_id is not None}),
        sum(hours), len(hours), sum(one.over_seconds for one in once),
    )  # fmt: skip
