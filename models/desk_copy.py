"""A whole desk from one database into another: a file onto a server, or a server into a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, Table, func, select, text
from sqlalchemy.engine import URL

from models.engine import READING
from models.entities import Lease, Presence
from models.entities.plain import plain_tables
from models.errors import KnownError
from models.schema import make

_BATCH: Final = 2_000
_LARGE: Final = {"content_chunks": 8}
"""Rows at a time of a table whose rows are megabytes."""

_NOT_OF_THE_DESK: Final = {Lease.__tablename__, Presence.__tablename__}
"""Who is at the other database just now is not at the copy."""

Progress = Callable[[int, int], None]


def unseen(done: int, total: int) -> None:
    """Nobody watches."""


def copy_desk(real: Engine, target: str | Path | URL, progress: Progress = unseen) -> int:
    """Copy one moment of a desk to where there is nothing yet, all or nothing; returns the rows.

    `progress` is told (rows done, rows in all), and may stop the copy by raising. The desk that is
    copied stays as it is.
    """
    with real.connect().execution_options(**READING[real.dialect.name]) as source:
        total = sum(_count(source, table) for table in _copied())
        make(target, partial(_fill, source, total, progress))
    return total


def _fill(source: Connection, total: int, progress: Progress, target: Connection) -> None:
    done = 0
    for table in _copied():
        most = _LARGE.get(table.name, _BATCH)
        rows = select(table).order_by(*table.primary_key).execution_options(yield_per=most)
        for batch in source.execute(rows).mappings().partitions():
            target.execute(table.insert(), [dict(row) for row in batch])
            done += len(batch)
            progress(done, total)
        if target.dialect.name == "postgresql":
            _go_on_counting(target, table)
    if sum(_count(target, table) for table in _copied()) != total:
        raise KnownError(
            "Not all of it was copied", "The other database did not keep every row.", "Try again."
        )


def _copied() -> list[Table]:
    return [table for table in plain_tables() if table.name not in _NOT_OF_THE_DESK]


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _go_on_counting(target: Connection, table: Table) -> None:
    """PostgreSQL counts a key by itself, wherever the rows came from."""
    if "id" not in table.columns:
        return
    named = {"table": table.name}
    counter = target.scalar(text("SELECT pg_get_serial_sequence(:table, 'id')"), named)
    last = target.scalar(select(func.max(table.c.id)))
    if counter is not None and last is not None:
        target.execute(select(func.setval(counter, last)))
