"""Importing a log, against a bare `executemany` of the very rows it writes, indices included.

The reference gets the rows ready as tuples and puts them into a desk of the same schema in one
transaction, the words that cases are found by many in one statement as the import does; reading
the file, judging every clock, folding words and writing JSON are the import's own.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from desktop.imports.servicenow import import_servicenow
from models.database import Database
from models.desk_time import StoppedClock
from models.engine import sqlite_module
from models.schema import create_desk, open_checked
from tests.benchmarks.figures import Figure, paired

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "data" / "servicenow" / "sample_dev_2000cases.csv"
TABLES = ("people", "customers", "cases", "events", "clocks", "planned_alerts")
WORDS = "case_words"
NOW = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)
AT_ONCE = 500
ROUNDS = 5


def run() -> Iterator[Figure]:
    """Rows per second into a desk file, the sample log being 2,000 incidents."""
    if not SAMPLE.exists():
        print(f"not measured: {SAMPLE.name} is not here", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty = folder / "empty.db"
        create_desk(
            empty, title="Bench", zone="Europe/Berlin", now=datetime(2016, 1, 1, tzinfo=UTC),
            handbook=(ROOT / "resources" / "handbook.toml").read_text("utf-8"),
        )  # fmt: skip
        desk = folder / "desk.db"
        _import(empty, desk)
        rows = _rows(desk)
        count = sum(len(found) for _, found in rows)
        seconds = paired(
            lambda: _import(empty, desk), lambda: _bare(empty, desk, rows), rounds=ROUNDS
        )
        yield Figure(
            "import of a log", *seconds, bound="at least", bar=0.25,
            detail=f"{count:,} database rows of 2,000 incidents: {count / seconds[0]:,.0f} rows a "
            f"second, bare executemany {count / seconds[1]:,.0f}",
        )  # fmt: skip


def _fresh(empty: Path, desk: Path) -> None:
    for name in (desk, desk.with_name("desk.db-wal"), desk.with_name("desk.db-shm")):
        name.unlink(missing_ok=True)
    shutil.copy(empty, desk)


def _import(empty: Path, desk: Path) -> float:
    _fresh(empty, desk)
    database = Database(open_checked(desk), StoppedClock(NOW))
    began = time.perf_counter()
    import_servicenow(database, SAMPLE, zone=None)
    seconds = time.perf_counter() - began
    database.close()
    return seconds


def _rows(desk: Path) -> list[tuple[str, list[tuple[Any, ...]]]]:
    connection = sqlite_module().connect(str(desk))
    tables = (*TABLES, WORDS)
    found = [(table, connection.execute(f"SELECT * FROM {table}").fetchall()) for table in tables]
    connection.close()
    return found


def _bare(empty: Path, desk: Path, rows: list[tuple[str, list[tuple[Any, ...]]]]) -> float:
    _fresh(empty, desk)
    engine = open_checked(desk)
    connection = engine.raw_connection()
    cursor = connection.cursor()
    began = time.perf_counter()
    cursor.execute("BEGIN IMMEDIATE")
    for table, found in rows:
        if table == WORDS:
            _bare_words(cursor, found)
        elif found:
            places = ",".join("?" * len(found[0]))
            cursor.executemany(f"INSERT INTO {table} VALUES ({places})", found)
    cursor.execute("COMMIT")
    seconds = time.perf_counter() - began
    connection.close()
    engine.dispose()
    return seconds


def _bare_words(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        places = ", ".join(["(?, ?)"] * len(some))
        cursor.execute(f"INSERT INTO {WORDS} VALUES {places}", list(chain.from_iterable(some)))
