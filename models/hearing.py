"""Whom an alert is told: a condition of a person, whoever asks for it."""

from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from models.entities import AlertStep, Case, PlannedAlert
from models.handbook.alerting import roles_heard
from models.handbook.instants import to_seconds
from models.restricted import LEAD, hidden_from
from models.rosters import load_roster

_KEPT: Final = 32
"""Conditions that are kept, one for each person and their roles."""


class Hearing(NamedTuple):
    """Of what somebody is told: for their roles, as a lead, but of no case that is `left_out`."""

    person_id: int
    roles: frozenset[str]
    leads: bool
    left_out: frozenset[int]


def hearing(session: Session, person_id: int, now: datetime) -> Hearing:
    """What this person is told of just now."""
    roster = load_roster(session)
    member = roster.members.get(person_id)
    return Hearing(
        person_id,
        roles_heard(person_id, roster, to_seconds(now)),
        member is not None and member.active and member.role == LEAD,
        hidden_from(session, person_id),
    )


@lru_cache(maxsize=_KEPT)
def heard_by(heard: Hearing) -> ColumnElement[bool]:
    """Of a planned alert: whether this person is told (rule 25), at first or by a step since.

    Of a restricted case that nobody has, or whose alert nobody has seen, the leads are told too:
    who holds the role may not see it.
    """
    told: ColumnElement[bool] = PlannedAlert.role.in_(heard.roles)
    called: ColumnElement[bool] = PlannedAlert.id.in_(
        select(AlertStep.alert_id).where(AlertStep.role.in_(heard.roles))
    )
    if heard.leads:
        named = PlannedAlert.case_id.in_(select(Case.id).where(Case.named.is_not(None)))
        told, called = or_(told, named), or_(called, named)
    nobody = and_(PlannedAlert.recipient_id.is_(None), told)
    called = and_(PlannedAlert.step > 0, called)
    seen = PlannedAlert.case_id.not_in(heard.left_out) if heard.left_out else true()
    return and_(seen, or_(PlannedAlert.recipient_id == heard.person_id, nobody, called))
