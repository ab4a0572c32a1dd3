"""What people were told of lately, a page at a time: their own, and for the lead the team's."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, case, literal, select
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, Person, PlannedAlert
from models.errors import KnownError
from models.handbook.roster import LEAD
from models.queries.alert_ledger import LedgerRow, ledger_query, ledger_rows

PAGE: Final = 100
_LEADS: Final = select(Person.id).where(Person.role == LEAD, Person.active)


def told_page(
    session: Session, asker_id: int | None, whole_team: bool, begin: datetime, end: datetime,
    page: int = 0,
) -> tuple[list[LedgerRow], bool]:  # fmt: skip
    """What was told of in [begin, end), the newest first; and whether there is more after it."""
    query = _told(session, asker_id, whole_team, begin, end)
    rows = ledger_rows(session, query.offset(page * PAGE).limit(PAGE + 1))
    return rows[:PAGE], len(rows) > PAGE


def all_told(
    session: Session, asker_id: int | None, whole_team: bool, begin: datetime, end: datetime
) -> list[LedgerRow]:
    """All of it, as a file takes it."""
    return ledger_rows(session, _told(session, asker_id, whole_team, begin, end))


def _told(
    session: Session, asker_id: int | None, whole_team: bool, begin: datetime, end: datetime
) -> Select[Any]:
    """What is about one person is theirs; the lead sees the team, by roles (rule 31)."""
    if asker_id is None:
        raise KnownError(
            "Whose alerts?", "It is not known who is at this desk.", "Choose who you are first."
        )
    name = case((Person.id == asker_id, Person.name), else_=Person.role)
    alert = PlannedAlert
    span = alert.fired_at >= begin, alert.fired_at < end, AlertDelivery.shown_at.is_not(None)
    newest = alert.fired_at.desc(), alert.id.desc(), AlertDelivery.id
    query = ledger_query(name, literal("")).where(*span).order_by(None).order_by(*newest)
    if not whole_team:
        return query.where(AlertDelivery.person_id == asker_id)
    if _somebody_leads(session) and not _leads(session, asker_id):
        raise KnownError(
            "The lead sees the team", "What others were told of is theirs, and the lead's.",
            "Look at what you were told of yourself.",
        )  # fmt: skip
    return query


def _leads(session: Session, person_id: int) -> bool:
    return session.scalar(_LEADS.where(Person.id == person_id)) is not None


def _somebody_leads(session: Session) -> bool:
    return session.scalar(_LEADS.limit(1)) is not None
