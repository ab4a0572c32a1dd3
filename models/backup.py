"""Copies of a desk's file: made while it is in use, and put back in its place."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import URL

from models.database_errors import Busy, known
from models.engine import open_engine, sqlite_module
from models.errors import KnownError, OlderDesk
from models.new_file import draft_of, new_file, put, unused, with_its_own
from models.revisions import check_revision, revision_of
from models.sqlite_file import check_existing, check_file, check_own, check_place

_PAGES: Final = 1024

Progress = Callable[[int, int], None]


def unseen(done: int, total: int) -> None:
    """Nobody watches."""


def backup_file(path: Path, target: Path | None = None, progress: Progress = unseen) -> Path:
    """A consistent copy of a desk's file, made by SQLite itself, in a new file; returns where.

    `progress` is told (pages done, pages in all), and may stop the copy by raising.
    """
    check_existing(path)
    target = target or unused(path, "backup")
    with new_file(target) as draft, _telling(), _open(path) as source, _open(draft) as copy:
        source.backup(
            copy, pages=_PAGES, progress=lambda _, left, total: progress(total - left, total)
        )
    return target


def restore_file(backup: Path, path: Path) -> Path | None:
    """Put a copy of a backup in a desk's place; returns where the file that was there is kept.

    A backup that is not whole is refused, and so is a desk that somebody has open.
    """
    check_file(backup)
    check_place(path)
    with draft_of(path) as draft:
        for source, target in zip(with_its_own(backup), with_its_own(draft), strict=True):
            if source.exists() and not source.name.endswith("-shm"):
                shutil.copyfile(source, target)
        _check_whole(draft, backup)
        kept = _put_aside(path)
        put(draft, path)
    return kept


def _check_whole(draft: Path, backup: Path) -> None:
    """Have SQLite read every page, and look for a desk in them that we know."""
    with _telling(), _open(draft) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise KnownError("The backup is damaged", f"{backup} is damaged: {said}.", "Use another.")
    engine = open_engine(URL.create("sqlite", database=str(draft)))
    try:
        with engine.connect() as connection:
            check_revision(revision_of(connection))
    except OlderDesk:
        pass  # it is brought up to date where it stands
    finally:
        engine.dispose()


def _put_aside(path: Path) -> Path | None:
    """Rename the file that is in the way, and what belongs to it; returns its new name."""
    here = [name for name in with_its_own(path) if name.exists()]
    if not here:
        return None
    if path.exists():
        check_own(path)
        _settle(path)
    kept = unused(path, "replaced")
    for name, aside in zip(with_its_own(path), with_its_own(kept), strict=True):
        if name.exists():
            name.rename(aside)
    return kept


def _settle(path: Path) -> None:
    """Have a desk alone, with its log written into its file; a damaged one stays as it is."""
    try:
        with _telling(), _open(path) as connection:
            connection.execute("PRAGMA busy_timeout=2000")
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except Busy:
        raise KnownError(
            "The desk is in use", f"Somebody has {path} open.",
            "Close Leadline everywhere on this computer, then try again.",
        ) from None  # fmt: skip
    except KnownError:
        return


@contextmanager
def _open(path: Path) -> Iterator[Any]:
    """SQLite itself, without the desk's settings."""
    driver: Any = sqlite_module()
    with closing(driver.connect(str(path))) as connection:
        yield connection


@contextmanager
def _telling() -> Iterator[None]:
    """What SQLite says, as a sentence."""
    try:
        yield
    except Exception as error:
        told = known(error)
        if told is None:
            raise
        raise told from error
