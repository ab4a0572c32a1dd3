"""Searching while typing, against the bare queries of the index.

The reference is SQLite's own answer to the same letters, by its driver alone: the ids of the newest
cases and articles that have them. Filters, rank, titles, passages and session are ours. Each key of
each search is one question; the last figure is the slowest of a hundred of them against 50 ms.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from models.database import Database
from models.desk_time import StoppedClock
from models.engine import sqlite_module
from models.queries.search import search
from models.schema import open_checked
from tests.benchmarks.desks import NOW
from tests.benchmarks.figures import Figure, paired, timed
from tests.benchmarks.worded import worded_desk

CASES, ARTICLES = 1_000_000, 100_000
BAR: Final = 3
ROUNDS: Final = 5
_SLOWEST_ALLOWED: Final = 0.05
_TYPED: Final = {
    "common words": ("export stalls", "customer 1", "login loop"),
    "rare words": ("w9100", "w20123 w2", "cs-47114"),
    "slips": ("exprot", "cusotmer login"),
}


def run() -> Iterator[Figure]:
    """Each kind of words typed letter by letter; then the slowest keys of all."""
    with tempfile.TemporaryDirectory() as name:
        path = worded_desk(Path(name) / "desk.db", CASES, ARTICLES)
        database = Database(open_checked(path), StoppedClock(NOW))
        bare = sqlite_module().connect(str(path))
        of = f"{CASES:,} cases and {ARTICLES:,} articles, SQLite file, warm, every key"
        for kind, typed in _TYPED.items():
            keys = [text[:end] for text in typed for end in range(1, len(text) + 1)]
            ours = partial(_each, partial(_ask, database), keys)
            theirs = partial(_each, partial(_bare, bare), keys)
            took, bare_took = paired(timed(ours), timed(theirs), ROUNDS)
            yield Figure(f"search: {kind}", took / len(keys), bare_took / len(keys),
                         bound="at most", bar=BAR, detail=of)  # fmt: skip
        yield Figure("search: slowest of a hundred keys", _slow(database), _SLOWEST_ALLOWED,
                     bound="at most", bar=1, detail=f"{of}, against 50 ms")  # fmt: skip
        bare.close()
        database.close()


def _slow(database: Database) -> float:
    """The 99th percentile of every key, in seconds."""
    keys = [text[:end] for some in _TYPED.values() for text in some
            for end in range(1, len(text) + 1)]  # fmt: skip
    took = []
    for typed in keys * ROUNDS:
        began = time.perf_counter()
        _ask(database, typed)
        took.append(time.perf_counter() - began)
    return sorted(took)[len(took) * 99 // 100]


def _each(ask: Callable[[str], object], keys: list[str]) -> None:
    for typed in keys:
        ask(typed)


def _ask(database: Database, typed: str) -> None:
    database.read(partial(search, typed=typed))


def _bare(connection: Any, typed: str) -> None:
    words = typed.replace("-", " ").split()
    whole = words if typed.endswith((" ", "-")) else words[:-1]
    match = " AND ".join(f'"{word}"' for word in whole)
    if whole != words:
        match += f'{" AND " * bool(whole)}"{words[-1]}" *'
    for index in ("case_index", "article_index"):
        connection.execute(
            f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT 100",
            (match,),
        ).fetchall()
