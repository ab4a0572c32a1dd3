"""When a factor is systemic: 3 times in a quarter, or in 2 consecutive quarters (rule 28)."""

from collections.abc import Mapping
from typing import Final

from models.handbook.periods import Period

OFTEN: Final = 3
"""So many breached cases of a quarter make their factor systemic."""


def quarter_number(period: Period) -> int:
    """Quarters counted on, so that consecutive ones are neighbours."""
    return period.starts_on.year * 4 + (period.starts_on.month - 1) // 3


def is_systemic(counts: Mapping[int, int], at: int) -> bool:
    """Whether the breaches of a quarter are, by how many breached cases had the factor in each
    quarter (of `quarter_number`) as far as they are known."""
    here = counts.get(at, 0)
    beside = counts.get(at - 1, 0) or counts.get(at + 1, 0)
    return here >= OFTEN or (here > 0 and beside > 0)
