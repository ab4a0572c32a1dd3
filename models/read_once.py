"""What a transaction reads once, because nobody else can change it before the end.

A look sees one snapshot on both databases, and a write to a file is the only one. A write on a
server sees what others commit meanwhile with its next statement: there everything is read each time
it is asked for. What we change ourselves is seen too: `models.engine` tells of each statement that
is no SELECT, and `models.kept` of those that are kept.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection
from sqlalchemy.engine import Transaction

T = TypeVar("T")

SNAPSHOT: Final = "REPEATABLE READ"
"""The isolation on a server in which nothing that others commit is seen."""
READ_FROM: Final = frozenset(
    ("people", "absences", "rota_turns", "policy_versions", "calendars")
)  # fmt: skip
"""The tables of all that is read so: a kept statement that changes one of them is told of."""

_read: Final = WeakKeyDictionary[Transaction, dict[Callable[..., Any], Any]]()


def once(connection: Connection, read: Callable[[Connection], T]) -> T:
    """What this reads, which is asked of `READ_FROM` and nothing else."""
    transaction = connection.get_transaction()
    if transaction is None or not _is_alone(connection):
        return read(connection)
    known = _read.get(transaction)
    if known is None:
        known = _read[transaction] = {}
    if read not in known:
        known[read] = read(connection)
    found: T = known[read]
    return found


def forget(connection: Connection) -> None:
    """Something was changed in this transaction: from here on all of it is read anew."""
    transaction = connection.get_transaction()
    if transaction is not None:
        _read.pop(transaction, None)


def _is_alone(connection: Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return True
    return connection.get_execution_options().get("isolation_level") == SNAPSHOT
