"""Burns of error budgets are found once for the whole team, and told once to each lead."""

from collections.abc import Sequence
from dataclasses import asdict

from models.commands.told_once import claim_once, put_away, told_once
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
    claim_once(work, BurnDelivery, [row.id for row in waiting], person_id)
    return waiting


def mark_burns_told(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """Record that a person was told."""
    told_once(work, BurnDelivery, alert_ids, person_id, channel)


def mark_burns_seen(work: Work, alert_ids: Sequence[int], person_id: int) -> None:
    """Record that a person put them away."""
    put_away(work, BurnDelivery, alert_ids, person_id)
