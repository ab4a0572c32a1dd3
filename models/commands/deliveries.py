"""The rows that say what became of alerts at a person; made where there are none."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from models.commands.firing import fired_of
from models.entities import AlertDelivery, Person, PlannedAlert
from models.knowing import is_since_put_off
from models.work import Work


def deliveries_of(work: Work, alert_ids: Sequence[int], person_id: int) -> list[AlertDelivery]:
    """The rows that say what became of these alerts at this person; made where there is none.

    Of one that has not fired nothing is noted: it may be gone with the next change of its case.
    """
    if not alert_ids or not on_team(work, person_id):
        return []
    query = select(AlertDelivery).where(
        AlertDelivery.alert_id.in_(alert_ids), AlertDelivery.person_id == person_id
    )
    found = {row.alert_id: row for row in work.session.scalars(query)}
    unknown = set(alert_ids) - found.keys()
    for alert_id in sorted(fired_of(work, unknown)) if unknown else ():
        found[alert_id] = AlertDelivery(alert_id=alert_id, person_id=person_id, channel="")
        work.session.add(found[alert_id])
    return list(found.values())


def show(delivery: AlertDelivery, channel: str, now: datetime) -> None:
    """Shown now, where it was not yet; or again, where it was snoozed until now."""
    shown, until = delivery.shown_at, delivery.snoozed_until
    if shown is None or (until is not None and shown < until <= now):
        delivery.channel, delivery.shown_at = channel, now


def see(delivery: AlertDelivery, channel: str, now: datetime) -> None:
    """Seen now, where it was not yet, or not since it was put off."""
    show(delivery, channel, now)
    if not is_since_put_off(delivery.seen_at, delivery):
        delivery.seen_at, delivery.seen_channel = now, channel


def go_no_further(work: Work, deliveries: Sequence[AlertDelivery]) -> None:
    """The alerts of these wait to be seen no more."""
    alert_ids = [row.alert_id for row in deliveries]
    waiting = PlannedAlert.id.in_(alert_ids), PlannedAlert.escalates_at.is_not(None)
    work.session.execute(update(PlannedAlert).where(*waiting).values(escalates_at=None))


def on_team(work: Work, person_id: int) -> bool:
    """Whether this person is of the team, by now."""
    here = select(Person.id).where(Person.id == person_id, Person.active)
    return work.session.scalar(here) is not None
