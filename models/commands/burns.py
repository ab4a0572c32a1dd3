"""Burns of error budgets are found once for the whole team, and told once to each lead."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select

from models.entities import BurnAlert, BurnDelivery
from models.queries.burns import BurnRow, fresh_burns, row_of, untold_burns
from models.work import Work


def record_burns(work: Work) -> list[BurnRow]:
    """Note what burns and nobody had found; one that another desk noted is not returned."""
    found = [BurnAlert(**asdict(burn), found_at=work.now) for burn in fresh_burns(work.session,
             work.now)]  # fmt: skip
    work.session.add_all(found)
    work.session.flush()
    if found:
        work.kinds.add("burn")
    return [row_of(alert) for alert in found]


def claim_burns(work: Work, person_id: int) -> list[BurnRow]:
    """What this person was not told of yet, for the desk that asks: no other tells it meanwhile."""
    work.hold_person(person_id)
    waiting = untold_burns(work.session, person_id, work.now)
    for delivery in _deliveries(work, [row.id for row in waiting], person_id):
        delivery.claimed_at = work.now
    return waiting


def mark_burns_told(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """Record that a person was told, so that a restart does not tell them again."""
    for delivery in _deliveries(work, alert_ids, person_id):
        if delivery.shown_at is None:
            delivery.channel, delivery.shown_at = channel, work.now


def mark_burns_seen(work: Work, alert_ids: Sequence[int], person_id: int) -> None:
    """Record that a person put them away: the bar does not show them any more."""
    mark_burns_told(work, alert_ids, person_id, "bar")
    for delivery in _deliveries(work, alert_ids, person_id):
        delivery.seen_at = delivery.seen_at or work.now


def _deliveries(work: Work, alert_ids: Sequence[int], person_id: int) -> list[BurnDelivery]:
    query = select(BurnDelivery).where(
        BurnDelivery.alert_id.in_(alert_ids), BurnDelivery.person_id == person_id
    )
    found = {row.alert_id: row for row in work.session.scalars(query)}
    for alert_id in alert_ids:
        if alert_id not in found:
            found[alert_id] = BurnDelivery(alert_id=alert_id, person_id=person_id, channel="")
            work.session.add(found[alert_id])
    return list(found.values())
