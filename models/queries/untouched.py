"""A case that its assignee has not touched, and who could take it instead (rules 23 and 31)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Person, PlannedAlert
from models.queries.assignment import Candidate, next_best
from models.queries.sight import sees_figures_of
from models.queries.untouched_alerts import untouched_alerts


@dataclass(frozen=True)
class Untouched:
    """Since when who has a case; `next_best` is None where nobody else can take it just now."""

    case_id: int
    assignee: str
    since: datetime
    next_best: Candidate | None


def untouched_case(
    session: Session, case_id: int, now: datetime, asker_id: int | None
) -> Untouched | None:
    """For the lead and for whoever has it; None for others, and where there is nothing to say."""
    case = session.get(Case, case_id)
    alerts = untouched_alerts(session, case) if case is not None else []
    if case is None or not alerts:
        return None
    if not sees_figures_of(session, asker_id, case.assignee_id):
        return None
    since = session.get_one(PlannedAlert, alerts[-1]).deadline_at
    name = session.scalar(select(Person.name).where(Person.id == case.assignee_id))
    other = next_best(session, case_id, now, asker_id, case.assignee_id)
    return Untouched(case_id, name or "", since, other)
