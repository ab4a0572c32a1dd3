"""The instant that the figures of a period are as of (handbook, rule 26)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Event
from models.errors import KnownError


def known_at(session: Session, begin: datetime, end: datetime, now: datetime) -> datetime:
    """The instant a review of [begin, end) is as of, which it prints (rule 26).

    While the period runs, `now`. Afterwards the last entry of the log, but not before the period's
    end: so the same log gives the same review whenever it is asked for, and what was recorded late
    is in it. A `KnownError` where the period has not begun.
    """
    if now < begin:
        raise KnownError("Not yet", "This period has not begun.", "Choose one that has.")
    if now < end:
        return now
    last: datetime | None = session.scalar(select(func.max(Event.recorded_at)))
    return min(now, end if last is None else max(end, last))
