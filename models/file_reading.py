"""Files on their way to a case and back: read whole or refused, written whole and never over."""

import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from models.errors import KnownError
from models.file_names import numbered, safe_name, size_words
from models.new_file import draft_of, new_file, put

MOST_BYTES: Final = 25_000_000
"""Of one file."""

MOST_AT_ONCE: Final = 100_000_000
"""Of files that are attached in one go: they are in memory together."""

_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)  # fmt: skip


@dataclass(frozen=True)
class FileContent:
    """A file to be attached: its name, which is safe, and what it holds."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """What its content is known by."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class ReadFiles:
    """What became of files that were chosen or dropped: those read, and why others were not."""

    taken: tuple[FileContent, ...]
    refused: tuple[KnownError, ...]


def read_files(paths: Sequence[Path]) -> ReadFiles:
    """Read each of them; one that is refused keeps none of the others out."""
    return _each_read([partial(read_one, path) for path in paths])


def taken_of(files: Sequence[FileContent]) -> ReadFiles:
    """The same of files that came within another, as those of a mail do."""
    return _each_read([partial(_checked, file) for file in files])


def _checked(file: FileContent) -> FileContent:
    check_size(file.name, len(file.data))
    return file


def _each_read(reads: Sequence[Callable[[], FileContent]]) -> ReadFiles:
    taken: list[FileContent] = []
    refused: list[KnownError] = []
    room = MOST_AT_ONCE
    for read in reads:
        try:
            found = read()
            if len(found.data) > room:
                raise _not(
                    f"With {found.name} it would be more than {size_words(MOST_AT_ONCE)} at once.",
                    "Attach it by itself afterwards.",
                )
        except KnownError as error:
            refused.append(error)
        else:
            room -= len(found.data)
            taken.append(found)
    return ReadFiles(tuple(taken), tuple(refused))


def read_one(path: Path) -> FileContent:
    """A regular file as it is; links, folders and what changes meanwhile are refused."""
    name = safe_name(path.name)
    try:
        _check_kind(name, path.lstat())
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            before = os.fstat(file.fileno())
            _check_kind(name, before)
            check_size(name, before.st_size)
            data = file.read(MOST_BYTES + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        raise _not(f"{name} is not there any more.", "Choose it where it is.") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise _not(
            f"{name} cannot be read: {why}.", "See that you may read it, then try again."
        ) from error
    as_it_was = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not as_it_was or len(data) != after.st_size:
        raise _not(
            f"{name} changed while it was read.", "Attach it again once nothing writes to it."
        )
    return FileContent(name, data)


def check_size(name: str, size: int) -> None:
    """Refuse what holds nothing, or too much."""
    if size == 0:
        raise _not(f"{name} is empty.", "See that it was written whole, then attach it again.")
    if size > MOST_BYTES:
        raise _not(
            f"{name} has {size_words(size)}; at most {size_words(MOST_BYTES)} are kept.",
            "Pack it, cut out what matters, or say in a note where it lies.",
        )


def save_file(folder: Path, name: str, data: bytes) -> Path:
    """Write it into the folder under its name, made safe; where that is taken, with a number
    behind. Returns where it is.
    """
    wanted = safe_name(name)
    with draft_of(folder / wanted) as draft:
        draft.write_bytes(data)
        for number in range(1, 10_000):
            path = folder / numbered(wanted, number)
            if not os.path.lexists(path):
                put(draft, path)
                return path
    raise KnownError(
        "Not saved", f"{folder} holds too many files called {wanted}.", "Choose another folder."
    )


def write_new(path: Path, data: bytes) -> None:
    """Write it where a person said; a `KnownError` where there is a file already."""
    with new_file(path) as draft:
        draft.write_bytes(data)


def _check_kind(name: str, found: os.stat_result) -> None:
    if stat.S_ISLNK(found.st_mode):
        raise _not(f"{name} is a link to another file.", "Attach the file it leads to.")
    if stat.S_ISDIR(found.st_mode):
        raise _not(f"{name} is a folder.", "Attach the files in it, or pack them into one.")
    if not stat.S_ISREG(found.st_mode):
        raise _not(f"{name} is a device or a pipe, not a file.", "Copy it into a file first.")


def _not(sentence: str, what_next: str) -> KnownError:
    return KnownError("Not attached", sentence, what_next)
