"""Articles written into a folder, as Markdown that an import takes back."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop.exports.article_paths import is_inside, number_of, paths
from desktop.exports.owned_file import put_file
from desktop.imports.folder import Oddity
from desktop.imports.load import never
from models.contents import parts
from models.database import Database
from models.errors import KnownError
from models.handbook.articles import DECISION, KINDS
from models.progress import Progress, silent
from models.queries.article import article_files
from models.queries.article_export import (
    Exported,
    earlier_files,
    exported,
    file_now,
    files_before,
)

EXPORTS: Final = {"articles": KINDS, "decisions": (DECISION,)}
"""What can be written, and the kinds of articles in it."""


@dataclass
class ExportResult:
    """The files that were `written`, those that stood there `unchanged`, and how many of both are
    `files` beside articles. Of the oddities those that are refused were left, with the reason."""

    folder: str
    written: int = 0
    unchanged: int = 0
    files: int = 0
    oddities: list[Oddity] = field(default_factory=list)
    cancelled: bool = False

    @property
    def left(self) -> list[Oddity]:
        """What was not written."""
        return [one for one in self.oddities if one.refused]

    def to_json(self) -> dict[str, Any]:
        """The result for `--json`."""
        return {
            "folder": self.folder, "written": self.written, "unchanged": self.unchanged,
            "files": self.files, "oddities": [asdict(one) for one in self.oddities],
        }  # fmt: skip


def export_articles(
    database: Database,
    kind: str,
    folder: Path,
    *,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> ExportResult:
    """Write the articles, or the decisions (`EXPORTS`), into a folder: a file for each.

    A file that stands there and was not written from its article is left, and named. Each is whole
    or not there. A folder that cannot be made is a `KnownError`.
    """
    _make(folder)
    return database.read(
        lambda session: _export(session, EXPORTS[kind], folder, progress, cancelled)
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(
            "The folder cannot be made", f"{folder} cannot be made: {error.strerror}.",
            "Choose another folder.",
        ) from error  # fmt: skip


def _export(
    session: Session, kinds: Sequence[str], folder: Path, progress: Progress,
    cancelled: Callable[[], bool],
) -> ExportResult:  # fmt: skip
    result, articles = ExportResult(str(folder)), exported(session, kinds)
    with_files = {one.id for one in articles if not one.source and article_files(session, one.id)}
    places, out = paths(articles, with_files), _Out(result, folder)
    for done, one in enumerate(articles):
        if cancelled():
            result.cancelled = True
            break
        progress(done, len(articles))
        number = number_of(one)
        data, before = file_now(session, one, number), files_before(session, one, number)
        out.put(places[one.id], data, map(_hash, before))
        if one.source and one.source.state != one.state:
            said = f"{one.key} is {one.state} on the desk; its file says {one.source.state}."
            result.oddities.append(Oddity(places[one.id], None, said))
        _put_files(session, out, one, places[one.id])
        session.expire_all()
    return result


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass
class _Out:
    """The folder, and the hashes of what this export has put there by their paths."""

    result: ExportResult
    folder: Path
    hashes: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, data: bytes, before: Iterable[str]) -> bool:
        """Write a file; False where it was left, which is noted."""
        if self.hashes.setdefault(path, _hash(data)) != _hash(data):
            return self._left(path, "Another article has a file of this name: this one is left.")
        if not is_inside(path):
            return self._left(path, "It would not lie in the folder: it is left.")
        try:
            outcome = put_file(self.folder, path, data, before)
        except KnownError as error:
            return self._left(path, error.sentence)
        setattr(self.result, outcome, getattr(self.result, outcome) + 1)
        return True

    def _left(self, path: str, said: str) -> bool:
        self.result.oddities.append(Oddity(path, None, said, refused=True))
        return False


def _put_files(session: Session, out: _Out, one: Exported, path: str) -> None:
    """The files of an article, where its text looks for them."""
    where = {name: there for there, name in one.source.files.items()} if one.source else {}
    beside = path.rpartition("/")[0]
    for file in article_files(session, one.id):
        there = where.get(file.name) or (f"{beside}/{file.name}" if beside else file.name)
        data = b"".join(parts(session, file.sha256))
        out.result.files += out.put(there, data, earlier_files(session, one.id, file.name))
