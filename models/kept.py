"""Statements that are written once, kept, and handed to the driver as they are.

A write is a score of small statements, each of which takes the database a few microseconds and
SQLAlchemy fifty. What does not change from one write to the next, the text of a statement and how
each of its values is stored and read, is worked out once for a database. What SQLAlchemy's two
doors do for every other statement (`models.engine`) is done here too: no text goes in that could
not come out as it was, and no driver's error comes out.

A kept statement runs in the transaction that its connection has begun. It knows nothing of
restricted cases and of what waits to be flushed: `restricted.fetch` and `Work.add` see to that.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Select, Table, bindparam, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from models.database_errors import known
from models.entities.base import Base
from models.remembered import READ_FROM, forget
from models.typed_text import check_parameters

_LENGTHS_KEPT: Final = 64
"""For how many lengths of the list that a statement asks for its text is kept."""

Statement = Select[*tuple[Any, ...]] | UpdateBase
Process = Callable[[Any], Any] | None
Values = Mapping[str, Any]


class _Written(NamedTuple):
    """A statement as one database has it: its text, its values in order, and how a row is read."""

    text: str
    names: tuple[str, ...]
    ways: tuple[tuple[int, Callable[[Any], Any]], ...]
    fixed: Values
    list_names: tuple[str, ...]
    by_name: bool
    read: Callable[[Iterable[Any]], Any]

    def given(self, values: Values, listed: str | None) -> Any:
        """The values as the driver wants them: by name, or in the order of the text."""
        told = values
        if self.fixed or self.list_names:
            listing = zip(self.list_names, values[listed] if listed else (), strict=True)
            told = {**self.fixed, **values, **dict(listing)}
        found = [told[name] for name in self.names]
        for place, way in self.ways:
            found[place] = way(found[place])
        return dict(zip(self.names, found, strict=True)) if self.by_name else tuple(found)


def connection_of(session: Session) -> Connection:
    """The connection that a session works on, its transaction begun.

    Asking the session for it each time takes as long as a small statement.
    """
    bound = session.bind
    if isinstance(bound, Connection) and bound.in_transaction():
        return bound
    return session.connection()


class Kept:
    """A statement of named values; one of them, `listed`, may be a list to look in.

    `statement` is what it was made of, for whoever has to take the way through the ORM.
    """

    def __init__(self, statement: Statement, listed: str | None = None) -> None:
        self.statement: Final = statement
        self._listed: Final = listed
        self._makes_forget: Final = _changes(statement) in READ_FROM
        self._by_dialect: Final = WeakKeyDictionary[Dialect, dict[int, _Written]]()

    def rows(self, connection: Connection, values: Values | None = None) -> list[Any]:
        """The rows it finds, or tells of what it wrote; their columns are there by name too."""
        given = values or {}
        if self._makes_forget:
            forget(connection)
        written = self._written(connection.dialect, given)
        found = run(connection, written.text, written.given(given, self._listed), rows=True)
        return list(map(written.read, found))

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Once for each of these rows."""
        if self._makes_forget:
            forget(connection)
        if rows:
            written = self._written(connection.dialect, rows[0])
            given = [written.given(row, self._listed) for row in rows]
            run(connection, written.text, given if len(given) > 1 else given[0])

    def _written(self, dialect: Dialect, values: Values) -> _Written:
        kept = self._by_dialect.get(dialect)
        if kept is None:
            kept = self._by_dialect[dialect] = {}
        length = 0 if self._listed is None else len(values[self._listed])
        found = kept.get(length)
        if found is None:
            if len(kept) >= _LENGTHS_KEPT:
                kept.clear()
            found = kept[length] = _write(self.statement, dialect, values, self._listed)
        return found


def run(connection: Connection, text: str, values: Any, *, rows: bool = False) -> Sequence[Any]:
    """A statement in the driver's own words, once, or once for each of a list of values."""
    check_parameters(values)
    cursor = connection.connection.cursor()
    try:
        if isinstance(values, list):
            cursor.executemany(text, values)
        else:
            cursor.execute(text, values)
        return cursor.fetchall() if rows else []
    except Exception as error:
        lost = connection.dialect.is_disconnect(error, connection.connection, cursor)  # type: ignore[arg-type]
        if lost:
            connection.invalidate(error)
        told = known(error, lost)
        if told is None:
            raise
        raise told from error


@cache
def kept_insert(entity: type[Base], names: tuple[str, ...], *, whole: bool = False) -> Kept:
    """INSERT of a row of these columns, the others by their defaults; it tells the row's key, or
    the `whole` row."""
    table = entity.__table__
    values = {
        column.name: column.default.arg
        for column in table.columns
        if column.default is not None and column.default.is_scalar
    }
    values |= {name: bindparam(name) for name in names}
    told = table.columns if whole else entity.__mapper__.primary_key
    return Kept(insert(entity).values(values).returning(*told))


def _changes(statement: Statement) -> str:
    """The table that a statement changes; "" of one that only reads."""
    table = statement.table if isinstance(statement, UpdateBase) else None
    return table.name if isinstance(table, Table) else ""


def _write(statement: Statement, dialect: Dialect, values: Values, listed: str | None) -> _Written:
    compiled = statement.compile(dialect=dialect)
    state = compiled.construct_expanded_state(dict(values))
    lists = state.parameter_expansion
    whole = {one: name for name, many in lists.items() for one in many}
    bound = {name: compiled.binds[whole.get(name, name)] for name in state.parameters}
    order = tuple((state.positiontup if compiled.positional else list(bound)) or ())
    storing = [_storing(bound[name].type, dialect) for name in order]
    return _Written(
        text=state.statement,
        names=order,
        ways=tuple((place, way) for place, way in enumerate(storing) if way is not None),
        fixed={n: state.parameters[n] for n, bind in bound.items() if not bind.required},
        list_names=tuple(lists.get(listed or "", ())),
        by_name=not compiled.positional,
        read=_reading(statement, dialect),
    )


def _storing(kind: TypeEngine[Any], dialect: Dialect) -> Process:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reading(statement: Statement, dialect: Dialect) -> Callable[[Iterable[Any]], Any]:
    """How a row is read: its columns by name, those that are stored otherwise made again."""
    columns = {name or "": one for name, one in statement.exported_columns.items()}
    row: Any = namedtuple("Row", list(columns), rename=True)  # type: ignore[misc]
    made: Callable[[Iterable[Any]], Any] = row._make
    ways = [
        (place, way)
        for place, column in enumerate(columns.values())
        if (way := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    ]
    return partial(_made, made, ways) if ways else made


def _made(
    made: Callable[[Iterable[Any]], Any], ways: Sequence[tuple[int, Any]], found: Iterable[Any]
) -> Any:
    values = list(found)
    for place, way in ways:
        values[place] = way(values[place])
    return made(values)
