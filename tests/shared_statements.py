"""SQL that is compiled once for all desks of a test process: each test opens an engine of its own,
and compiling the same statements for each took a third of what tests of pages and queries cost.
"""

from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.util import LRUCache

_STATEMENTS: Final = 4000  # more than the program has
_compiled: LRUCache[Any, Any] = LRUCache(_STATEMENTS)
_equal_kinds: dict[type[Dialect], type[Dialect]] = {}


def share_between_desks() -> None:
    """From now on every engine finds what any other of its kind has compiled."""
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.engine._compiled_cache = _compiled
    dialect = connection.dialect
    if type(dialect) not in _equal_kinds.values():
        dialect.__class__ = _equal_kind(type(dialect))


def _equal_kind(kind: type[Dialect]) -> type[Dialect]:
    """A dialect that equals all others of its kind, for what was compiled is found by it."""
    if kind not in _equal_kinds:
        same = {
            "__eq__": lambda self, other: type(self) is type(other),
            "__hash__": lambda self: hash(type(self)),
            "__module__": kind.__module__,
            "supports_statement_cache": True,  # asked of the class itself, not of those above it
        }
        _equal_kinds[kind] = type(kind.__name__, (kind,), same)
    return _equal_kinds[kind]
