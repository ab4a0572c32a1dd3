"""A role that changes hands: what had fired for it waits anew to be seen, where nobody who is told
of it from now on knows of it.

It does when the team is changed, and when a turn or somebody's leave begins or ends. Up to when
that was looked at is a value of the desk, so that whichever desk looks next goes on from there.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select, text
from sqlalchemy.orm import Session

from models.entities import (
    Absence,
    AlertDelivery,
    AlertStep,
    DeskValue,
    Person,
    PlannedAlert,
    RotaTurn,
)
from models.handbook.escalation import ROLES
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.roster import Roster
from models.knowing import knows
from models.patience import wait_to_be_seen
from models.rosters import load_roster

LOOKED_AT: Final = "roles_looked_at"
_NOTE: Final = text(
    "INSERT INTO desk (name, value) VALUES (:name, :value) "
    "ON CONFLICT (name) DO UPDATE SET value = :value"
)


def changes_hands(session: Session, now: datetime) -> bool:
    """Whether a turn or leave began or ended since it was looked last, or nobody ever did."""
    since = _looked_at(session, now)
    return any(
        session.scalar(
            select(table.id)
            .where(
                or_(*(and_(at > since, at <= now) for at in (table.begins_at, table.ends_at)))
                if since is not None else table.ends_at > now
            )
            .limit(1)
        )
        is not None
        for table in (RotaTurn, Absence)
    )  # fmt: skip


def hand_over(session: Session, before: Roster, now: datetime) -> None:
    """What had fired for a role waits anew, where somebody is told of it now who was not when it
    was looked last, by the roster as it was `before`."""
    since = _looked_at(session, now) or now
    after = load_roster(session)
    holders = {role: after.holders(role, to_seconds(now)) for role in ROLES}
    came = [r for r, who in holders.items() if who - before.holders(r, to_seconds(since))]
    if came:
        theirs = select(PlannedAlert.id).where(
            PlannedAlert.fired_at.is_not(None), PlannedAlert.withdrawn_at.is_(None),
            PlannedAlert.recipient_id.is_(None), or_(*map(_is_told, came)),
            ~_is_known(holders, now),
        )  # fmt: skip
        wait_to_be_seen(session, list(session.scalars(theirs)), now)
    session.execute(_NOTE, {"name": LOOKED_AT, "value": str(to_seconds(now))})


def _is_told(role: str) -> ColumnElement[bool]:
    """Of an alert: whether this role is told of it, at first or by a step since."""
    step = select(AlertStep.alert_id).where(
        AlertStep.alert_id == PlannedAlert.id, AlertStep.role == role
    )
    called = and_(PlannedAlert.step > 0, step.correlate(PlannedAlert).exists())
    return or_(PlannedAlert.role == role, called)


def _is_known(holders: dict[str, frozenset[int]], now: datetime) -> ColumnElement[bool]:
    """Of an alert: whether somebody of the team sees to it, or one of those who are told has seen
    it; whoever held the role before saw it for themselves alone."""
    delivery = AlertDelivery
    seen = or_(knows(delivery), delivery.snoozed_until > now)
    told = or_(*(and_(_is_told(r), delivery.person_id.in_(who)) for r, who in holders.items()))
    on_team = delivery.person_id.in_(select(Person.id).where(Person.active))
    known = select(delivery.id).where(
        delivery.alert_id == PlannedAlert.id, on_team,
        or_(delivery.acknowledged_at.is_not(None), and_(seen, told)),
    )  # fmt: skip
    return known.correlate(PlannedAlert).exists()


def _looked_at(session: Session, now: datetime) -> datetime | None:
    """None where nobody looked by now: a copy of a desk as it was has what was noted since."""
    value = session.scalar(select(DeskValue.value).where(DeskValue.name == LOOKED_AT))
    return None if value is None or int(value) > to_seconds(now) else from_seconds(int(value))
