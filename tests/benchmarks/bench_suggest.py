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
from typing import Any, Final

from models.database import Database
from models.desk_time import StoppedClock
from models.engine import sqlite_module
from models.schema import open_checked
from tests.benchmarks.desks import NOW
from tests.benchmarks.figures import Figure, paired, timed
from tests.benchmarks.worded import worded_desk

CASES, ARTICLES = 1_000_000, 100_000
BAR: Final = 3
ROUNDS: Final = 15
_TITLES: Final = {
    "common words": ("Export stalls: currency is wrong", "export stalls currency wrong"),
    "rare words": ("Export w9100 with w9200 since w9300", "export w9100 w9200 w9300"),
}
"""A title, and those of its words that are on the desk."""


def run() -> Iterator[Figure]:
    """A title of common words, and one of rare ones."""
    with tempfile.TemporaryDirectory() as name:
        path = worded_desk(Path(name) / "desk.db", CASES, ARTICLES)
        database = Database(open_checked(path), StoppedClock(NOW))
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
