"""Who works on a case has acted on what it told them: nobody else need be called (rule 25).

Found in the write that records what they did, from what its plan reads anyway: only where
something has come of the case is there more to ask.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import case, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, PlannedAlert
from models.handbook.instants import from_seconds
from models.hearing import heard_by, hearing

ON_THE_CASE: Final = "case"
"""The channel of what somebody did about the case itself."""


@dataclass(frozen=True)
class Doing:
    """Who did something about which cases."""

    person_id: int | None = None
    cases: Collection[int] = ()


NOBODY: Final = Doing()


def note_acted(session: Session, alert_ids: Sequence[int], doing: Doing, now: int) -> None:
    """Of these alerts, which are live: those that this person is told of and did not put off."""
    if doing.person_id is None or not alert_ids:
        return
    at, told = from_seconds(now), AlertDelivery
    put_off = select(told.alert_id).where(
        told.alert_id.in_(alert_ids), told.person_id == doing.person_id, told.snoozed_until > at
    )
    heard = select(PlannedAlert.id).where(
        PlannedAlert.id.in_(alert_ids), heard_by(hearing(session, doing.person_id, at)),
        PlannedAlert.id.not_in(put_off),
    )  # fmt: skip
    theirs = list(session.scalars(heard))
    if theirs:
        _note(session, theirs, doing.person_id, at)


def _note(session: Session, alert_ids: Sequence[int], person_id: int, now: datetime) -> None:
    told, at = AlertDelivery, literal(now, AlertDelivery.acted_at.type)
    back = told.snoozed_until.is_not(None)
    unshown = or_(told.shown_at.is_(None), back & (told.shown_at < told.snoozed_until))
    idle = or_(told.acted_at.is_(None), back & (told.acted_at < told.snoozed_until))
    again = (
        update(told)
        .where(told.alert_id.in_(alert_ids), told.person_id == person_id)
        .values(
            channel=case((unshown, ON_THE_CASE), else_=told.channel),
            shown_at=case((unshown, at), else_=told.shown_at),
            acted_channel=case((idle, ON_THE_CASE), else_=told.acted_channel),
            acted_at=case((idle, at), else_=told.acted_at),
        )
        .returning(told.alert_id)
        .execution_options(synchronize_session=False)
    )
    known = set(session.scalars(again))
    fresh = [
        {"alert_id": i, "person_id": person_id, "channel": ON_THE_CASE, "shown_at": now,
         "acted_at": now, "acted_channel": ON_THE_CASE}
        for i in alert_ids if i not in known
    ]  # fmt: skip
    if fresh:
        session.execute(insert(told), fresh)
    session.execute(
        update(PlannedAlert)
        .where(PlannedAlert.id.in_(alert_ids))
        .values(escalates_at=None)
        .execution_options(synchronize_session=False)
    )
