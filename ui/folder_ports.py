"""What pages may ask of the application about folders of articles; part of `ui.ports.Ports`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class FolderOddity:
    """Something odd in a file, by its path in the folder; `refused` where it stays out for it."""

    file: str
    line: int | None
    said: str
    refused: bool = False


@dataclass(frozen=True)
class FolderSummary:
    """What an import of a folder did, or would do. `more` oddities are told of by their number
    alone; `files` belong to articles, of which there are so many of each of `kinds`."""

    folder: str
    added: int
    updated: int
    unchanged: int
    files: int
    oddities: Sequence[FolderOddity]
    more: int
    cancelled: bool = False
    kinds: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """How many files stay out."""
        return sum(one.refused for one in self.oddities)


@dataclass(frozen=True)
class ExportSummary:
    """What was written into a folder, what stood there already, and what is odd; what is refused
    was left."""

    written: int
    unchanged: int
    oddities: Sequence[FolderOddity]
    cancelled: bool = False

    @property
    def left(self) -> int:
        """How many files were not written."""
        return sum(one.refused for one in self.oddities)


class ProgressLike(Protocol):
    """What a long job needs of `ui.progress.Progress`, in any thread."""

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop."""
        ...

    def report(self, done: int, total: int | None = None) -> None:
        """Say how far the job is."""
        ...


class FolderPorts(Protocol):
    """Articles in and out. Both run on a worker, never on the GUI's thread."""

    def import_folder(
        self, path: Path, *, dry_run: bool, keep_good: bool, progress: ProgressLike
    ) -> FolderSummary:
        """Read a folder of Markdown. Raises KnownError.

        With files that are refused nothing is kept, unless `keep_good` keeps the others.
        """
        ...

    def export_folder(self, path: Path, progress: ProgressLike) -> ExportSummary:
        """Write every article into a folder. Raises KnownError."""
        ...
