"""When anything of what a review tells beside the log was touched last."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Article, CorrectiveAction, Postmortem, QueueCrossing, ReviewRecord
from models.queries.known_at import known_at


def known_of_all(session: Session, begin: datetime, end: datetime, now: datetime) -> datetime:
    """`known_at`, and not before the last entry of any minutes, and the last change of an action,
    an article or a postmortem: a desk as it was known then gives the same review."""
    as_of = known_at(session, begin, end, now)
    if as_of < end:
        return as_of
    last = (
        ReviewRecord.at, CorrectiveAction.changed_at, Article.changed_at, Postmortem.changed_at,
        QueueCrossing.crossed_at, QueueCrossing.fell_at,
    )  # fmt: skip
    touched: list[datetime] = [as_of]
    for column in last:
        at: datetime | None = session.scalar(select(func.max(column)))
        touched += [at] if at is not None else []
    return min(now, max(touched))
