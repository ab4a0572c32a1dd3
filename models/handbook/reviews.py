"""The reviews of the handbook by name: one of each week, one of each month."""

from datetime import date
from typing import Final, Literal

from models.errors import KnownError
from models.handbook.periods import Period, month_of, parse_period, week_of

Kind = Literal["weekly", "monthly"]
WEEKLY: Final[Kind] = "weekly"
MONTHLY: Final[Kind] = "monthly"
KINDS: Final[tuple[Kind, ...]] = (WEEKLY, MONTHLY)

HELD, DECISION, NOTE, TAKEN_BACK = "held", "decision", "note", "taken back"
ENTRIES: Final = (HELD, DECISION, NOTE)
"""What a person enters into the minutes; what is taken back stays, and is said to be."""

WAITS_TOO_LONG: Final = 7
"""A case that waits for somebody for more than so many days is on the weekly review."""

_MADE: Final = {WEEKLY: week_of, MONTHLY: month_of}
_SUCH: Final = {WEEKLY: "a week, such as 2016W12", MONTHLY: "a month, such as 2016-03"}


def period_around(kind: Kind, day: date) -> Period:
    """The week or the month that a date lies in."""
    return _MADE[kind](day)


def review_period(kind: Kind, name: str) -> Period:
    """The period of that name; a `KnownError` where a review of this kind has none such."""
    period = parse_period(name)
    if period != period_around(kind, period.starts_on):
        raise KnownError(
            "Another period", f"A {kind} review is not of {period.name}.", f"Write {_SUCH[kind]}."
        )
    return period


def review_name(kind: Kind, period: Period) -> str:
    """How a review's minutes and actions name it: “weekly 2016W12”, “monthly 2016-03”.

    Names of a kind sort as their periods do.
    """
    return f"{kind} {period.name.replace('-W', 'W')}"


def review_named(review: str) -> tuple[Kind, Period]:
    """The kind and the period of a review's name; a `KnownError` where it is none."""
    written, _, name = review.partition(" ")
    for kind in KINDS:
        if written == kind:
            return kind, review_period(kind, name)
    raise KnownError(
        "No such review", f"“{review[:40]}” is no review.", "Name one such as “weekly 2016W12”."
    )
