"""A desk of very many words: made once, and copied by every benchmark that looks for them."""

import os
import shutil
import tempfile
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import Connection

from models.engine import WRITING
from models.entities import Article
from models.entities.plain import plain
from models.handbook.instants import to_seconds
from models.revisions import REVISION
from models.schema import open_checked
from models.search_words import article_words, words_of
from models.word_rows import keep_case_words
from tests.benchmarks.desks import NOW, desk_with

_RARE: Final = 30_000
_CHUNK: Final = 20_000
_ARTICLE: Final = {"kind": "known_issue", "status": "published", "state": "confirmed", "version": 1,
                   "fields": {}}  # fmt: skip


def worded_desk(path: Path, cases: int, articles: int) -> Path:
    """A desk file at `path` with so many cases and articles, and the words of each.

    One that was made before, of this schema, is taken from the folder for passing files: a million
    cases take minutes.
    """
    kept = Path(tempfile.gettempdir()) / f"leadline-worded-{REVISION}-{cases}-{articles}.db"
    if not kept.exists():
        desk_with(path, cases)
        engine = open_checked(path)
        with engine.connect().execution_options(**WRITING) as connection:
            _fill(connection, articles)
            connection.commit()
        engine.dispose()  # the last one to close a file brings its log in
        half = kept.with_suffix(f".{os.getpid()}")
        shutil.copyfile(path, half)
        half.replace(kept)
    else:
        shutil.copyfile(kept, path)
    return path


def _fill(connection: Connection, articles: int) -> None:
    """Words of every case: those of its title, and twelve of many, few of them often."""
    random = Random(1)
    titles = connection.exec_driver_sql("SELECT id, search_text FROM cases")
    while some := titles.fetchmany(_CHUNK):
        keep_case_words(connection, {
            row.id: " ".join(dict.fromkeys([*words_of(row.search_text), *_words(random)]))
            for row in some
        })  # fmt: skip
    changed = to_seconds(NOW)
    for first in range(0, articles, _CHUNK):
        rows = [
            {**_ARTICLE, "id": n, "key": f"KI-{n}", "title": f"Export {n} stalls",
             "body": " ".join(_words(random)), "changed_at": changed}
            for n in range(first + 1, min(first + _CHUNK, articles) + 1)
        ]  # fmt: skip
        connection.execute(plain(Article).insert(), rows)
        words = [
            (r["id"], article_words(*(str(r[name]) for name in ("key", "title", "body"))))
            for r in rows
        ]
        connection.exec_driver_sql("INSERT INTO article_words VALUES (?, ?)", words)


def _words(random: Random) -> list[str]:
    return [f"w{int(random.paretovariate(0.6)) % _RARE}" for _ in range(12)]
