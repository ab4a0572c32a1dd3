"""The scratch file of a past desk: the schema, and transactions on both sides."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Engine, MetaData, Table, event, text

from models.engine import WRITING, connected, open_engine
from models.entities import Base
from models.revisions import REVISION
from models.schema import as_url
from models.sqlite_file import APPLICATION_ID

OWN_FROM: Final = 1 << 30
"""Ids from here on are of rows written in the copy; what arrives from the desk never meets them."""

_CHUNK = 500


def open_scratch(path: Path) -> Engine:
    """An engine for a file that nobody misses after a crash."""
    engine = open_engine(as_url(path))
    event.listen(engine, "connect", _hurry)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot of the real desk, which is only read."""
    shared = engine.dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ"} if shared else {}
    with connected(engine, options) as source, source.begin():
        yield source


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction of the copy, in which rows may come in any order."""
    with engine.connect().execution_options(**WRITING) as target, target.begin():
        target.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield target


def make_tables(target: Connection) -> None:
    """The desk's schema; ids that nobody gives are counted from `OWN_FROM` on."""
    tables = MetaData()
    counting = [_counting(table.to_metadata(tables)) for table in Base.metadata.sorted_tables]
    target.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    tables.create_all(target)
    last = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)")
    for name in filter(None, counting):
        target.execute(last, {"name": name, "seq": OWN_FROM - 1})
    target.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    target.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISION})


def chunked(ids: Sequence[int]) -> Iterator[list[int]]:
    """So many ids as a statement takes."""
    for first in range(0, len(ids), _CHUNK):
        yield list(ids[first : first + _CHUNK])


def _counting(table: Table) -> str | None:
    """The table's name where SQLite numbers its rows itself, made to remember its last number."""
    key = table.columns.get("id")
    if key is None or not isinstance(key.type, BigInteger):
        return None
    table.dialect_options["sqlite"]["autoincrement"] = True
    return table.name


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
