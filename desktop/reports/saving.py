"""A report's file is there whole, or as it was before."""

import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from models.errors import KnownError

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_TITLE: Final = "The report was not saved"
_PDF: Final = b"%PDF"


def save(content: bytes, path: Path) -> None:
    """Write beside `path`, then put it in place at once. A `KnownError` where it cannot be.

    An older report is replaced; a file of another kind is not. What is no file (a pipe, a
    terminal) is written as it is.
    """
    try:
        there = Path(os.path.realpath(path))
        mode = _mode(there)
        if mode is not None and not stat.S_ISREG(mode):
            _write_into(content, there)
            return
        _spare_what_is_there(there, path)
        _replace(content, there, mode)
    except OSError as error:
        raise _known(error, path) from error


def _mode(path: Path) -> int | None:
    """What is at a path, or None where nothing is."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _spare_what_is_there(path: Path, named: Path) -> None:
    """Refuse to overwrite what may not be written, and what nobody would call a report."""
    if not path.exists():
        return
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with path.open("rb") as stream:
        begins = stream.read(len(_PDF))
    if begins and begins != _PDF and named.suffix.lower() != ".pdf":
        raise KnownError(
            _TITLE, f"{named} is there already, and is not a PDF.", "Choose another name."
        )


def _replace(content: bytes, path: Path, mode: int | None) -> None:
    handle, name = tempfile.mkstemp(prefix=".leadline-", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(0o644 if mode is None else stat.S_IMODE(mode))
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _write_into(content: bytes, path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(content)


def _known(error: OSError, path: Path) -> KnownError:
    missing = isinstance(error, (FileNotFoundError, NotADirectoryError))
    if missing and not path.parent.is_dir():
        return KnownError(
            _TITLE, f"There is no folder {path.parent}.", "Make it, or choose another."
        )
    if error.errno in _FULL:
        return KnownError(
            _TITLE, f"The disk of {path.parent} is full.", "Make room, then try again."
        )
    if isinstance(error, IsADirectoryError):
        return KnownError(_TITLE, f"{path} is a folder.", "Give the report a file name.")
    if isinstance(error, PermissionError):
        return KnownError(
            _TITLE, f"{path} may not be written, or is open in another program.",
            "Close it there, or choose another folder.",
        )  # fmt: skip
    return KnownError(
        _TITLE, f"{path} cannot be written: {error.strerror}.", "Choose another folder."
    )
