"""Rows from a desk's database into its copy, as they are stored, a batch at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Table,
    Text,
    cast,
    literal,
    select,
    type_coerce,
)

from desktop.replay.scratch import OWN_FROM, chunked

_BATCH = 5_000
_UNIQUE: Final = {
    "articles": ("key",), "cases": ("key", "source_key"), "contacts": ("name",),
    "customers": ("name",), "people": ("name",), "roadmap_items": ("key",),
}  # fmt: skip
_ASIDE = " (replay)"
AS_STORED = object()
"""In `columns`: the value that is there."""

Note = Callable[[int], None]


def nobody(rows: int) -> None:
    """Nobody counts."""


def copy_rows(
    source: Connection,
    target: Connection,
    table: Table,
    *where: ColumnElement[bool],
    columns: Mapping[str, Any] | None = None,
    note: Note = nobody,
) -> None:
    """Copy those rows of a table that fulfil `where` into a SQLite file, in the order of their key.

    `table` is one of `models.entities.plain`. `columns` says what each column gets, where not all
    are copied: AS_STORED, a value, or an SQL expression. `note` is told the size of each batch.
    """
    values = dict(columns or dict.fromkeys(table.columns.keys(), AS_STORED))
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
    told = [_told(table, name, value, source) for name, value in values.items()]
    query = select(*told).select_from(table).where(*where).order_by(*table.primary_key)
    for batch in source.execute(query.execution_options(yield_per=_BATCH)).partitions():
        for name in _UNIQUE.get(table.name, ()):
            _make_room(target, table, name, [getattr(row, name) for row in batch])
        target.exec_driver_sql(statement, [tuple(row) for row in batch])
        note(len(batch))


def copy_ids(
    source: Connection,
    target: Connection,
    table: Table,
    ids: Sequence[int],
    columns: Mapping[str, Any] | None = None,
) -> None:
    """Copy the rows of these ids."""
    for some in chunked(ids):
        copy_rows(source, target, table, table.c.id.in_(some), columns=columns)


def _make_room(target: Connection, table: Table, name: str, taken: Sequence[str | None]) -> None:
    """A name given in the copy steps aside for the same name from the desk."""
    column = table.c[name]
    own = table.c.id >= OWN_FROM
    target.execute(table.update().where(own, column.in_(taken)).values({name: column + _ASIDE}))


def _told(table: Table, name: str, value: Any, source: Connection) -> Any:
    """What a column of the copy gets; JSON stays the text that it is."""
    if value is not AS_STORED:
        return (value if isinstance(value, ColumnElement) else literal(value)).label(name)
    column = table.c[name]
    if not isinstance(column.type, JSON):
        return column
    told = type_coerce if source.dialect.name == "sqlite" else cast
    return told(column, Text).label(name)
