"""What is remembered of rows that hardly ever change, and how it is forgotten (`read_once`).

What was read in a transaction is kept with it. On SQLite it stays with the connection, too: the
next transaction has it then, if no other connection has committed anything meanwhile. Of our own
changes `models.engine` tells, and `models.kept` of those by kept statements: from there on what the
transaction reads is its own, for it may be rolled back.
"""

from collections.abc import Callable
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection
from sqlalchemy.engine import Transaction

READ_FROM: Final = frozenset(("people", "absences", "rota_turns", "policy_versions", "calendars"))
"""The tables of all that is remembered."""
STAYS: Final = "leadline_remembered"
"""What it is called among what belongs to a connection: (version, known)."""

Known = dict[Callable[..., Any], Any]
known_in: Final = WeakKeyDictionary[Transaction, Known]()


def forget(connection: Connection) -> None:
    """Something of `READ_FROM` may be changed now."""
    connection.info.pop(STAYS, None)
    transaction = connection.get_transaction()
    if transaction is not None:
        known_in[transaction] = {}


def forget_by(connection: Connection, statement: str) -> None:
    """The same, if this statement may be one that changes it: whatever changes a table names it."""
    if not statement.startswith("SELECT") and any(name in statement for name in READ_FROM):
        forget(connection)
