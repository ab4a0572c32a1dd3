"""What people were told of lately, or should have been, a page at a time: their own, and for the
lead the team's."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, AlertStep, Person, PlannedAlert
from models.errors import KnownError
from models.handbook.alerting import roles_between
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.roster import LEAD, Roster
from models.queries.alert_ledger import MEANT, LedgerRow, ledger_query, ledger_rows
from models.rosters import load_roster

PAGE: Final = 100
_LEADS: Final = select(Person.id).where(Person.role == LEAD, Person.active)


def told_page(
    session: Session, asker_id: int | None, whole_team: bool, begin: datetime, end: datetime,
    now: datetime, page: int = 0,
) -> tuple[list[LedgerRow], bool]:  # fmt: skip
    """What came in [begin, end), the newest first; and whether there is more after it."""
    query = _told(session, asker_id, whole_team, begin, end)
    rows = ledger_rows(session, query.offset(page * PAGE).limit(PAGE + 1), now)
    return rows[:PAGE], len(rows) > PAGE


def all_told(
    session: Session, asker_id: int | None, whole_team: bool, begin: datetime, end: datetime,
    now: datetime,
) -> list[LedgerRow]:  # fmt: skip
    """All of it, as a file takes it."""
    return ledger_rows(session, _told(session, asker_id, whole_team, begin, end), now)


def _told(
    session: Session, asker_id: int | None, whole_team: bool, begin: datetime, end: datetime
) -> Select[Any]:
    """What is about one person is theirs; the lead sees the team, by roles (rule 31).

    What fired and was shown to nobody is among it, at who is told of it.
    """
    if asker_id is None:
        raise KnownError(
            "Whose alerts?", "It is not known who is at this desk.", "Choose who you are first."
        )
    name = case((Person.id == asker_id, Person.name), else_=Person.role)
    alert, told = PlannedAlert, AlertDelivery
    span = alert.fired_at >= begin, alert.fired_at < end
    newest = alert.fired_at.desc(), alert.id.desc(), told.id
    theirs = told.person_id == asker_id
    query = ledger_query(name, _meant(asker_id), None if whole_team else theirs)
    query = query.where(*span).order_by(None).order_by(*newest)
    if not whole_team:
        return query.where(or_(theirs, is_told(load_roster(session), asker_id, begin, end)))
    if _somebody_leads(session) and not _leads(session, asker_id):
        raise KnownError(
            "The lead sees the team", "What others were told of is theirs, and the lead's.",
            "Look at what you were told of yourself.",
        )  # fmt: skip
    return query


def is_told(
    roster: Roster, person_id: int, begin: datetime, end: datetime
) -> ColumnElement[bool]:  # fmt: skip
    """Of an alert that fired in [begin, end): whether it was for this person, or for a role that
    they were told for then, at first or by a step."""
    alert, step, called = PlannedAlert, AlertStep, list[ColumnElement[bool]]()
    for since, until, roles in roles_between(person_id, roster, to_seconds(begin), to_seconds(end)):
        span = from_seconds(since), from_seconds(until)
        at_first = alert.role.in_(roles), alert.fired_at >= span[0], alert.fired_at < span[1]
        later = select(step.alert_id).where(
            step.role.in_(roles), step.began_at >= span[0], step.began_at < span[1]
        )
        called += [and_(alert.recipient_id.is_(None), *at_first), alert.id.in_(later)]
    return or_(alert.recipient_id == person_id, *called)


def _meant(asker_id: int) -> Any:
    """Whom an alert is for, by role where it is for somebody else; "" where it is for a role."""
    return case((MEANT.id == asker_id, MEANT.name), else_=func.coalesce(MEANT.role, ""))


def _leads(session: Session, person_id: int) -> bool:
    return session.scalar(_LEADS.where(Person.id == person_id)) is not None


def _somebody_leads(session: Session) -> bool:
    return session.scalar(_LEADS.limit(1)) is not None
