"""The clocks of the last year, for what they teach of how long work takes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Select, Text, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Event
from models.handbook.instants import to_seconds
from models.handbook.past_clocks import Hours, PastClock
from models.handbook.roster import joined
from models.handbook.work_times import LEARNT
from models.policies import load_calendars, load_policies
from models.rosters import load_roster
from models.typed_text import from_json

YEAR: Final = timedelta(days=365)
MOST: Final = 20_000
"""So many clocks are looked at: of more, those that were decided last."""
_AHEAD: Final = 60 * 86_400


def past_clocks(session: Session, now: datetime, recorded: bool = False) -> list[PastClock]:
    """The clocks decided in the last year and those that run: one of each commitment and cycle.

    With `recorded` they say when the desk knew by what they stopped.
    """
    found = dict[tuple[int, str, int], PastClock]()
    for statement in (_ended(now, recorded), _running(now)):
        for cycle, row in _rows(session, statement):
            found.setdefault((row.case_id, row.commitment, cycle), row)
    return list(found.values())


def load_hours(session: Session, now: datetime) -> Hours:
    """When work was done in the last year, and will be: by shifts where they are known."""
    zone = load_policies(session).at(to_seconds(now)).team.zone
    begin, end = to_seconds(now - YEAR), to_seconds(now) + _AHEAD
    people = {
        one.id: joined(one.open_time(zone, begin, end))
        for one in load_roster(session).members.values()
        if one.shifts or one.days
    }
    return Hours(load_calendars(session), people)


def _ended(now: datetime, recorded: bool) -> Select[Any]:
    known = (
        select(func.max(Event.recorded_at))
        .where(Event.case_id == Clock.case_id, Event.occurred_at <= Clock.stopped_at)
        .scalar_subquery()
    )
    query = _clocks(known if recorded else Clock.stopped_at)
    return query.where(
        Clock.verdict_at > now - YEAR, Clock.verdict_at <= now,
        Clock.verdict.in_(("met", "breached")),
    ).order_by(
        Clock.verdict_at.desc(), Clock.objective, Clock.case_id, Clock.commitment, Clock.cycle
    ).limit(MOST)  # fmt: skip


def _running(now: datetime) -> Select[Any]:
    query = _clocks(Clock.stopped_at)
    return query.where(
        Case.is_open, Clock.stopped_at.is_(None), Clock.verdict.is_(None), Clock.started_at < now
    ).order_by(Clock.case_id, Clock.objective, Clock.commitment, Clock.cycle)


def _clocks(known_at: Any) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Clock.cycle, Clock.case_id, Clock.commitment, Clock.priority,
        func.coalesce(Case.category, ""), Case.assignee_id, Clock.calendar,
        type_coerce(Clock.started_at, BigInteger), type_coerce(Clock.stopped_at, BigInteger),
        func.coalesce(type_coerce(known_at, BigInteger), 0), cast(Clock.pauses, Text),
    )  # fmt: skip
    return select(*columns).join(Case, Case.id == Clock.case_id).where(Clock.commitment.in_(LEARNT))


def _rows(session: Session, statement: Select[Any]) -> Iterator[tuple[int, PastClock]]:
    for row in session.execute(statement):
        cycle, *told, pauses = row
        waits = () if pauses == "[]" else tuple((one[0], one[1]) for one in from_json(pauses))
        yield cycle, PastClock._make((*told, waits))
