"""Alerts fire once for the whole team, and are shown once to each person."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update

from models.entities import AlertDelivery, PlannedAlert
from models.queries.alerts import AlertRow, alerts_by_id, due_alerts, unshown_alerts
from models.restricted import hidden_from
from models.work import Work

AT_ONCE: Final = 1_000
"""So many are fired in one write: a desk that was away for long holds nobody up."""


def fire_due(work: Work) -> list[AlertRow]:
    """Claim alerts that are due now; one that another desk claimed is not returned."""
    claim = (
        update(PlannedAlert)
        .where(
            PlannedAlert.id.in_(due_alerts(work.session, work.now, AT_ONCE)),
            PlannedAlert.fired_at.is_(None),
        )
        .values(fired_at=work.now)
        .returning(PlannedAlert.id)
    )
    fired = list(work.session.scalars(claim))
    if fired:
        work.kinds.add("alert")
    left_out = hidden_from(work.session, work.person_id)
    return [row for row in alerts_by_id(work.session, fired) if row.case_id not in left_out]


def claim_unshown(work: Work, person_id: int) -> list[AlertRow]:
    """What this person was not told of yet, for the desk that asks: no other shows it meanwhile."""
    work.hold_person(person_id)
    waiting = unshown_alerts(work.session, person_id, work.now)
    for delivery in _deliveries(work, [row.id for row in waiting], person_id):
        delivery.claimed_at = work.now
    return waiting


def mark_shown(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """Record that a person was told, so that a restart does not tell them again."""
    for delivery in _deliveries(work, alert_ids, person_id):
        if delivery.shown_at is None:
            delivery.channel, delivery.shown_at = channel, work.now


def mark_seen(work: Work, alert_ids: Sequence[int], person_id: int) -> None:
    """Record that a person put alerts away: the bar does not show them any more."""
    mark_shown(work, alert_ids, person_id, "bar")
    for delivery in _deliveries(work, alert_ids, person_id):
        delivery.seen_at = delivery.seen_at or work.now


def mark_acted(work: Work, alert_ids: Sequence[int], person_id: int) -> None:
    """Record that an alert brought a person to the case."""
    mark_shown(work, alert_ids, person_id, "bar")
    for delivery in _deliveries(work, alert_ids, person_id):
        delivery.acted_at = delivery.acted_at or work.now


def know_of(work: Work, case_id: int, person_id: int) -> None:
    """Whoever takes a case themselves need not be told what had fired on it before."""
    fired = select(PlannedAlert.id).where(
        PlannedAlert.case_id == case_id, PlannedAlert.fired_at.is_not(None),
        PlannedAlert.withdrawn_at.is_(None),
    )  # fmt: skip
    mark_acted(work, list(work.session.scalars(fired)), person_id)


def _deliveries(work: Work, alert_ids: Sequence[int], person_id: int) -> list[AlertDelivery]:
    """The rows that say what became of these alerts at this person; made where there is none."""
    query = select(AlertDelivery).where(
        AlertDelivery.alert_id.in_(alert_ids), AlertDelivery.person_id == person_id
    )
    found = {row.alert_id: row for row in work.session.scalars(query)}
    for alert_id in alert_ids:
        if alert_id not in found:
            found[alert_id] = AlertDelivery(alert_id=alert_id, person_id=person_id, channel="")
            work.session.add(found[alert_id])
    return list(found.values())
