"""Publishing a version that moves 10,000 open cases, against bare statements on the same rows.

The reference has every row ready, knows which ones change, and changes them in one transaction;
reading the logs, judging every clock under both versions and writing JSON are the desk's own.
"""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from models.commands.handbook import publish_handbook
from models.database import Database
from models.desk_time import StoppedClock
from models.engine import sqlite_module
from models.handbook.publication import Publication, publication
from models.queries.blast_radius import blast_radius
from models.queries.queue import queue
from models.queue_filter import QueueFilter
from models.schema import open_checked
from tests.benchmarks.desks import HANDBOOK, NOW, living_desk
from tests.benchmarks.figures import Figure, paired

CASES, ROUNDS = 10_000, 3
CACHES = ("clocks", "planned_alerts")
LONGER = (
    ('resolution = { sla = "4 h"', 'resolution = { sla = "5 h"'),
    ('resolution = { sla = "24 h"', 'resolution = { sla = "30 h"'),
    ('resolution = { sla = "3 business days"', 'resolution = { sla = "4 business days"'),
    ('resolution = { sla = "5 business days"', 'resolution = { sla = "6 business days"'),
)


def run() -> Iterator[Figure]:
    """The whole transaction, and what a colleague's read meets while it lasts."""
    with tempfile.TemporaryDirectory() as name:
        before, after = living_desk(Path(name) / "before.db", CASES), Path(name) / "after.db"
        wanted = _version()
        _publish(before, after, wanted)
        rows = _rows(after)
        scratch = Path(name) / "scratch.db"
        seconds = paired(
            lambda: _publish(before, scratch, wanted)[0],
            lambda: _bare(before, scratch, rows),
            rounds=ROUNDS,
        )
        looked, moved = _blast_radius(before, wanted)
        assert moved == CASES
        yield Figure(
            "publish: 10,000 open cases move", *seconds, bound="at most", bar=12,
            detail=f"one transaction, against bare statements on the {_count(rows):,} rows it "
            f"writes; its blast radius is read in {looked:.2f} s",
        )  # fmt: skip
        alone = _reads(before)
        _, meanwhile = _publish(before, scratch, wanted, reading=True)
        yield Figure(
            "publish: the queue meanwhile", _slow(meanwhile), _slow(alone), bound="at most",
            bar=10,
            detail=f"19 of 20 of {len(meanwhile)} reads of a colleague meanwhile take at "
            f"most this, against the same of {len(alone)} alone",
        )  # fmt: skip


def _version() -> Publication:
    source = HANDBOOK.read_text("utf-8").replace("@team_zone@", "Europe/Berlin")
    for old, new in LONGER:
        assert old in source
        source = source.replace(old, new)
    return publication(source, "open")


def _copied(desk: Path, to: Path) -> None:
    for name in (to, to.with_name(f"{to.name}-wal"), to.with_name(f"{to.name}-shm")):
        name.unlink(missing_ok=True)
    shutil.copy(desk, to)


def _publish(
    desk: Path, to: Path, wanted: Publication, reading: bool = False
) -> tuple[float, list[float]]:
    """The seconds it took; and those of each read that a colleague made meanwhile."""
    _copied(desk, to)
    database, over, reads = _open(to), threading.Event(), list[float]()
    colleague = threading.Thread(target=lambda: reads.extend(_until(to, over)))
    if reading:
        colleague.start()
    told: list[int] = []
    began = time.perf_counter()
    database.write(
        partial(publish_handbook, publication=wanted, progress=lambda done, _: told.append(done))
    )
    seconds = time.perf_counter() - began
    over.set()
    if reading:
        colleague.join()
    assert told[-1] == CASES
    database.close()
    return seconds, reads


def _until(desk: Path, over: threading.Event) -> Iterator[float]:
    database = _open(desk)
    while not over.is_set():
        yield _read(database)
    database.close()


def _reads(desk: Path) -> list[float]:
    database = _open(desk)
    found = [_read(database) for _ in range(200)]
    database.close()
    return found


def _read(database: Database) -> float:
    began = time.perf_counter()
    rows = database.read(partial(queue, shown=QueueFilter(), now=NOW, limit=50))
    assert len(rows) == 50
    return time.perf_counter() - began


def _slow(reads: list[float]) -> float:
    """What 19 of 20 reads take at most: the machine itself may have held up the rest."""
    return sorted(reads)[len(reads) * 19 // 20]


def _blast_radius(desk: Path, wanted: Publication) -> tuple[float, int]:
    database = _open(desk)
    began = time.perf_counter()
    radius = database.read(partial(blast_radius, publication=wanted, now=NOW))
    seconds = time.perf_counter() - began
    database.close()
    return seconds, len(radius.moved)


def _open(desk: Path) -> Database:
    return Database(open_checked(desk), StoppedClock(NOW))


Rows = dict[str, list[tuple[Any, ...]]]


def _rows(desk: Path) -> Rows:
    """What publishing wrote: the events, the cases, and their caches."""
    connection = sqlite_module().connect(str(desk))
    wanted = {
        "events": "SELECT * FROM events WHERE kind = 'policy_applied'",
        "cases": "SELECT * FROM cases",
        **{table: f"SELECT * FROM {table}" for table in CACHES},
    }
    found = {table: connection.execute(query).fetchall() for table, query in wanted.items()}
    connection.close()
    return found


def _count(rows: Rows) -> int:
    return sum(map(len, rows.values()))


def _bare(desk: Path, to: Path, rows: Rows) -> float:
    _copied(desk, to)
    engine = open_checked(to)
    connection = engine.raw_connection()
    cursor = connection.cursor()
    began = time.perf_counter()
    cursor.execute("BEGIN IMMEDIATE")
    for table in CACHES:
        cursor.execute(f"DELETE FROM {table}")
    for table, found in rows.items():
        places = ",".join("?" * len(found[0]))
        verb = "REPLACE" if table == "cases" else "INSERT"
        cursor.executemany(f"{verb} INTO {table} VALUES ({places})", found)
    cursor.execute("COMMIT")
    seconds = time.perf_counter() - began
    connection.close()
    engine.dispose()
    return seconds
