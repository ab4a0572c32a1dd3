"""Corrective actions as they were at an instant, from their events where they changed since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.entities import ActionEvent, CorrectiveAction
from models.handbook.corrective_actions import FIELDS, Happened, Life, life_of


def known_actions(
    session: Session, at: datetime, *wanted: ColumnElement[bool]
) -> list[CorrectiveAction]:
    """Those made by then that are `wanted` by what never changes (id, postmortem, review); a review
    that is read again later says what it said. One that changed since is no row of the session."""
    query = select(CorrectiveAction).where(CorrectiveAction.made_at <= at, *wanted)
    rows = session.scalars(query.order_by(CorrectiveAction.id)).all()
    events = _events(session, [row.id for row in rows if row.changed_at > at], at)
    return [_then(row, events[row.id]) if row.id in events else row for row in rows]


def _events(
    session: Session, ids: Sequence[int], at: datetime
) -> Mapping[int, Sequence[ActionEvent]]:
    found: dict[int, list[ActionEvent]] = defaultdict(list)
    if ids:
        query = select(ActionEvent).where(ActionEvent.action_id.in_(ids), ActionEvent.at <= at)
        for event in session.scalars(query.order_by(ActionEvent.id)):
            found[event.action_id].append(event)
    return found


def _then(row: CorrectiveAction, events: Sequence[ActionEvent]) -> CorrectiveAction:
    life = life_of(Happened(event.kind, event.at, event.data) for event in events)
    return row if life is None else _row(row.id, life, events)


def _row(action_id: int, life: Life, events: Sequence[ActionEvent]) -> CorrectiveAction:
    return CorrectiveAction(
        id=action_id, version=max(event.data.get("version", 1) for event in events),
        **{name: life.fields.get(name) for name in FIELDS}, status=life.status,
        evidence=life.evidence, first_due_on=life.first_due_on, made_at=life.made_at,
        changed_at=life.changed_at, ended_at=life.ended_at,
    )  # fmt: skip
