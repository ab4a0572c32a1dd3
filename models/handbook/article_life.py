"""When an article is to be looked at again: by its age, its own date, or what followed its use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.handbook.articles import DECISION, HOW_TO, KNOWN_ISSUE, PLAYBOOK, PUBLISHED
from models.text import Text, text

VERIFY_AFTER: Final[Mapping[str, timedelta]] = {
    KNOWN_ISSUE: timedelta(days=90), PLAYBOOK: timedelta(days=180), HOW_TO: timedelta(days=365),
}  # fmt: skip
"""A decision holds until its own date: it is not true or false, but still meant or not."""

CAME_BACK: Final = 3
"""So many cases reopened after it was used, since it was looked at last, speak against it."""


@dataclass(frozen=True)
class Known:
    """What is known of an article. `seen_on` is when it was published or verified last, `review_on`
    the date that it names itself, `came_back` how many of its cases were reopened since."""

    kind: str
    status: str
    seen_on: date | None
    review_on: date | None = None
    came_back: int = 0


def day_of(said: object) -> date | None:
    """The day that is written as an ISO date; None for anything else."""
    try:
        return date.fromisoformat(str(said)) if said else None
    except ValueError:
        return None


def why_verify(known: Known, today: date) -> Text | None:
    """Why a published article is to be verified; None where nothing speaks for it."""
    if known.status != PUBLISHED:
        return None
    if known.came_back >= CAME_BACK:
        return text("{count} cases were reopened after it was used.", count=known.came_back)
    last = known.review_on
    if known.kind == DECISION and last and last <= today and _unseen(known, last):
        return text("It was to be looked at again by now.")
    after = VERIFY_AFTER.get(known.kind)
    if after is not None and known.seen_on is not None and today - known.seen_on >= after:
        return text("Nobody has verified it for {count} days.", count=(today - known.seen_on).days)
    return None


def _unseen(known: Known, day: date) -> bool:
    """Whether nobody looked at it since that day."""
    return known.seen_on is None or known.seen_on < day
