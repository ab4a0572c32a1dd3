"""What each of the team holds just now, and when they last got a case: read from indices alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from models.entities import Case, Event, Person
from models.entities.event import GivenTo
from models.handbook import events as ev
from models.handbook.assignment import LONG_IDLE
from models.handbook.assignment_terms import AssignmentTerms
from models.handbook.intake import OPEN, WAITING
from models.handbook.policy import PRIORITIES
from models.kept import Kept
from models.restricted import fetch


class Holding(NamedTuple):
    """What somebody's open cases weigh, how many they are, and when they last got one, as far back
    as it counts."""

    load: int = 0
    cases: int = 0
    got_at: int | None = None


def load_holdings(
    session: Session, terms: AssignmentTerms, now: datetime, but_for: Collection[int]
) -> Mapping[int, Holding]:
    """By person on the team; nothing of who is on it no more."""
    weights = {name: terms.weight(*of) for name, of in _WEIGHTS.items()}
    since = now - timedelta(seconds=LONG_IDLE)
    asked = {**weights, "since": since, "now": now}
    if but_for:
        rows = fetch(session, _BUT_FOR, {**asked, "but_for": list(but_for)})
    else:
        rows = fetch(session, _HOLDINGS, asked)
    return defaultdict(Holding, {person: Holding(*held) for person, *held in rows})


def _weight(priority: str, waits: bool) -> str:
    """What the weight of such a case is called in a statement."""
    return f"{priority or 'other'}{'_waits' if waits else ''}"


_WEIGHTS: Final = {
    _weight(priority, waits): (priority, waits)
    for priority in (*PRIORITIES, "")
    for waits in (False, True)
}


def _weighed(waits: bool) -> ColumnElement[int]:
    of_priority: dict[ColumnElement[Any], Any] = {
        literal_column(f"'{priority}'"): bindparam(_weight(priority, waits), type_=Integer)
        for priority in PRIORITIES
    }
    other = bindparam(_weight("", waits), type_=Integer)
    return case(of_priority, value=Case.priority, else_=other)


def _held(*but_for: ColumnElement[bool]) -> Subquery:
    """What is held by whom: read from the index of each one's queue alone."""
    active = select(Person.id).where(Person.active)
    at_work: dict[ColumnElement[Any], Any] = {
        literal_column(f"'{one}'"): _weighed(False) for one in OPEN if one not in WAITING
    }
    return (
        select(
            Case.assignee_id, func.count().label("cases"),
            func.sum(case(at_work, value=Case.status, else_=_weighed(True))).label("load"),
        )
        .where(Case.is_open, Case.assignee_id.in_(active), *but_for)
        .group_by(Case.assignee_id)
        .subquery()
    )  # fmt: skip


def _got_at() -> ColumnElement[int]:
    """When somebody last got a case, by the index of just that; kinds are written out, so that both
    databases find it.

    Nothing happens after it was recorded: where what was recorded last happened then, it is the
    last, and the others are not looked at. Else it was recorded late, and all of them are.
    """
    lately: tuple[Any, Any] = bindparam("since"), bindparam("now")
    gone = aliased(Event)
    taken_back = select(gone.data["event_id"].as_integer()).where(
        gone.kind == literal_column(f"'{ev.RETRACTED}'"), gone.recorded_at.between(*lately)
    )
    such = (
        Event.kind == literal_column(f"'{ev.ASSIGNED}'"), GivenTo(Event.data) == Person.id,
        Event.recorded_at.between(*lately), Event.id.not_in(taken_back),
    )  # fmt: skip
    at = type_coerce(Event.occurred_at, BigInteger)
    newest_first = Event.recorded_at.desc(), Event.occurred_at.desc()
    last = select(case((Event.occurred_at == Event.recorded_at, at))).where(*such)
    every = select(func.max(at)).where(*such)
    return func.coalesce(
        last.order_by(*newest_first).limit(literal_column("1")).correlate(Person).scalar_subquery(),
        every.correlate(Person).scalar_subquery(),
    )


def _holdings(*but_for: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    holds = _held(*but_for)
    return (
        select(
            Person.id, func.coalesce(holds.c.load, 0).label("load"),
            func.coalesce(holds.c.cases, 0).label("cases"), _got_at().label("got_at"),
        )
        .outerjoin(holds, holds.c.assignee_id == Person.id)
        .where(Person.active)
    )  # fmt: skip


_HOLDINGS: Final = Kept(_holdings())
_BUT_FOR: Final = Kept(
    _holdings(Case.id.not_in(bindparam("but_for", expanding=True))), listed="but_for"
)
