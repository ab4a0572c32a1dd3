"""CSAT: the share of 4 and 5 among customers' scores, with the response rate (rule 27)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, Event
from models.handbook import events as ev
from models.queries.reopening import resolved_again, resolved_once

LOWEST, HIGHEST, GOOD = 1, 5, 4
_SECOND: Final = timedelta(seconds=1)
_AT_ONCE: Final = 10_000


@dataclass(frozen=True)
class Score:
    """The last score given of a case within a span."""

    case_id: int
    at: datetime
    score: int

    @property
    def is_good(self) -> bool:
        """Whether it is one of the two best."""
        return self.score >= GOOD


@dataclass(frozen=True)
class Satisfaction:
    """`good` of `scored` cases got a 4 or 5 in the period; of those `resolved` in it, so many were
    `answered` for by then. A case counts once, by the last score given of it.
    """

    scored: int = 0
    good: int = 0
    resolved: int = 0
    answered: int = 0


NONE_SCORED: Final = Satisfaction()


def satisfaction(session: Session, begin: datetime, end: datetime, as_of: datetime) -> Satisfaction:
    """What customers scored in [begin, end), and how many of those resolved then answered."""
    scored = scores(session, begin, min(end, as_of + _SECOND))
    resolved, given = resolved_count(session, begin, end, as_of), set[int]()
    for one in scores(session, begin, as_of + _SECOND):
        given.add(one.case_id)
    answered = given & resolved_ids(session, begin, end, as_of) if given else given
    good = sum(one.is_good for one in scored)
    return Satisfaction(len(scored), good, resolved, len(answered))


def scores(session: Session, begin: datetime, end: datetime) -> list[Score]:
    """The last score of each case given in [begin, end); what was taken back was never given."""
    given = Event.kind == ev.SURVEYED
    rows = session.execute(
        select(Event.id, Event.case_id, Event.occurred_at, Event.data)
        .where(given, Event.occurred_at >= begin, Event.occurred_at < end)
        .order_by(Event.occurred_at, Event.id)
    ).all()
    ids = sorted({row.case_id for row in rows})
    gone = set[int]()
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        taken = select(Event.data).where(Event.case_id.in_(some), Event.kind == ev.RETRACTED)
        gone |= {data["event_id"] for data in session.scalars(taken)}
    last = {
        row.case_id: Score(row.case_id, row.occurred_at, row.data["score"])
        for row in rows
        if row.id not in gone
    }
    return list(last.values())


def resolved_count(session: Session, begin: datetime, end: datetime, as_of: datetime) -> int:
    """How many cases were resolved in the period."""
    once = session.scalar(
        select(func.count()).select_from(Case).where(*resolved_once(begin, end, as_of))
    )
    return (once or 0) + len(resolved_again(session, begin, end, as_of))


def resolved_ids(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> frozenset[int]:
    """The cases resolved in the period."""
    once = session.scalars(select(Case.id).where(*resolved_once(begin, end, as_of)))
    again = (one.case_id for one in resolved_again(session, begin, end, as_of))
    return frozenset((*once, *again))
