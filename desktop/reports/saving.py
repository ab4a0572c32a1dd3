"""A report's file is there whole, or as it was before."""

import errno
import os
import tempfile
from pathlib import Path

from models.errors import KnownError

_FULL = {errno.ENOSPC, errno.EDQUOT}


def save(content: bytes, path: Path) -> None:
    """Write beside `path`, then put it in place at once. A `KnownError` where it cannot be."""
    try:
        handle, name = tempfile.mkstemp(prefix=".leadline-", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _known(error, path) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _known(error, path) from error


def _known(error: OSError, path: Path) -> KnownError:
    title = "The report was not saved"
    if isinstance(error, FileNotFoundError):
        return KnownError(
            title, f"There is no folder {path.parent}.", "Make it, or choose another."
        )
    if error.errno in _FULL:
        return KnownError(
            title, f"The disk of {path.parent} is full.", "Make room, then try again."
        )
    if isinstance(error, IsADirectoryError):
        return KnownError(title, f"{path} is a folder.", "Give the report a file name.")
    if isinstance(error, PermissionError):
        return KnownError(
            title, f"{path} may not be written, or is open in another program.",
            "Close it there, or choose another folder.",
        )  # fmt: skip
    return KnownError(
        title, f"{path} cannot be written: {error.strerror}.", "Choose another folder."
    )
