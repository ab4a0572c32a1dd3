"""A paper read from a desk and written, step by step."""

from functools import partial
from pathlib import Path
from typing import Final

from desktop.papers import KINDS, Arguments, drawn
from models.database import Database
from models.queries.case import case_key
from ui.ports import ProgressLike

_STEPS: Final = 3


class Unwatched:
    """The progress of a job that nobody looks at."""

    cancelled = False

    def report(self, done: int, total: int | None = None) -> None:
        """Nobody is told."""


def print_paper(
    database: Database,
    kind: str,
    arguments: Arguments,
    path: Path,
    progress: ProgressLike | None = None,
    paper: str = "a4",
) -> bool:
    """Write a paper of `KINDS` as a PDF; False, and nothing written, where it was cancelled.

    Raises `KnownError` where what is asked for is not there or the file cannot be written.
    """
    from desktop.reports.saving import save

    watched = progress or Unwatched()
    rows = database.read(
        lambda session: KINDS[kind].read(
            session, arguments, database.clock.now(), database.person_id
        )
    )
    if _cancelled_after(1, watched):
        return False
    content = drawn(kind, arguments, rows, paper)
    if _cancelled_after(2, watched):
        return False
    save(content, path)
    watched.report(_STEPS, _STEPS)
    return True


def print_quarterly(
    database: Database, period: str, path: Path, progress: ProgressLike | None = None,
    paper: str = "a4",
) -> bool:  # fmt: skip
    """The review of a quarter; a `KnownError` where the period is none."""
    return print_paper(database, "quarterly", {"period": period}, path, progress, paper)


def print_pack(
    database: Database, kind: str, period: str, path: Path, progress: ProgressLike | None = None,
    paper: str = "a4", *, named: bool = False,
) -> bool:  # fmt: skip
    """The "weekly" or the "monthly" review; a `KnownError` where the period is none of its, or
    names are not theirs to switch on."""
    return print_paper(database, kind, {"period": period, "named": named}, path, progress, paper)


def print_actions(
    database: Database, path: Path, progress: ProgressLike | None = None, paper: str = "a4"
) -> bool:
    """The published list of corrective actions."""
    return print_paper(database, "actions", {}, path, progress, paper)


def print_proof(
    database: Database, case_id: int, path: Path, progress: ProgressLike | None = None,
    paper: str = "a4", *, external: bool = False,
) -> bool:  # fmt: skip
    """The proof of a case; a `KnownError` where it is gone or its caches were tampered with."""
    arguments = {"case": database.read(partial(case_key, case_id=case_id)), "external": external}
    return print_paper(database, "proof", arguments, path, progress, paper)


def print_case(
    database: Database, case_id: int, path: Path, progress: ProgressLike | None = None,
    paper: str = "a4", *, external: bool = False,
) -> bool:  # fmt: skip
    """One case; a `KnownError` where it is gone."""
    arguments = {"case": database.read(partial(case_key, case_id=case_id)), "external": external}
    return print_paper(database, "case", arguments, path, progress, paper)


def print_postmortem(
    database: Database, postmortem_id: int, path: Path, progress: ProgressLike | None = None,
    paper: str = "a4",
) -> bool:  # fmt: skip
    """A postmortem; a `KnownError` where it is gone."""
    return print_paper(database, "postmortem", {"id": postmortem_id}, path, progress, paper)


def print_customer(
    database: Database, customer_id: int, period: str, path: Path,
    progress: ProgressLike | None = None, paper: str = "a4",
) -> bool:  # fmt: skip
    """What was kept in a period of what a customer was promised; a `KnownError` where there is no
    such customer or period."""
    arguments = {"customer": customer_id, "period": period}
    return print_paper(database, "customer", arguments, path, progress, paper)


def print_sla_sheet(
    database: Database, customer_id: int, path: Path, progress: ProgressLike | None = None,
    paper: str = "a4",
) -> bool:  # fmt: skip
    """What a customer is promised; a `KnownError` where there is no such customer."""
    return print_paper(database, "sla-sheet", {"customer": customer_id}, path, progress, paper)


def _cancelled_after(step: int, progress: ProgressLike) -> bool:
    progress.report(step, _STEPS)
    return progress.cancelled
