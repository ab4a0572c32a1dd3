"""Restricted cases: what a read leaves out for whoever may not see them (handbook, rule 20).

A case is seen by those named, by whoever has it, and by the leads, who answer for all of them. A
desk's `Database.read` calls `hide` first; from then on every ORM statement of that session leaves
the case out, its events, clocks, alerts and words too, and who is known from it alone. What goes
around the ORM asks `hidden`.
Where nobody is named, whoever reads the database sees it, as with credits. In a local file all of
this is a courtesy (rule 31). In a copy of a desk as it was, who may not see a case today does not
see it either.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, bindparam, event, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from models.entities import (
    ArticleLink,
    Case,
    CaseWords,
    Clock,
    Contact,
    Customer,
    Event,
    Person,
    PlannedAlert,
)
from models.entities.plain import plain
from models.kept import Kept, connection_of
from models.known_from import KnownFrom, known_only_from
from models.origin import origin_of
from models.text import text

LEAD: Final = "lead"
_HIDDEN: Final = "hidden"
_WHOM: Final = "whom"
_OF_A_CASE: Final = (Event, Clock, PlannedAlert, CaseWords, ArticleLink)
_RESTRICTED: Final = Kept(
    select(Case.id, Case.named, Case.assignee_id).where(Case.named.is_not(None))
)
_ROLE: Final = Kept(select(Person.role).where(Person.id == bindparam("person_id"), Person.active))


def hide(session: Session, person_id: int | None) -> None:
    """From here on this session reads nothing of what the person may not see."""
    left_out = hidden_from(session, person_id)
    session.info[_WHOM] = known_only_from(session, left_out) if left_out else KnownFrom()
    session.info[_HIDDEN] = left_out


def show_all(session: Session) -> None:
    """From here on this session reads everything: what is checked or copied is all of a desk."""
    for name in (_HIDDEN, _WHOM):
        session.info.pop(name, None)


def hidden(session: Session) -> Collection[int]:
    """The ids of the cases that this session leaves out."""
    found: frozenset[int] = session.info.get(_HIDDEN, frozenset())
    return found


def unless_hidden(session: Session, case_id: Column[Any] | Any) -> list[ColumnElement[bool]]:
    """The condition for a statement that goes around the ORM; none where nothing is hidden."""
    left_out = hidden(session)
    return [case_id.not_in(left_out)] if left_out else []


def fetch(session: Session, kept: Kept, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
    """Rows of columns, around the ORM unless the session leaves something out."""
    if hidden(session):
        return list(session.execute(kept.statement, values or {}))
    session.flush()
    return kept.rows(connection_of(session), values)


def hidden_keys(session: Session) -> Collection[str]:
    """What the cases that this session leaves out are called."""
    return keys_of(session, hidden(session))


def keys_of(session: Session, left_out: Collection[int]) -> Collection[str]:
    """What such cases are called, whatever the session leaves out."""
    case = plain(Case).c
    query = select(case.key).where(case.id.in_(left_out))
    return frozenset(session.connection().scalars(query)) if left_out else frozenset()


def without_names(data: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """What an event or a credit says, without the numbers of cases that are left out."""
    unnamed, told = str(text("a restricted case")), dict(data)
    told |= {name: unnamed for name in ("case", "incident") if data.get(name) in keys}
    if "cases" in data:
        told["cases"] = [unnamed if one in keys else one for one in data["cases"]]
    return told


def hidden_from(session: Session, person_id: int | None) -> frozenset[int]:
    """The ids of the cases that this person may not see."""
    if person_id is None:
        return frozenset()
    origin = origin_of(session)
    today = frozenset() if origin is None else origin.read(partial(_hidden_today, person_id))
    return today | _hidden_here(session, person_id)


def _hidden_today(person_id: int, session: Session) -> frozenset[int]:
    show_all(session)
    return hidden_from(session, person_id)


def _hidden_here(session: Session, person_id: int) -> frozenset[int]:
    rows = fetch(session, _RESTRICTED)
    role = _role(session, person_id) if rows else LEAD
    if role == LEAD:
        return frozenset()
    return frozenset(row.id for row in rows if role is None or not _is_among(person_id, row))


def may_see(session: Session, case: Case, person_id: int | None) -> bool:
    """Whether this person may see a case."""
    if origin_of(session) is not None:
        return case.id not in hidden_from(session, person_id)
    if case.named is None or person_id is None:
        return True
    role = _role(session, person_id)
    return role == LEAD or (role is not None and _is_among(person_id, case))


def seen_by_nobody(session: Session, but_for: int | None = None) -> frozenset[int]:
    """The ids of the restricted cases that nobody of the team sees, where nobody leads; `but_for`
    is somebody who does not count."""
    active = session.scalars(select(Person.id).where(Person.active))
    people = [person_id for person_id in active if person_id != but_for]
    rows = fetch(session, _RESTRICTED)
    return frozenset(row.id for row in rows if not any(_is_among(one, row) for one in people))


def _is_among(person_id: int, case: Any) -> bool:
    return person_id == case.assignee_id or str(person_id) in case.named.split()


def _role(session: Session, person_id: int) -> str | None:
    """None for whoever has left the team, and sees none of them any more."""
    return next((row.role for row in fetch(session, _ROLE, {"person_id": person_id})), None)


@event.listens_for(Session, "do_orm_execute")
def _leave_out(state: ORMExecuteState) -> None:
    left_out = hidden(state.session)
    if not left_out or not state.is_select:
        return
    of_a_case = (
        with_loader_criteria(one, lambda it: it.case_id.not_in(left_out), include_aliases=True)
        for one in _OF_A_CASE
    )
    cases = with_loader_criteria(Case, lambda it: it.id.not_in(left_out), include_aliases=True)
    state.statement = state.statement.options(cases, *of_a_case, *_whom(state.session))


def _whom(session: Session) -> Iterator[ExecutableOption]:
    """Who is known from what is left out alone."""
    customers, contacts = session.info[_WHOM]
    if customers:
        yield with_loader_criteria(
            Customer, lambda it: it.id.not_in(customers), include_aliases=True
        )
    if contacts:
        yield with_loader_criteria(Contact, lambda it: it.id.not_in(contacts), include_aliases=True)
