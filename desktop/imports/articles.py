"""A folder of Markdown read into the desk in one transaction, and what is odd in it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop.imports.folder import Folder, Oddity, left_over, look_into
from desktop.imports.load import CancelledImport, never
from desktop.imports.markdown_article import ReadArticle, beside, read_article
from models.commands.articles import NewArticle
from models.commands.import_articles import (
    ImportedArticle,
    from_source,
    import_article,
    would_come,
)
from models.database import Database
from models.errors import KnownError
from models.progress import Progress, silent
from models.queries.article_sources import KnownArticles, known_articles
from models.work import Work

MOST_SHOWN: Final = 10_000
"""Oddities that are kept; of more it is told how many."""


@dataclass
class FolderResult:
    """What an import of a folder did, or would do: articles `added`, `updated` (their file was
    changed since) and `unchanged`, how many are of each kind, and the `files` that belong to
    them."""

    folder: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    files: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    oddities: list[Oddity] = field(default_factory=list)
    more: int = 0
    seconds: float = 0.0
    cancelled: bool = False

    @property
    def articles(self) -> int:
        """How many files are articles."""
        return self.added + self.updated + self.unchanged

    @property
    def refused(self) -> list[Oddity]:
        """What keeps a file out."""
        return [one for one in self.oddities if one.refused]

    def note(self, *oddities: Oddity) -> None:
        """Keep what is odd, while there is room; what is refused always."""
        for one in oddities:
            if len(self.oddities) < MOST_SHOWN or one.refused:
                self.oddities.append(one)
            else:
                self.more += 1

    def to_json(self) -> dict[str, Any]:
        """The result for `--json`."""
        return {
            "folder": self.folder, "added": self.added, "updated": self.updated,
            "unchanged": self.unchanged, "files": self.files, "kinds": dict(self.kinds),
            "oddities": [asdict(one) for one in self.oddities], "more": self.more,
            "seconds": round(self.seconds, 3),
        }  # fmt: skip


class _NothingKept(Exception):
    """What was written is taken back with the transaction."""

    def __init__(self, result: FolderResult) -> None:
        super().__init__()
        self.result = result


Watch = Callable[[int], None]


def import_articles(
    database: Database,
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> FolderResult:
    """Read every Markdown file of a folder into the desk, all of them or none.

    What the desk has from there already becomes a new version where its file was changed, and is
    left alone where it was not. With a file that is refused nothing is kept, unless `keep_good`
    keeps the others. `progress` is told (files done, files). A folder that cannot be looked into is
    a `KnownError`.
    """
    began = time.perf_counter()
    try:
        folder = look_into(path, progress, cancelled)
        watch = partial(_watch, len(folder.articles), progress, cancelled)
        if dry_run:
            result = database.read(partial(_count, folder=folder, watch=watch))
        else:
            command = partial(_write, folder=folder, keep_good=keep_good, watch=watch)
            result = database.write(command).result
    except _NothingKept as nothing:
        result = nothing.result
    except CancelledImport:
        result = FolderResult(path.name, cancelled=True)
    if result.refused and not keep_good:
        result.added = result.updated = result.files = 0
        result.kinds.clear()
    result.seconds = time.perf_counter() - began
    return result


def _watch(total: int, progress: Progress, cancelled: Callable[[], bool], done: int) -> None:
    if cancelled():
        raise CancelledImport
    progress(done, total)


def _write(work: Work, folder: Folder, keep_good: bool, watch: Watch) -> FolderResult:
    """The write: every article with its files."""
    result, known = FolderResult(folder.name), known_articles(work.session)
    for read in _each(folder, known, result, watch):
        if result.refused and not keep_good:
            result.note(*read.oddities)
            continue
        files, odd = beside(folder, read)
        result.note(*odd)
        came = import_article(work, known, _imported(read), files)
        _tally(result, read, came.outcome, len(files))
        if came.over is not None:
            said = (
                f"{came.key} was changed on the desk since it was imported: its version"
                f" {came.over} holds what the desk said."
            )
            result.note(Oddity(read.source.path, None, said))
    if result.refused and not keep_good:
        raise _NothingKept(result)
    return result


def _count(session: Session, folder: Folder, watch: Watch) -> FolderResult:
    """What an import would do, without writing."""
    result, known = FolderResult(folder.name), known_articles(session)
    for read in _each(folder, known, result, watch):
        files, odd = beside(folder, read)
        result.note(*odd)
        came = would_come(session, known, _imported(read), files)
        _tally(result, read, came, len(files))
    return result


def _tally(result: FolderResult, read: ReadArticle, outcome: str, files: int) -> None:
    """Count it; what is odd in a file that is as it was has been said when it came."""
    if outcome != "unchanged":
        result.note(*read.oddities)
    result.kinds[read.kind] += 1
    setattr(result, outcome, getattr(result, outcome) + 1)
    result.files += files


def _each(
    folder: Folder, known: KnownArticles, result: FolderResult, watch: Watch
) -> Iterator[ReadArticle]:
    """Every article of the folder that can be read; what is odd is noted."""
    result.note(*folder.oddities)
    taken, keys = set[str](), dict[str, str]()
    for done, path in enumerate(folder.articles):
        watch(done)
        try:
            read = read_article(folder, path)
        except KnownError as error:
            result.note(Oddity(path, None, error.sentence, refused=True))
            continue
        result.note(*read.leads)
        if read.key and (other := keys.setdefault(read.key, path)) != path:
            said = f"Its key “{read.key[:80]}” stands in {other} too: they are two articles."
            result.note(Oddity(path, None, said))
        taken.update(read.source.files)
        yield read
    result.note(*left_over(folder, taken))
    for gone in known.gone(folder.name, folder.known):
        said = f"{gone.key} came from here, and the file is gone: it is left as it is."
        result.note(Oddity(gone.source.path if gone.source else "", None, said))


def _imported(read: ReadArticle) -> ImportedArticle:
    said = NewArticle(
        read.kind, read.title, read.body, read.state, read.product or None, read.fields
    )
    return ImportedArticle(read.source, from_source(said, read.source), read.key, read.draft)
