"""The versions of the handbook that judged what a review counts (handbook, rule 16)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case, Clock, PolicyVersion
from models.entities import Event as EventRow
from models.handbook import events as ev
from models.handbook.case_clocks import versions_of
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.queries.attainment import DECIDED, Outcomes, outcomes


@dataclass(frozen=True)
class UsedPolicy:
    """A version of the handbook that clocks of the period were judged by."""

    number: int
    name: str
    effective_at: datetime


def used_policies(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[UsedPolicy]:
    """The versions that judged a clock decided in [begin, end), as known at `as_of`."""
    decided = outcomes(begin, end, as_of, DECIDED)
    applied = set(_applied(session, decided))
    judged = (
        select(Clock.case_id)
        .join(Case, Case.id == Clock.case_id)
        .where(decided.belong, Case.policy_number == PolicyVersion.number)
        .where(Case.id.not_in(_MOVED))
    )
    rows = session.execute(
        select(PolicyVersion.number, PolicyVersion.name, PolicyVersion.effective_at)
        .where(judged.exists() | PolicyVersion.number.in_(applied))
        .order_by(PolicyVersion.number)
    )
    return [UsedPolicy(*row) for row in rows]


_MOVED = select(EventRow.case_id).where(EventRow.kind == ev.POLICY_APPLIED)
"""The cases that another version was applied to since they were opened."""


def _applied(session: Session, decided: Outcomes) -> Iterator[int]:
    """The version of each decided clock of a case that another one was applied to."""
    logs: dict[int, list[Event]] = defaultdict(list)
    columns = (
        EventRow.id, EventRow.kind, type_coerce(EventRow.occurred_at, BigInteger),
        type_coerce(EventRow.recorded_at, BigInteger), EventRow.data,
    )  # fmt: skip
    moves = EventRow.kind.in_((ev.POLICY_APPLIED, ev.RETRACTED)), EventRow.case_id.in_(_MOVED)
    for case_id, *event in session.execute(select(EventRow.case_id, *columns).where(*moves)):
        logs[case_id].append(Event(*event))
    clocks = session.execute(
        select(Case.id, Case.policy_number, decided.at)
        .join(Clock, Clock.case_id == Case.id)
        .where(decided.belong, Case.id.in_(_MOVED))
    )
    for case_id, opened_under, at in clocks:
        versions = versions_of(logs[case_id], opened_under)
        yield [number for since, number in versions if since <= to_seconds(at)][-1]
