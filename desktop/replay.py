"""A past desk: a scratch copy that knows only what was recorded by an instant."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.orm import Session

from models.database import Database
from models.desk_time import DeskClock
from models.engine import APPLICATION_ID, WRITING, open_engine
from models.entities import AlertDelivery, Base, Case, Clock, Event, Operation, PlannedAlert
from models.entities.plain import plain
from models.handbook.instants import to_seconds
from models.refresh import refresh
from models.schema import as_url, migrate

_SKIPPED = {Clock, PlannedAlert, AlertDelivery, Operation, Event, Case}
_ORDER = [table.name for table in Base.metadata.sorted_tables]
_CHUNK = 2000


def past_copy(real: Database, path: Path, instant: datetime, clock: DeskClock) -> Database:
    """The desk as it was known at `instant` (events recorded by then), in a new SQLite file.

    The real desk is only read.
    """
    until = to_seconds(instant)
    engine = open_engine(as_url(path))
    with (
        real.engine.connect() as source,
        engine.connect().execution_options(**WRITING) as target,
        target.begin(),
    ):
        target.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(target, "head")
        for mapper in sorted(
            Base.registry.mappers, key=lambda m: _ORDER.index(m.class_.__tablename__)
        ):
            if mapper.class_ not in _SKIPPED:
                _copy(source, target, plain(mapper.class_))
        known = _copy_events(source, target, None, until)
        with Session(target) as session:
            refresh(session, known, until)
            session.flush()
    return Database(engine, clock)


def feed(real: Database, copy: Database, after: datetime, until: datetime) -> set[int]:
    """Let what was recorded in (after, until] arrive in the copy; returns the cases it touched."""
    with (
        real.engine.connect() as source,
        copy.engine.connect().execution_options(**WRITING) as target,
        target.begin(),
    ):
        touched = _copy_events(source, target, to_seconds(after), to_seconds(until))
        with Session(target) as session:
            refresh(session, touched, to_seconds(until))
            session.flush()
    return touched


def _copy_events(source: Connection, target: Connection, after: int | None, until: int) -> set[int]:
    events = plain(Event)
    window = [events.c.recorded_at <= until]
    if after is not None:
        window.append(events.c.recorded_at > after)
    rows = source.execute(select(events).where(*window).order_by(events.c.id)).mappings().all()
    touched = {int(row["case_id"]) for row in rows}
    _copy_cases(source, target, sorted(touched))
    for first in range(0, len(rows), _CHUNK):
        target.execute(insert(events), [dict(row) for row in rows[first : first + _CHUNK]])
    return touched


def _copy_cases(source: Connection, target: Connection, ids: Sequence[int]) -> None:
    cases = plain(Case)
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        there = set(target.scalars(select(cases.c.id).where(cases.c.id.in_(chunk))))
        wanted = [case_id for case_id in chunk if case_id not in there]
        rows = source.execute(select(cases).where(cases.c.id.in_(wanted))).mappings().all()
        if rows:
            target.execute(insert(cases), [dict(row) for row in rows])


def _copy(source: Connection, target: Connection, table: Table) -> None:
    rows = source.execute(select(table)).mappings().all()
    if rows:
        target.execute(insert(table), [dict(row) for row in rows])
