"""Is this path a desk we may open? Every way it may not be gets its sentence."""

import os
import re
import struct
from pathlib import Path
from typing import Final

from models.errors import KnownError

APPLICATION_ID: Final = 0x4C45_4144
"""“LEAD”: marks a SQLite file as a desk."""

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100
MOUNTS: Final = Path("/proc/mounts")
_NETWORK: Final = frozenset(
    (
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "fuse.sshfs",
        "afs",
        "9p",
        "fuse.rclone",
        "davfs",
        "ncpfs",
    )
)
_SYNCED: Final = (
    "dropbox",
    "onedrive",
    "google drive",
    "icloud drive",
    "nextcloud",
    "owncloud",
    "pcloud",
)


def file_of(written: str | Path) -> Path | None:
    """The file that an address means, or None where it is the address of a server.

    A `KnownError` where no file can have this name.
    """
    if isinstance(written, str) and "://" in written:
        return None
    try:
        if "\0" in str(written):
            raise ValueError
        os.fsencode(written)
        return Path(written).expanduser().absolute()
    except (ValueError, RuntimeError):  # no file system knows it, or nobody the home in it
        raise KnownError(
            "Not a path", "No file can have this name.", "Name the desk's file."
        ) from None


def check_existing(path: Path) -> None:
    """Refuse what is not a whole desk where it can be used (never replaced by a new one)."""
    check_place(path)
    check_file(path)
    if not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
        raise KnownError(
            "The desk cannot be written", f"You may not write to {path.parent}.",
            "Give yourself write permission, or copy the file elsewhere.",
        )  # fmt: skip


def check_file(path: Path) -> None:
    """Refuse what is missing, empty, foreign or truncated."""
    try:
        if not path.exists():
            raise KnownError(
                "No desk there", f"There is no desk at {path}.",
                "Check the path, or make a desk with “leadline db init”.",
            )  # fmt: skip
        if path.is_dir():
            raise KnownError("Not a desk", f"{path} is a folder.", "Name the desk's file in it.")
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
    except OSError as error:
        raise KnownError(
            "The desk cannot be opened", f"{path} cannot be read: {error.strerror}.",
            "Give yourself permission to read it.",
        ) from None  # fmt: skip
    if not header:
        raise KnownError(
            "The desk is empty", f"{path} is an empty file.",
            "Restore a backup with “leadline db restore”; it was left as it is.",
        )  # fmt: skip
    _check_header(path, header)
    _check_length(path, header)


def check_own(path: Path) -> None:
    """Refuse another program's file; one that is empty or damaged may have been a desk."""
    with path.open("rb") as stream:
        header = stream.read(_HEADER)
    if header.startswith(_MAGIC):
        _check_header(path, header)


def check_place(path: Path, mounts: Path = MOUNTS) -> None:
    """Refuse network and synced folders: SQLite's locks do not hold there."""
    folder = path.resolve().parent
    synced = next((p for p in folder.parts if p.lower().startswith(_SYNCED)), None)
    if synced is not None or file_system(folder, mounts) in _NETWORK:
        where = f"the synced folder {synced}" if synced else "a network folder"
        raise KnownError(
            "Not on a shared folder", f"{path} is in {where}, where a desk's file gets damaged.",
            "Keep it on this computer, or use a shared PostgreSQL database.",
        )  # fmt: skip


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """The type of the file system a folder is on, or "" where the system does not say."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best = ("", "")
    for line in lines:
        _, written, kind, *_ = line.split(" ")
        mounted = re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), written)
        inside = str(folder) == mounted or str(folder).startswith(mounted.rstrip("/") + "/")
        if inside and len(mounted) >= len(best[0]):
            best = (mounted, kind)
    return best[1]


def _check_header(path: Path, header: bytes) -> None:
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise KnownError("Not a desk", f"{path} is not a desk's file.", "Name another file.")
    (application,) = struct.unpack(">I", header[68:72])
    if application != APPLICATION_ID:
        raise KnownError("Not a desk", f"{path} belongs to another program.", "Name another file.")


def _check_length(path: Path, header: bytes) -> None:
    """A file shorter than its header says is cut, unless the rest is still in the log beside it."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return
    page, pages = struct.unpack(">H", header[16:18])[0], struct.unpack(">I", header[28:32])[0]
    if path.stat().st_size < (65536 if page == 1 else page) * pages:
        raise KnownError(
            "The desk is damaged", f"{path} is cut short.",
            "Restore a backup with “leadline db restore”.",
        )  # fmt: skip
