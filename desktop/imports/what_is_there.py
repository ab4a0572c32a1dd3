"""What stands at a path that somebody typed: nothing, where it is too long or no name at all."""

from collections.abc import Callable
from pathlib import Path


def is_folder(path: Path) -> bool:
    """Whether there is a folder."""
    return _asked(path.is_dir)


def is_file(path: Path) -> bool:
    """Whether there is a file."""
    return _asked(path.is_file)


def _asked(there: Callable[[], bool]) -> bool:
    try:
        return there()
    except (OSError, ValueError):
        return False
