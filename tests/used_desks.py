"""PostgreSQL desks that tests use one after the other: making one takes longer than most tests.

A desk that comes back is given its first rows again and lent under another name, so that whoever
still knows the old one finds nothing. One whose schema was changed is dropped.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import Connection, sql
from sqlalchemy import make_url

Rows = dict[str, bytes]
"""What each table held, as `COPY` tells it."""

_SHAPE = """
SELECT md5(string_agg(line, E'\n' ORDER BY line)) FROM (
    SELECT concat_ws(' ', oid, xmin) AS line FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', attrelid, attnum, xmin) FROM pg_attribute
        WHERE attrelid >= 16384
    UNION ALL SELECT concat_ws(' ', oid, xmin) FROM pg_trigger WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', oid, xmin) FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', setrole, setconfig) FROM pg_db_role_setting
) AS shape
"""
"""Which transaction wrote each line of the schema: told in a quarter of the time that the lines
themselves take. The server's own objects have ids below 16384."""


class UsedDesks:
    """Lends made desks of one server, each to one test at a time."""

    def __init__(self, server: str, make: Callable[[str], None]) -> None:
        self._server = server
        self._make = make
        self._pristine = ""
        self._free: list[str] = []
        self._first: Rows = {}
        self._emptying = self._counting = sql.Composed([])
        self._shape = ""

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a desk as it was made; it is taken back at the end of the block."""
        name = f"desk_{uuid.uuid4().hex}"
        if self._free:
            self._do("ALTER DATABASE {} RENAME TO {}", self._free.pop(), name)
        else:
            self._copy(name)
        yield self._address(name)
        if self._emptied(name):
            self._free.append(name)
        else:
            self._do("DROP DATABASE {} WITH (FORCE)", name)

    def _copy(self, name: str) -> None:
        if not self._pristine:
            self._make_first(f"first_{name}")
        copy = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
        self._do(copy, name, self._pristine)

    def _make_first(self, name: str) -> None:
        """Make the desk that all others are copies of, and learn how to empty one."""
        self._do("CREATE DATABASE {}", name)
        self._make(self._address(name))
        with psycopg.connect(self._address(name)) as connection:
            self._shape = _shape(connection)
            tables = _tables(connection)
            told = {table: _copied(connection, table) for table in tables}
            self._emptying = _emptying(tables)
            self._counting = _counting(connection)
        self._first = {table: rows for table, rows in told.items() if rows}
        self._pristine = name

    def _emptied(self, name: str) -> bool:
        """Give the desk its first rows again; false where its schema is another now."""
        with psycopg.connect(self._address(name)) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if _shape(connection) != self._shape:
                return False
            connection.execute(self._emptying)
            for table, rows in self._first.items():
                _copy_back(connection, table, rows)
            connection.execute(self._counting)
        return True

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _address(self, name: str) -> str:
        return self._server.replace(f"/{make_url(self._server).database}?", f"/{name}?")


def _shape(connection: Connection) -> str:
    row = connection.execute(_SHAPE).fetchone()
    assert row is not None
    return str(row[0])


def _tables(connection: Connection) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return [str(name) for (name,) in connection.execute(query)]


def _copied(connection: Connection, table: str) -> bytes:
    statement = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with connection.cursor().copy(statement) as rows:
        return b"".join(bytes(chunk) for chunk in rows)


def _copy_back(connection: Connection, table: str, rows: bytes) -> None:
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
    with connection.cursor().copy(statement) as copy:
        copy.write(rows)


def _emptying(tables: Sequence[str]) -> sql.Composed:
    """All rows gone, in one way to the server; in whatever order the tables stand."""
    statements = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in tables]
    return sql.SQL("; ").join([sql.SQL("SET session_replication_role = replica"), *statements])


def _counting(connection: Connection) -> sql.Composed:
    """Ids go on after the first rows', as they did."""
    columns = connection.execute(
        "SELECT s.seqrelid::regclass::text, a.attrelid::regclass::text, a.attname"
        " FROM pg_sequence s JOIN pg_depend d ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i')"
        " JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
    ).fetchall()
    last = sql.SQL("setval({}, (SELECT coalesce(max({}), 0) + 1 FROM {}), false)")
    each = [
        last.format(sql.Literal(sequence), sql.Identifier(column), sql.SQL(table))
        for sequence, table, column in columns
    ]
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(each))
