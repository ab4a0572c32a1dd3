"""PostgreSQL desks that tests use one after the other: making one takes longer than most tests.

A desk that comes back is given its first rows again and lent under another name, so that whoever
still knows the old one finds nothing. One whose schema was changed is dropped.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import Connection, sql
from sqlalchemy import make_url

Rows = dict[str, bytes]
"""What each table held, as `COPY` tells it."""

_SHAPE = """
SELECT md5(string_agg(line, E'\n' ORDER BY line)) FROM (
    SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) AS line
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT conrelid::regclass || pg_get_constraintdef(oid) FROM pg_constraint
    UNION ALL SELECT tableoid::regclass || array_to_string(setconfig, ' ') FROM pg_db_role_setting
) AS shape
"""


class UsedDesks:
    """Lends made desks of one server, each to one test at a time."""

    def __init__(self, server: str, make: Callable[[str], None]) -> None:
        self._server = server
        self._make = make
        self._free: list[str] = []
        self._first: Rows = {}
        self._shape = ""

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a desk as it was made; it is taken back at the end of the block."""
        name = f"desk_{uuid.uuid4().hex}"
        if self._free:
            self._do("ALTER DATABASE {} RENAME TO {}", self._free.pop(), name)
        else:
            self._make_one(name)
        yield self._address(name)
        if self._emptied(name):
            self._free.append(name)
        else:
            self._do("DROP DATABASE {} WITH (FORCE)", name)

    def _make_one(self, name: str) -> None:
        self._do("CREATE DATABASE {}", name)
        self._make(self._address(name))
        with psycopg.connect(self._address(name)) as connection:
            self._shape = _shape(connection)
            self._first = {table: _copied(connection, table) for table in _tables(connection)}

    def _emptied(self, name: str) -> bool:
        """Give the desk its first rows again; false where its schema is another now."""
        with psycopg.connect(self._address(name)) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if _shape(connection) != self._shape:
                return False
            connection.execute("SET session_replication_role = replica")  # rows in any order
            for table, rows in self._first.items():
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                if rows:
                    _copy_back(connection, table, rows)
            _count_anew(connection)
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


def _count_anew(connection: Connection) -> None:
    """Ids go on after the first rows', as they did."""
    query = "SELECT table_name, column_name, pg_get_serial_sequence(table_name, column_name)"
    columns = connection.execute(f"{query} FROM information_schema.columns"
                                 " WHERE table_schema = 'public'").fetchall()  # fmt: skip
    for table, column, sequence in columns:
        if sequence is not None:
            last = sql.SQL("SELECT setval({}, coalesce(max({}), 0) + 1, false) FROM {}")
            names = sql.Identifier(column), sql.Identifier(table)
            connection.execute(last.format(sql.Literal(sequence), *names))
