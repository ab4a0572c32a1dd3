"""Postmortems as they were known at an instant: as saved by then, with their life so far."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from desktop.replay.rows import copy_rows
from models.entities import Postmortem, PostmortemEvent, PostmortemVersion
from models.entities.plain import plain
from models.handbook.postmortems import ASKED, CLOSED, IN_REVIEW, MOVED, NUDGED, OWNED, REVIEWED

PARTS: Final = (PostmortemVersion, PostmortemEvent)
"""What belongs to a postmortem and tells when it came."""

_rows, _versions, _events = plain(Postmortem), plain(PostmortemVersion), plain(PostmortemEvent)


def copy_postmortems(source: Connection, target: Connection, until: int) -> None:
    """Every postmortem that had been saved by then, as it was; the copy holds none yet."""
    for row in _then(source, until):
        _put(source, target, row, until)


def bring_postmortems(source: Connection, target: Connection, after: int, now: int) -> bool:
    """Let arrive what was saved, or happened to one, in that time; whether anything did."""
    fresh = set[int]()
    for table in (_versions, _events):
        lately = select(table.c.postmortem_id).where(table.c.at > after, table.c.at <= now)
        fresh.update(source.scalars(lately))
    brought = [
        row for row in _then(source, now, sorted(fresh)) if _lacks(source, target, row["id"], now)
    ]
    for row in brought:
        _put(source, target, row, now)
    return bool(brought)


def _lacks(source: Connection, target: Connection, postmortem_id: int, now: int) -> bool:
    for table in (_versions, _events):
        its = select(table.c.id).where(table.c.postmortem_id == postmortem_id, table.c.at <= now)
        if {*source.scalars(its)} - {*target.scalars(its)}:
            return True
    return False


def _put(source: Connection, target: Connection, row: dict[str, Any], until: int) -> None:
    """In the place of what is there: actions name the row."""
    here = _rows.c.id == row["id"]
    if target.scalar(select(_rows.c.id).where(here)) is None:
        target.execute(insert(_rows).values(row))
    else:
        target.execute(update(_rows).where(here).values(row))
    for table in (_versions, _events):
        target.execute(delete(table).where(table.c.postmortem_id == row["id"]))
        copy_rows(source, target, table, table.c.postmortem_id == row["id"], table.c.at <= until)


def _then(source: Connection, until: int, ids: Sequence[int] | None = None) -> list[dict[str, Any]]:
    kept = select(_rows).order_by(_rows.c.id)
    rows = source.execute(kept if ids is None else kept.where(_rows.c.id.in_(ids))).all()
    found = []
    for row in rows:
        saved = select(_versions).where(
            _versions.c.postmortem_id == row.id, _versions.c.at <= until
        )  # fmt: skip
        version = source.execute(saved.order_by(_versions.c.number.desc()).limit(1)).first()
        if version is not None:
            happened = select(_events).where(_events.c.postmortem_id == row.id)
            life = source.execute(happened.order_by(_events.c.id)).all()
            found.append(row._asdict() | version.said | _life(row, version, life, until))
    return found


def _life(row: Any, version: Any, life: Sequence[Any], until: int) -> dict[str, Any]:
    """Where it stood. What an earlier version of the program wrote has no steps, and is taken as
    it is; one to be taken later says where it stood before."""
    moves = [event for event in life if event.kind == MOVED]
    last = [event for event in moves if event.at <= until]
    status = last[-1].data["to"] if last else moves[0].data["from"] if moves else row.status
    known: dict[str, Any] = {
        "status": status, "owner_id": row.author_id, "reviewer_id": None, "due_on": None,
        "reviewed_at": None if moves else row.reviewed_at,
        "closed_at": None if moves else row.closed_at, "version": 1, "changed_at": version.at,
    }  # fmt: skip
    for event in (event for event in life if event.at <= until):
        if event.kind == OWNED:
            known["owner_id"] = event.data["owner_id"]
        elif event.kind == ASKED:
            known |= {"reviewer_id": event.data["reviewer_id"], "due_on": event.data["due_on"]}
        elif event.kind == MOVED:
            _move(known, event)
        if event.kind != NUDGED:
            known["changed_at"] = max(known["changed_at"], event.at)
    return known


def _move(known: dict[str, Any], event: Any) -> None:
    to = event.data["to"]
    if to != IN_REVIEW:
        known["due_on"] = None
    if to != CLOSED:
        known["reviewed_at"] = event.at if to == REVIEWED else None
    known["closed_at"] = event.at if to == CLOSED else None
