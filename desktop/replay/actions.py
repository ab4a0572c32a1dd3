"""Corrective actions as they were known at an instant: the fold of what had happened to them."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from desktop.replay.rows import copy_rows
from models.entities import ActionEvent, CorrectiveAction, Postmortem
from models.entities.plain import plain
from models.handbook.corrective_actions import FIELDS, Happened, Life, life_of
from models.handbook.instants import from_seconds, to_seconds

_rows, _events, _postmortems = plain(CorrectiveAction), plain(ActionEvent), plain(Postmortem)
_STANDS: Final = ("status", "evidence", "first_due_on")


def copy_actions(source: Connection, target: Connection, until: int) -> None:
    """Every action that had been made by then, as it was; the copy holds none yet."""
    made = select(_events.c.action_id).where(_events.c.at <= until).distinct()
    _put(source, target, set(source.scalars(made)), until)


def bring_actions(source: Connection, target: Connection, after: int, now: int) -> bool:
    """Let arrive what happened to actions in that time; whether anything did."""
    lately = select(_events.c.id, _events.c.action_id).where(
        _events.c.at > after, _events.c.at <= now
    )
    there = set(target.scalars(select(_events.c.id)))
    fresh = {row.action_id for row in source.execute(lately) if row.id not in there}
    _put(source, target, fresh, now)
    return bool(fresh)


def _put(source: Connection, target: Connection, ids: Collection[int], until: int) -> None:
    for action_id in sorted(ids):
        its = (_events.c.action_id == action_id, _events.c.at <= until)
        events = source.execute(select(_events).where(*its).order_by(_events.c.id)).all()
        life = life_of(Happened(one.kind, from_seconds(one.at), one.data) for one in events)
        if life is None:
            continue
        version = max(one.data.get("version", 1) for one in events)
        values = {"id": action_id, "version": version, **_then(life)}
        known = select(_postmortems.c.id).where(_postmortems.c.id == values["postmortem_id"])
        if target.scalar(known) is None:
            values["postmortem_id"] = None
        here = _rows.c.id == action_id
        if target.scalar(select(_rows.c.id).where(here)) is None:
            target.execute(insert(_rows).values(values))
        else:
            target.execute(update(_rows).where(here).values(values))
        target.execute(delete(_events).where(_events.c.action_id == action_id))
        copy_rows(source, target, _events, *its)


def _then(life: Life) -> dict[str, Any]:
    """The row of an action as its life had been."""
    ended = None if life.ended_at is None else to_seconds(life.ended_at)
    return {
        **{name: life.fields.get(name) for name in FIELDS},
        **{name: getattr(life, name) for name in _STANDS},
        "made_at": to_seconds(life.made_at), "changed_at": to_seconds(life.changed_at),
        "ended_at": ended,
    }  # fmt: skip
