"""`leadline db check` on 100,000 cases, against reading the very rows it compares.

The reference reads every case, event, clock and alert in the same order and decodes their JSON;
judging each case again and comparing each column are the check's own.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from models.database import Database
from models.desk_time import StoppedClock
from models.engine import sqlite_module
from models.schema import open_checked
from models.verification import differences
from tests.benchmarks.desks import NOW, settled_desk
from tests.benchmarks.figures import Figure

CASES: Final = 100_000
BAR: Final = 12
_TABLES: Final = {
    "cases": ("fields",), "events": ("data",), "clocks": ("pauses",), "planned_alerts": ()
}  # fmt: skip


def run() -> Iterator[Figure]:
    """Once each: a check of so many cases takes longer than any first call."""
    with tempfile.TemporaryDirectory() as name:
        path = settled_desk(Path(name) / "desk.db", CASES)
        began = time.perf_counter()
        rows = _read(path)
        reference = time.perf_counter() - began
        database = Database(open_checked(path), StoppedClock(NOW))
        began = time.perf_counter()
        found = database.read(differences)
        seconds = time.perf_counter() - began
        database.close()
        assert found == []
        yield Figure(
            "db check: 100,000 cases", seconds, reference, bound="at most", bar=BAR,
            detail=f"{rows:,} rows in {seconds:.1f} s, {CASES / seconds:,.0f} cases a second; "
            "reference: the same rows read, their JSON decoded",
        )  # fmt: skip


def _read(path: Path) -> int:
    connection = sqlite_module().connect(str(path))
    connection.row_factory = sqlite_module().Row
    count = sum(_decoded(connection, table, names) for table, names in _TABLES.items())
    connection.close()
    return count


def _decoded(connection: Any, table: str, names: tuple[str, ...]) -> int:
    count = 0
    for row in connection.execute(f"SELECT * FROM {table}"):
        told = dict(row)
        for name in names:
            told[name] = json.loads(told[name])
        count += 1
    return count
