"""A paper read from a desk and written, step by step."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from models.database import Database
from models.handbook.periods import parse_period
from models.queries.customer_review import customer_review, sla_sheet
from models.queries.proof import proof
from models.queries.review import quarterly_review
from ui.ports import ProgressLike

_STEPS: Final = 3
Rows = TypeVar("Rows")


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

    query = partial(
        quarterly_review, period=parse_period(period), now=database.clock.now(),
        me=database.person_id,
    )  # fmt: skip
    return _print(database, query, quarterly_bytes, path, progress)


def print_proof(
    database: Database,
    case_id: int,
    path: Path,
    progress: ProgressLike | None = None,
    *,
    external: bool = False,
) -> bool:
    """Write the proof of a case as a PDF; False, and nothing written, where it was cancelled.

    Raises `KnownError` where the case is gone, its caches were tampered with, or the file cannot
    be written.
    """
    from desktop.reports.proof import proof_bytes

    query = partial(proof, case_id=case_id, now=database.clock.now(), external=external)
    return _print(database, query, proof_bytes, path, progress)


def print_customer(
    database: Database,
    customer_id: int,
    period: str,
    path: Path,
    progress: ProgressLike | None = None,
) -> bool:
    """Write what was kept in a period of what a customer was promised, as a PDF; False, and nothing
    written, where it was cancelled.

    Raises `KnownError` where there is no such customer or period, or the file cannot be written.
    """
    from desktop.reports.customer_report import customer_report_bytes

    query = partial(
        customer_review, customer_id=customer_id, period=parse_period(period),
        now=database.clock.now(),
    )  # fmt: skip
    return _print(database, query, customer_report_bytes, path, progress)


def print_sla_sheet(
    database: Database, customer_id: int, path: Path, progress: ProgressLike | None = None
) -> bool:
    """Write what a customer is promised as a PDF; False, and nothing written, where it was
    cancelled.

    Raises `KnownError` where there is no such customer, or the file cannot be written.
    """
    from desktop.reports.sla_sheet import sla_sheet_bytes

    query = partial(
        sla_sheet, customer_id=customer_id, now=database.clock.now(), me=database.person_id
    )
    return _print(database, query, sla_sheet_bytes, path, progress)


def _print(
    database: Database,
    query: Callable[[Session], Rows],
    draw: Callable[[Rows], bytes],
    path: Path,
    progress: ProgressLike | None,
) -> bool:
    from desktop.reports.saving import save

    watched = progress or Unwatched()
    rows = database.read(query)
    if _cancelled_after(1, watched):
        return False
    content = draw(rows)
    if _cancelled_after(2, watched):
        return False
    save(content, path)
    watched.report(_STEPS, _STEPS)
    return True


def _cancelled_after(step: int, progress: ProgressLike) -> bool:
    progress.report(step, _STEPS)
    return progress.cancelled
