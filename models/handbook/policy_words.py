"""A policy's parts in words that cannot be misread: work time is named as such (rule 7)."""

from collections.abc import Iterable
from typing import Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.policy import Amount

WEEK_SECONDS: Final = 7 * 86_400
_UNITS: Final = ((3600, "h"), (60, "min"), (1, "s"))


def amount_words(amount: Amount, calendar: BusinessCalendar) -> str:
    """“15 min”, “4 h of work time” or “3 business days”."""
    if amount.days:
        return "1 business day" if amount.days == 1 else f"{amount.days} business days"
    span = seconds_words(amount.seconds)
    return span if round_the_clock(calendar) else f"{span} of work time"


def seconds_words(seconds: int) -> str:
    """A length of time, exactly: 4 h, 1 h 30 min, 45 s."""
    words = []
    for size, unit in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            words.append(f"{count} {unit}")
    return " ".join(words) or "0 s"


def percent_list(shares: Iterable[float]) -> str:
    """“50 %, 75 %”, or “none”."""
    return ", ".join(f"{100 * share:g} %" for share in shares) or "none"


def round_the_clock(calendar: BusinessCalendar) -> bool:
    """Whether an ordinary week of this calendar never closes."""
    return calendar.week()[1] == WEEK_SECONDS
