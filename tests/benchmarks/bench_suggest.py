"""From a key in the form to what is like the case, against the bare queries of the index.

The reference is SQLite's own answer to the same search, by its driver alone: the ids of the newest
cases and articles that have any two of the same words. Weighing the words, ranking, titles,
workarounds, session, threads and screen are ours; the pause after the last key is left out.
"""

import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import Connection

from models.database import Database
from models.desk_time import StoppedClock
from models.engine import WRITING, sqlite_module
from models.entities import Article
from models.entities.plain import plain
from models.handbook.instants import to_seconds
from models.schema import open_checked
from models.search_words import article_words, words_of
from models.word_rows import keep_case_words
from tests.benchmarks.desks import NOW, desk_with
from tests.benchmarks.figures import Figure, paired, timed

CASES, ARTICLES = 1_000_000, 100_000
BAR: Final = 3
ROUNDS: Final = 15
_RARE: Final = 30_000
_CHUNK: Final = 20_000
_TITLES: Final = {
    "common words": ("Export stalls: currency is wrong", "export stalls currency wrong"),
    "rare words": ("Export w9100 with w9200 since w9300", "export w9100 w9200 w9300"),
}
"""A title, and those of its words that are on the desk."""


def run() -> Iterator[Figure]:
    """A title of common words, and one of rare ones."""
    with tempfile.TemporaryDirectory() as name:
        path = desk_with(Path(name) / "desk.db", CASES)
        database = Database(open_checked(path), StoppedClock(NOW))
        with database.engine.connect().execution_options(**WRITING) as connection:
            _fill(connection)
            connection.commit()
        bare = sqlite_module().connect(str(path))
        of = f"{CASES:,} cases and {ARTICLES:,} articles, SQLite file, warm"
        form = Form(database)
        for kind, (title, words) in _TITLES.items():
            pairs = " OR ".join(f'("{a}" AND "{b}")' for a, b in combinations(words.split(), 2))
            seconds = paired(
                timed(partial(form.look, title)), timed(partial(_bare, bare, pairs, 100)), ROUNDS
            )
            yield Figure(f"suggestions: {kind}", *seconds, bound="at most", bar=BAR, detail=of)
        form.close()
        bare.close()
        database.close()


class Form:
    """The part of the New case page that looks for what is like the case, on a screen of no size.
    The title comes in one, as what is pasted does: nobody waits for a pause in typing then."""

    def __init__(self, database: Database) -> None:
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        from models.handbook.zones import zone
        from ui.intake import seen_before
        from ui.intake.seen_card import SeenCard
        from ui.tasks import Tasks
        from ui.theme import Theme
        from ui.workspace import Workspace

        self._application = QApplication.instance() or QApplication([])
        self._tasks = Tasks()
        self._workspace = Workspace(database, self._tasks, database.clock, None)
        theme = Theme(self._application, "light")  # type: ignore[arg-type]
        self._part = seen_before.SeenBefore(theme, self._workspace, zone("Europe/Berlin"), "")
        self._part.show()
        self._loop = QEventLoop()
        self._part.findChildren(SeenCard)[0].list.chosen.connect(lambda _: self._loop.quit())

    def look(self, title: str) -> None:
        """Type it, and wait until what is like it stands there."""
        self._part.look({})
        self._part.look({"title": title})
        self._loop.exec()

    def close(self) -> None:
        """Stop its threads."""
        self._tasks.shutdown()


def _bare(connection: Any, match: str, limit: int) -> None:
    for index in ("case_index", "article_index"):
        connection.execute(
            f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?",
            (match, limit),
        ).fetchall()


def _fill(connection: Connection) -> None:
    """Words of every case: those of its title, and twelve of many, few of them often."""
    random = Random(1)
    titles = connection.exec_driver_sql("SELECT id, search_text FROM cases")
    while some := titles.fetchmany(_CHUNK):
        keep_case_words(connection, {
            row.id: " ".join(dict.fromkeys([*words_of(row.search_text), *_words(random)]))
            for row in some
        })  # fmt: skip
    changed = to_seconds(NOW)
    for first in range(0, ARTICLES, _CHUNK):
        numbers = range(first + 1, min(first + _CHUNK, ARTICLES) + 1)
        rows = [
            {"id": n, "key": f"KI-{n}", "kind": "known_issue", "status": "published",
             "title": f"Export {n} stalls", "body": " ".join(_words(random)),
             "changed_at": changed, "version": 1}
            for n in numbers
        ]  # fmt: skip
        connection.execute(plain(Article).insert(), rows)
        words = [
            (r["id"], article_words(*(str(r[name]) for name in ("key", "title", "body"))))
            for r in rows
        ]
        connection.exec_driver_sql("INSERT INTO article_words VALUES (?, ?)", words)


def _words(random: Random) -> list[str]:
    return [f"w{int(random.paretovariate(0.6)) % _RARE}" for _ in range(12)]
