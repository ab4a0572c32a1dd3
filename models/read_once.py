"""What a transaction reads once, because nobody else can change it before the end.

A look sees one snapshot on both databases, and a write to a file is the only one. A write on a
server sees what others commit meanwhile with its next statement: there everything is read each time
it is asked for. A file tells whether any other connection has committed since: where none has, what
the transaction before read is what this one would.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from sqlalchemy import Connection

from models.kept import run
from models.remembered import STAYS, Known, known_in

T = TypeVar("T")

SNAPSHOT: Final = "REPEATABLE READ"
"""The isolation on a server in which nothing that others commit is seen."""


def once(connection: Connection, read: Callable[[Connection], T]) -> T:
    """What this reads, which asks `READ_FROM` and nothing else."""
    transaction = connection.get_transaction()
    if transaction is None or not _is_alone(connection):
        return read(connection)
    known = known_in.get(transaction)
    if known is None:
        known = known_in[transaction] = _known_from_before(connection)
    if read not in known:
        found = read(connection)
        known[read] = found
        return found
    return cast(T, known[read])


def _is_alone(connection: Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return True
    return connection.get_execution_options().get("isolation_level") == SNAPSHOT


def _known_from_before(connection: Connection) -> Known:
    """What stayed with the connection; nothing on a server, or where others committed since."""
    if connection.dialect.name != "sqlite":
        return {}
    ((version,),) = run(connection, "PRAGMA data_version", (), rows=True)
    before: tuple[Any, Known] | None = connection.info.get(STAYS)
    if before is None or before[0] != version:
        before = connection.info[STAYS] = version, {}
    return before[1]
