"""A policy's parts in words that cannot be misread: work time is named as such (rule 7)."""

from collections.abc import Iterable
from typing import Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.lengths import seconds_words
from models.handbook.policy import Amount

WEEK_SECONDS: Final = 7 * 86_400


def amount_words(amount: Amount, calendar: BusinessCalendar) -> str:
    """“15 min”, “4 h of work time” or “3 business days”."""
    if amount.days:
        return "1 business day" if amount.days == 1 else f"{amount.days} business days"
    span = seconds_words(amount.seconds)
    return span if round_the_clock(calendar) else f"{span} of work time"


def percent_list(shares: Iterable[float]) -> str:
    """“50 %, 75 %”, or “none”."""
    return ", ".join(f"{100 * share:g} %" for share in shares) or "none"


def round_the_clock(calendar: BusinessCalendar) -> bool:
    """Whether an ordinary week of this calendar never closes."""
    return calendar.week()[1] == WEEK_SECONDS
