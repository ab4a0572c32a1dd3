"""Topics of 100,000 cases by their titles, against the bare counting of words in pairs.

The reference is what no grouping by words can leave out: the cases by words as a sparse matrix,
and of each product and category how many cases have each two words. What tells the most, case by
case, what is alike and what is left are ours. The goal is 30 seconds in all, off the screen's
thread. Then the whole page from a desk in a file: topics of the last year, and of the year up to
the end of the quarter, with their figures; against reading the cases by the driver alone and the
same bare counting, once.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from models.database import Database
from models.desk_time import StoppedClock
from models.engine import sqlite_module
from models.handbook.topic_matrix import WordMatrix
from models.handbook.topic_words import topic_words
from models.handbook.topics import Told, topics_of
from models.queries.radar import radar
from models.schema import open_checked
from models.search_words import words_of
from tests.benchmarks.desks import NOW, desk_with
from tests.benchmarks.figures import Figure, paired, timed

CASES: Final = 100_000
BAR: Final = 8
PAGE_BAR: Final = 14
_READ: Final = "SELECT coalesce(category, ''), title FROM cases ORDER BY opened_at DESC, id DESC"
_VOCABULARY, _SUBJECTS, _BLOCKS = 6_000, 600, 24


def run() -> Iterator[Figure]:
    """Titles by chance, each about one of hundreds of subjects."""
    titles = made_titles(CASES)
    ours, bare = paired(
        timed(lambda: topics_of(told_of(titles))), timed(partial(_bare, titles)), rounds=3
    )
    yield Figure(
        "topics", ours, bare, bound="at most", bar=BAR,
        detail=f"{CASES:,} cases, {_BLOCKS} products and categories: {ours:.1f} s (the goal is "
        "30 s)",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        yield _page(Path(name) / "desk.db")


def _page(path: Path) -> Figure:
    desk_with(path, CASES)
    database = Database(open_checked(str(path)), StoppedClock(NOW))
    bare = sqlite_module().connect(str(path))
    seconds = paired(
        timed(lambda: database.read(partial(radar, now=NOW))),
        timed(lambda: _bare(bare.execute(_READ).fetchall())), rounds=3,
    )  # fmt: skip
    bare.close()
    database.close()
    of = f"{CASES:,} cases, SQLite file, warm: {seconds[0]:.1f} s (the goal is 30 s)"
    return Figure("the page of topics", *seconds, bound="at most", bar=PAGE_BAR, detail=of)


def made_titles(cases: int) -> list[tuple[str, str]]:
    """(category, title) of so many cases: words of its subject among common and rare ones."""
    random = Random(7)
    subjects = [
        (f"category {random.randrange(_BLOCKS)}", [_word(random) for _ in range(4)])
        for _ in range(_SUBJECTS)
    ]
    found = []
    for _ in range(cases):
        category, words = subjects[int(random.paretovariate(0.7)) % _SUBJECTS]
        said = [*random.sample(words, 3), *(_word(random) for _ in range(4))]
        random.shuffle(said)
        found.append((category, " ".join(said)))
    return found


def told_of(titles: Sequence[tuple[str, str]]) -> list[Told]:
    """The cases as topics see them."""
    return [
        Told(at, "", category, topic_words(words_of(title)))
        for at, (category, title) in enumerate(titles, 1)
    ]


def _word(random: Random) -> str:
    return f"w{int(random.paretovariate(0.5)) % _VOCABULARY}x"


def _bare(titles: Sequence[tuple[str, str]]) -> int:
    rows = WordMatrix([words_of(title) for _, title in titles]).rows
    blocks = defaultdict[str, list[int]](list)
    for at, (category, _) in enumerate(titles):
        blocks[category].append(at)
    pairs = 0
    for places in blocks.values():
        its = rows[np.array(places)]
        pairs += (its.T @ its).nnz
    return pairs
