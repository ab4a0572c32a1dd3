"""What the two heat maps show, cases opened and clocks breached by weekday and hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from models.queries.hours import by_day
from models.text import Text, text

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHADES: Final = 5
"""How many shades there are over nothing at all."""
_LONG_DAYS: Final = (
    "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays",
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """An hour of the week: how many, as it stands there, and its shade (0: none)."""

    hour: int
    count: int
    words: str
    shade: int


def cells(counts: Sequence[int]) -> list[list[Cell]]:
    """The hours of each day; the busiest has the darkest shade, and shades follow the counts."""
    most = max(counts, default=0)
    return [
        [
            Cell(24 * day + hour, count, short(count), -(-SHADES * count // most) if most else 0)
            for hour, count in enumerate(hours)
        ]
        for day, hours in enumerate(by_day(counts))
    ]


def day_totals(counts: Sequence[int]) -> list[tuple[str, int]]:
    """Each day's name and sum."""
    return [(day, sum(hours)) for day, hours in zip(DAYS, by_day(counts), strict=True)]


def short(count: int) -> str:
    """A count in the room of three digits: 950, 1.2k, 12k; nothing where there is none."""
    if count < 1000:
        return f"{count}" if count else ""
    if count < 10_000:
        return f"{count // 100 / 10:.1f}k"
    return f"{count // 1000:,}k"


def hour_words(hour: int) -> Text:
    """“Tuesdays, 10:00 to 11:00”."""
    day, begin = divmod(hour, 24)
    return text("{day}, {begin}:00 to {end}:00", day=_LONG_DAYS[day], begin=f"{begin:02}",
                end=f"{begin + 1:02}")  # fmt: skip


def opened_words(counts: Sequence[int]) -> Text:
    """“Most were opened Tuesdays, 10:00 to 11:00: 9 of 210”."""
    return _most(counts, "Most were opened {hour}: {count} of {all}")


def breached_words(counts: Sequence[int]) -> Text:
    """“Most breached Fridays, 16:00 to 17:00: 3 of 12”."""
    return _most(counts, "Most breached {hour}: {count} of {all}")


def _most(counts: Sequence[int], key: str) -> Text:
    """The busiest hour, where one is; else by how many hours all are shared."""
    most = max(counts)
    if list(counts).count(most) > 1:
        key = "No hour had more than {count} of {all}"
    return text(key, hour=hour_words(list(counts).index(most)), count=f"{most:,}",
                all=f"{sum(counts):,}")  # fmt: skip
