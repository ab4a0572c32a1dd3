"""The newest of many rows that fit: by their order where many do, by the index where few do.

SQLite's index of words is in that order. PostgreSQL has to choose, and where a limit is small it
reads the whole table backwards for a word that nobody wrote: a second in a million cases. So it is
told which way, by how many of the newest rows fit.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Select, func, select, text

_LATELY: Final = 3_000
_MANY: Final = 100
"""So many of the newest 3,000 fit where reading on in their order soon has enough."""


def newest_rows(
    connection: Connection, query: Select[Any], key: Column[Any], limit: int
) -> Sequence[Any]:
    """At most `limit` rows of a query that is in the order of `key`, the newest first."""
    if connection.dialect.name == "sqlite" or query.whereclause is None:
        return connection.execute(query.limit(limit)).all()
    last = connection.scalar(select(func.max(key))) or 0
    lately = connection.execute(query.where(key > last - _LATELY).limit(limit)).all()
    if len(lately) == limit or last <= _LATELY:
        return lately
    if len(lately) >= _MANY:
        return connection.execute(query.limit(limit)).all()
    by_index = query.order_by(None).order_by((key + 0).desc()).limit(limit)
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    found = connection.execute(by_index).all()
    connection.execute(text("SET LOCAL enable_seqscan = on"))  # an error takes it back by itself
    return found
