"""Cases read from a file, written into the desk in one transaction: all of them or none."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop.imports.log_facts import LogFacts
from models.commands.import_cases import CaseWriter, ImportedCase, known_keys
from models.database import Database
from models.work import Work

_CHUNK: Final = 1_000


@dataclass(frozen=True)
class RowError:
    """A row that was refused: its line in the file (the header is line 1), where, what and why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class ImportResult:
    """What an import did; `skipped` cases were on the desk already and were left as they are.

    `log` says what the file is; None where the import was stopped.
    """

    cases: int
    events: int
    skipped: int
    errors: tuple[RowError, ...]
    seconds: float
    zone: str
    cancelled: bool = False
    log: LogFacts | None = None

    def to_json(self) -> dict[str, Any]:
        """The result for `--json`; `zone` says how times without one were read."""
        return {
            "cases": self.cases, "events": self.events, "skipped": self.skipped,
            "errors": [asdict(error) for error in self.errors],
            "seconds": round(self.seconds, 3), "zone": self.zone,
        }  # fmt: skip


class CancelledImport(Exception):
    """The person stopped it: whatever was written in this transaction is rolled back."""


def never() -> bool:
    """Nobody stops it."""
    return False


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage that refers to itself meanwhile: an import makes next to none of it,
    and each look walks all its rows (a tenth of its time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass
class _Tally:
    """What happened so far. Raised through the transaction where nothing may be kept."""

    cases: int = 0
    events: int = 0
    skipped: int = 0
    errors: list[RowError] = field(default_factory=list)


class _NothingKept(Exception):
    def __init__(self, tally: _Tally) -> None:
        super().__init__()
        self.tally = tally


Reading = Callable[[list[RowError]], Iterator[ImportedCase]]
"""Reads the file from its start, handing out whole cases and noting the rows it refuses."""


def load(
    database: Database, source: str, reading: Reading, *, zone: str, dry_run: bool, keep_good: bool
) -> ImportResult:
    """Write what `reading` finds; with refused rows nothing is kept, unless `keep_good`."""
    cancelled = False
    try:
        if dry_run:
            tally = database.read(partial(_count, source=source, reading=reading))
        else:
            command = partial(import_cases, source=source, reading=reading, keep_good=keep_good)
            tally = database.write(command).result
    except _NothingKept as nothing:
        tally = nothing.tally
    except CancelledImport:
        tally, cancelled = _Tally(), True
    if tally.errors and not keep_good:
        tally = _Tally(skipped=tally.skipped, errors=tally.errors)
    return ImportResult(
        tally.cases, tally.events, tally.skipped, tuple(tally.errors), 0.0, zone, cancelled
    )  # fmt: skip


def import_cases(work: Work, source: str, reading: Reading, keep_good: bool) -> _Tally:
    """The write: cases in chunks, each with its events, clocks and alerts."""
    tally = _Tally()
    writer = CaseWriter(work, source)
    found = reading(tally.errors)
    while chunk := list(islice(found, _CHUNK)):
        if tally.errors and not keep_good:
            continue
        cases, events = writer.write(chunk)
        tally.cases += cases
        tally.events += events
        tally.skipped += len(chunk) - cases
    if tally.errors and not keep_good:
        raise _NothingKept(tally)
    return tally


def _count(session: Session, source: str, reading: Reading) -> _Tally:
    """What an import would do, without writing."""
    tally = _Tally()
    found = reading(tally.errors)
    while chunk := list(islice(found, _CHUNK)):
        known = known_keys(session, source, [case.source_key for case in chunk])
        fresh = [case for case in chunk if case.source_key not in known]
        tally.cases += len(fresh)
        tally.events += sum(len(case.events) for case in fresh)
        tally.skipped += len(chunk) - len(fresh)
    return tally
