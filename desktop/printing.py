"""A review read from a desk and put on paper, step by step."""

from functools import partial
from pathlib import Path
from typing import Final

from models.database import Database
from models.handbook.periods import parse_period
from models.queries.review import quarterly_review
from ui.ports import ProgressLike

_STEPS: Final = 3


class Unwatched:
    """The progress of a job that nobody looks at."""

    cancelled = False

    def report(self, done: int, total: int | None = None) -> None:
        """Nobody is told."""


def print_quarterly(
    database: Database, period: str, path: Path, progress: ProgressLike | None = None
) -> bool:
    """Write the review of a quarter as a PDF; False, and nothing written, where it was cancelled.

    Raises `KnownError` where the period is none or the file cannot be written.
    """
    from desktop.reports.quarterly import quarterly_bytes
    from desktop.reports.saving import save

    watched = progress or Unwatched()
    query = partial(quarterly_review, period=parse_period(period), now=database.clock.now())
    review = database.read(query)
    if _cancelled_after(1, watched):
        return False
    content = quarterly_bytes(review)
    if _cancelled_after(2, watched):
        return False
    save(content, path)
    watched.report(_STEPS, _STEPS)
    return True


def _cancelled_after(step: int, progress: ProgressLike) -> bool:
    progress.report(step, _STEPS)
    return progress.cancelled
