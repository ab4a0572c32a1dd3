"""Which desks are running, and who else has a case open."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, not_, select
from sqlalchemy.orm import Session

from models.entities import Person, Presence
from models.entities.plain import plain
from models.handbook.instants import from_seconds
from models.presence import DatabaseTime, database_time, expired
from models.restricted import hidden

_presences, _people = plain(Presence), plain(Person)


@dataclass(frozen=True)
class DeskRow:
    """A running desk; `person` is "" where nobody said who is at it, `quiet` and `attended` as
    in a `RunningDesk`."""

    desk: str
    person_id: int | None
    person: str
    host: str
    version: str
    has_window: bool
    can_notify: bool
    quiet: bool
    attended: bool
    seen_at: datetime


@dataclass(frozen=True)
class Company:
    """Somebody else who has a case open, at one window or several; `person` as in a `DeskRow`."""

    person: str
    hosts: tuple[str, ...]


def running_desks(session: Session, now: DatabaseTime = database_time) -> list[DeskRow]:
    """Every desk heard of lately, by person and computer; what it has open is nobody's business."""
    columns = (
        _presences.c.desk, _presences.c.person_id, _people.c.name, _presences.c.host,
        _presences.c.version, _presences.c.has_window, _presences.c.can_notify,
        _presences.c.quiet, _presences.c.attended, _presences.c.seen_at,
    )  # fmt: skip
    query = select(*columns).join(_people, _people.c.id == _presences.c.person_id, isouter=True)
    there = not_(expired(now(session.connection())))
    rows = session.execute(query.where(there).order_by(_people.c.name, _presences.c.host)).all()
    return [
        DeskRow(
            row.desk, row.person_id, row.name or "", row.host, row.version, row.has_window,
            row.can_notify, row.quiet, row.attended, from_seconds(row.seen_at),
        )
        for row in rows
    ]  # fmt: skip


def company_at(
    session: Session, case_id: int, desk: str, me: int | None, now: DatabaseTime = database_time
) -> list[Company]:
    """Who else has the case open, by name: not this desk, nor another of the same person.

    Several desks of one person are one; those at which nobody is named are told by the computer.
    """
    if case_id in hidden(session):
        return []
    return _company(session, _presences.c.case_id == case_id, desk, me, now)


def company_writing(
    session: Session, article_id: int, desk: str, me: int | None, now: DatabaseTime = database_time
) -> list[Company]:
    """Who else is writing this article just now, as above."""
    return _company(session, _presences.c.article_id == article_id, desk, me, now)


def company_at_postmortem(
    session: Session, postmortem_id: int, desk: str, me: int | None,
    now: DatabaseTime = database_time,
) -> list[Company]:  # fmt: skip
    """Who else is writing this postmortem just now, as above."""
    return _company(session, _presences.c.postmortem_id == postmortem_id, desk, me, now)


def _company(
    session: Session, there: ColumnElement[bool], desk: str, me: int | None, now: DatabaseTime
) -> list[Company]:
    query = (
        select(_people.c.name, _presences.c.host, _presences.c.person_id)
        .join(_people, _people.c.id == _presences.c.person_id, isouter=True)
        .where(there, _presences.c.desk != desk)
        .where(not_(expired(now(session.connection()))))
        .order_by(_people.c.name, _presences.c.host)
    )
    hosts: dict[str, list[str]] = {}
    for name, host, person_id in session.execute(query):
        if person_id is None or person_id != me:
            hosts.setdefault(name or "", []).append(host)
    return [Company(name, tuple(dict.fromkeys(those))) for name, those in hosts.items()]
