"""What was chosen to be imported: a file or a folder. Asked on a worker, for a drive may be asleep
or far away."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Chosen:
    """A folder, or a file of so many bytes; 0 where that cannot be told."""

    is_folder: bool
    size: int


def chosen(path: Path) -> Chosen:
    """What is at this path; a file where nothing is, which whoever reads it says."""
    try:
        if path.is_dir():
            return Chosen(is_folder=True, size=0)
        return Chosen(is_folder=False, size=path.stat().st_size if path.is_file() else 0)
    except (OSError, ValueError):
        return Chosen(is_folder=False, size=0)
