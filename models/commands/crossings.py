"""Thresholds of the queue are crossed once for the whole team, and told once to each of a role."""

from collections.abc import Sequence

from sqlalchemy import update

from models.commands.told_once import claim_once, put_away, told_once
from models.entities import CrossingDelivery, QueueCrossing
from models.queries.crossings import CrossingRow, fresh_moves, untold_crossings
from models.queries.queue_readings import read_queue
from models.work import Work


def record_crossings(work: Work) -> list[CrossingRow]:
    """Note what has crossed its limit, and what has fallen back; returns what this desk found."""
    reading = read_queue(work.session, work.now)
    found = fresh_moves(work.session, reading)
    if found.fell:
        work.session.execute(
            update(QueueCrossing)
            .where(QueueCrossing.threshold.in_(found.fell), QueueCrossing.fell_at.is_(None))
            .values(fell_at=work.now)
        )
    rows = [
        QueueCrossing(
            threshold=one.key, role=one.role, words=str(reading.words(one.key)),
            crossed_at=work.now,
        )
        for one, _ in found.crossed
    ]  # fmt: skip
    work.session.add_all(rows)
    work.session.flush()
    if rows or found.fell:
        work.kinds.add("crossing")
    return [CrossingRow(row.id, row.threshold, row.role, row.words, row.crossed_at) for row in rows]


def claim_crossings(work: Work, person_id: int) -> list[CrossingRow]:
    """What this person was not told of yet, for the desk that asks: no other tells it meanwhile."""
    work.hold_person(person_id)
    waiting = untold_crossings(work.session, person_id, work.now)
    claim_once(work, CrossingDelivery, [row.id for row in waiting], person_id)
    return waiting


def mark_crossings_told(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """Record that a person was told."""
    told_once(work, CrossingDelivery, alert_ids, person_id, channel)


def mark_crossings_seen(work: Work, alert_ids: Sequence[int], person_id: int) -> None:
    """Record that a person put them away."""
    put_away(work, CrossingDelivery, alert_ids, person_id)
