"""The queue of a million open cases against the queue of a thousand: the same query, warm."""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from models.database import Database
from models.desk_time import StoppedClock
from models.queries.queue import queue, queue_ids, queue_pulse
from models.queue_filter import QueueFilter
from models.schema import open_checked
from tests.benchmarks.desks import NOW, desk_with
from tests.benchmarks.figures import Figure, paired, timed

MANY, FEW, ROWS, SCREEN = 1_000_000, 1_000, 50, 500
BAR = 1.5
ROUNDS = 41


def run() -> Iterator[Figure]:
    """The 50 next to breach, and what the page shows first: 500 ids by the index."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, few = (_open(desk_with(folder / f"{n}.db", n)) for n in (MANY, FEW))
        rows = partial(queue, shown=QueueFilter(), now=NOW, limit=ROWS)
        assert [row.key for row in many.read(rows)] == [row.key for row in few.read(rows)]
        whole = (
            f"; all its ids {_once(many, _all_ids):.2f} s, its counts {_once(many, _pulse):.2f} s"
        )
        for name, query, detail in (
            ("queue: 50 next to breach", rows, whole),
            ("queue: first 500 ids", partial(_all_ids, limit=SCREEN), ""),
        ):
            seconds = paired(
                timed(partial(many.read, query)), timed(partial(few.read, query)), ROUNDS
            )
            yield Figure(
                name, *seconds, bound="at most", bar=BAR,
                detail=f"of {MANY:,} open cases against {FEW:,}, SQLite files, warm{detail}",
            )  # fmt: skip
        many.close()
        few.close()


_all_ids = partial(queue_ids, shown=QueueFilter(), now=NOW)
_pulse = partial(queue_pulse, shown=QueueFilter(), now=NOW, me=None)


def _open(path: Path) -> Database:
    return Database(open_checked(path), StoppedClock(NOW))


def _once(database: Database, query: Callable[..., object]) -> float:
    began = time.perf_counter()
    database.read(query)
    return time.perf_counter() - began
