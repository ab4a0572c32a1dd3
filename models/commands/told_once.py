"""What somebody is told once: a desk claims it, shows it, and its person puts it away."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select

from models.entities import BurnDelivery, CrossingDelivery
from models.work import Work

Kind = TypeVar("Kind", BurnDelivery, CrossingDelivery)


def claim_once(work: Work, kind: type[Kind], ids: Sequence[int], person_id: int) -> None:
    """For the desk that asks: no other tells it meanwhile. The person is held already."""
    for delivery in _deliveries(work, kind, ids, person_id):
        delivery.claimed_at = work.now


def told_once(
    work: Work, kind: type[Kind], ids: Sequence[int], person_id: int, channel: str
) -> None:
    """Record that a person was told, so that a restart does not tell them again."""
    for delivery in _deliveries(work, kind, ids, person_id):
        if delivery.shown_at is None:
            delivery.channel, delivery.shown_at = channel, work.now


def put_away(work: Work, kind: type[Kind], ids: Sequence[int], person_id: int) -> None:
    """Record that a person put them away: the bar does not show them any more."""
    told_once(work, kind, ids, person_id, "bar")
    for delivery in _deliveries(work, kind, ids, person_id):
        delivery.seen_at = delivery.seen_at or work.now


def _deliveries(work: Work, kind: type[Kind], ids: Sequence[int], person_id: int) -> list[Kind]:
    query = select(kind).where(kind.alert_id.in_(ids), kind.person_id == person_id)
    found = {row.alert_id: row for row in work.session.scalars(query)}
    for alert_id in ids:
        if alert_id not in found:
            found[alert_id] = kind(alert_id=alert_id, person_id=person_id, channel="")
            work.session.add(found[alert_id])
    return list(found.values())
