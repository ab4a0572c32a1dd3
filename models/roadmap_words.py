"""The sentences of the roadmap that window and terminal share."""

from collections.abc import Mapping
from typing import Final

from models.handbook.roadmap import DROPPED, IN_PROGRESS, PLANNED, SHIPPED, Sums
from models.queries.roadmap import RoadmapRow
from models.radar_words import hours_words
from models.text import Text, counted, text

STATUS_WORDS: Final[Mapping[str, str]] = {
    PLANNED: "Planned", IN_PROGRESS: "In progress", SHIPPED: "Shipped", DROPPED: "Dropped",
}  # fmt: skip


def over_words(sums: Sums) -> str:
    """“2 h 05 min” over their targets; nothing where nothing was."""
    minutes = sums.over_seconds // 60
    if not minutes:
        return ""
    return f"{minutes // 60:,} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def hours_of(sums: Sums) -> str:
    """Hands-on hours; “≈” where they are not known of all."""
    about = "" if sums.known == sums.cases else "≈ "
    return f"{about}{hours_words(sums.hours)}" if sums.known else ""


def credit_words(row: RoadmapRow) -> str:
    """“500 EUR, 5 %”; nothing where there are none, or they are not for the reader."""
    return ", ".join(f"{amount:,.2f} {unit}" for unit, amount in (row.credits or {}).items())


def behind_words(row: RoadmapRow) -> Text:
    """What is behind it, in one line."""
    cases = counted(row.sums.cases, "1 case", "{count} cases")
    customers = counted(row.sums.customers, "1 customer", "{count} customers")
    return text("{cases} of {customers}", cases=cases, customers=customers)
