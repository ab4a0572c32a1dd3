"""Alerts fire once for the whole team, and are shown once to each person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import insert, or_, select, update

from models.changing_hands import hand_over
from models.commands.deliveries import deliveries_of, go_no_further, on_team, see, show
from models.commands.firing import fire
from models.entities import AlertDelivery, PlannedAlert
from models.errors import Problems
from models.hearing import heard_by, hearing
from models.knowing import has_seen, is_since_put_off
from models.patience import wait_to_be_seen
from models.queries.alerts import (
    LIVE,
    AlertRow,
    alerts_by_id,
    due_alerts,
    unshown_alerts,
)
from models.restricted import hidden_from
from models.rosters import load_roster
from models.typed_text import check_length, one_line
from models.work import Work

AT_ONCE: Final = 1_000
"""So many are fired in one write: a desk that was away for long holds nobody up."""

LONGEST_REASON: Final = 500


def tell_new_holders(work: Work) -> None:
    """A turn or leave began or ended: what had fired waits to be seen by who is told of it now."""
    hand_over(work.session, load_roster(work.session), work.now)
    work.kinds.add("alert")


def fire_due(work: Work) -> list[AlertRow]:
    """Claim alerts that are due now; one that another desk claimed is not returned.

    What another desk is claiming at this moment is left to it. From now on each waits to be seen,
    as long as the handbook says for its priority.
    """
    due = due_alerts(work.session, work.now, AT_ONCE, skip_locked=True)
    return may_read(work, fire(work, due))


def may_read(work: Work, ids: Sequence[int]) -> list[AlertRow]:
    """These, but for those of cases that whoever acts may not see."""
    left_out = hidden_from(work.session, work.person_id)
    return [row for row in alerts_by_id(work.session, ids) if row.case_id not in left_out]


def claim_unshown(
    work: Work, person_id: int, only: Collection[str] | None = None
) -> list[AlertRow]:
    """What this person was not told of yet, for the desk that asks: no other shows it meanwhile.

    `only` of these priorities: what a desk may not tell, it leaves to the others.
    """
    work.hold_person(person_id)
    if not on_team(work, person_id):
        return []
    waiting = unshown_alerts(work.session, person_id, work.now, only)
    _claim(work, [row.id for row in waiting], person_id)
    return waiting


def _claim(work: Work, alert_ids: Sequence[int], person_id: int) -> None:
    """In two statements however many there are: each instant of a flood is somebody's wait."""
    mine = AlertDelivery.alert_id.in_(alert_ids), AlertDelivery.person_id == person_id
    again = update(AlertDelivery).where(*mine).values(claimed_at=work.now)
    known = set(work.session.scalars(again.returning(AlertDelivery.alert_id)))
    fresh = [
        {"alert_id": i, "person_id": person_id, "channel": "", "claimed_at": work.now}
        for i in alert_ids if i not in known
    ]  # fmt: skip
    if fresh:
        work.session.execute(insert(AlertDelivery), fresh)


def mark_shown(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """Record that a person was told, so that a restart does not tell them again.

    What is done with an alert by somebody who has left the team counts for nothing, here and below.
    """
    for delivery in deliveries_of(work, alert_ids, person_id):
        show(delivery, channel, work.now)


def mark_seen(
    work: Work, alert_ids: Sequence[int], person_id: int, channel: str = "bar"
) -> None:  # fmt: skip
    """Record that a person saw alerts and put them away: not in sight any more, they go no further.

    `channel` is where: the bar, or a button of a notification.
    """
    deliveries = deliveries_of(work, alert_ids, person_id)
    for delivery in deliveries:
        see(delivery, channel, work.now)
        delivery.put_away_at = work.now
    go_no_further(work, deliveries)


def mark_noticed(
    work: Work, alert_ids: Sequence[int], person_id: int, channel: str
) -> Sequence[int]:  # fmt: skip
    """Record that a person saw what they are told of: it waits to be seen no more, and stands in
    their bar as before. What they have put off comes again all the same.

    `channel` is where: the case's page, or a message that they dismissed. Returns those that had
    fired by now: the others nobody has seen.
    """
    fired = select(PlannedAlert.id).where(PlannedAlert.id.in_(alert_ids), *LIVE)
    had_fired = list(work.session.scalars(fired))
    told = AlertDelivery
    known = select(told.alert_id).where(
        told.person_id == person_id, told.alert_id.in_(alert_ids),
        or_(has_seen(), told.snoozed_until > work.now),
    )  # fmt: skip
    fresh = select(PlannedAlert.id).where(
        PlannedAlert.id.in_(had_fired), PlannedAlert.id.not_in(known),
        heard_by(hearing(work.session, person_id, work.now)),
    )  # fmt: skip
    deliveries = deliveries_of(work, list(work.session.scalars(fresh)), person_id)
    for delivery in deliveries:
        see(delivery, channel, work.now)
    go_no_further(work, deliveries)
    return had_fired


def mark_acted(
    work: Work, alert_ids: Sequence[int], person_id: int, channel: str = "bar"
) -> None:  # fmt: skip
    """Record that an alert brought a person to the case; it goes no further."""
    deliveries = deliveries_of(work, alert_ids, person_id)
    for delivery in deliveries:
        show(delivery, channel, work.now)
        if not is_since_put_off(delivery.acted_at, delivery):
            delivery.acted_at, delivery.acted_channel = work.now, channel
    go_no_further(work, deliveries)


def acknowledge_alerts(
    work: Work, alert_ids: Sequence[int], person_id: int, channel: str = "bar"
) -> None:  # fmt: skip
    """This person sees to it: nobody else is told of these alerts any more (rule 25)."""
    mark_acted(work, alert_ids, person_id, channel)
    for delivery in deliveries_of(work, alert_ids, person_id):
        delivery.acknowledged_at = delivery.acknowledged_at or work.now
    work.kinds.add("alert")


def snooze_alerts(
    work: Work, alert_ids: Sequence[int], person_id: int, until: datetime, reason: str,
    channel: str = "bar",
) -> None:  # fmt: skip
    """Put alerts out of this person's sight until an instant, for a reason; then they come again.

    They go no further meanwhile, for somebody has seen them; coming again, they wait to be seen as
    they did at first. `Problems` by field where something lacks.
    """
    said = {}
    if until <= work.now:
        said["until"] = "Choose a time that is still to come."
    if not reason.strip():
        said["reason"] = "Say why it can wait."
    if said:
        raise Problems("Not snoozed", said)
    check_length("reason", reason, LONGEST_REASON)
    deliveries = deliveries_of(work, alert_ids, person_id)
    for delivery in deliveries:
        show(delivery, channel, work.now)
        delivery.snoozed_until, delivery.snooze_reason = until, one_line(reason)
        delivery.snoozed_at = work.now
        delivery.claimed_at = None
    go_no_further(work, deliveries)
    wait_to_be_seen(work.session, [row.alert_id for row in deliveries], until)
    work.kinds.add("alert")


def know_of(work: Work, case_id: int, person_id: int) -> None:
    """Whoever takes a case themselves need not be told what had fired on it before."""
    fired = select(PlannedAlert.id).where(
        PlannedAlert.case_id == case_id, PlannedAlert.fired_at.is_not(None),
        PlannedAlert.withdrawn_at.is_(None),
    )  # fmt: skip
    mark_acted(work, list(work.session.scalars(fired)), person_id)
