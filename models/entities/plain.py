"""The tables with instants as plain integers, for writing whole batches without conversion."""

from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, MetaData, Table

from models.entities.base import Base, Instant


def plain(entity: type[Any]) -> Table:
    """The table of an entity whose instants are whole seconds since the epoch."""
    return _tables()[entity.__tablename__]


def plain_tables() -> list[Table]:
    """All of them, each after those it names rows of."""
    return list(_tables().values())


@lru_cache(maxsize=1)
def _tables() -> dict[str, Table]:
    copies = MetaData()
    for table in Base.metadata.sorted_tables:
        copy = table.to_metadata(copies)
        for column in copy.columns:
            if isinstance(column.type, Instant):
                column.type = BigInteger()
    return dict(copies.tables)
