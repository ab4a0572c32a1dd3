"""The ServiceNow incident log: one CSV row per update of an incident."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Final

from desktop.imports.columns import CsvLog, DateOrder, instant_reader
from desktop.imports.load import CancelledImport, ImportResult, RowError, load, never, uncollected
from desktop.imports.log_facts import DateSign, Span
from desktop.imports.servicenow_rows import DATES, REQUIRED, RowReader
from desktop.imports.servicenow_story import Update, comings, events_of
from models.commands.import_cases import ImportedCase
from models.database import Database
from models.handbook.zones import zone as zone_named
from models.policies import load_policies
from models.progress import Progress, silent
from models.text import text

SOURCE: Final = "servicenow"
LACKS: Final = (
    text("The log holds no contacts with customers: whether first response and updates were kept "
         "is unknown, and left out of every figure."),
    text("It holds neither environment nor steps to reproduce: its cases are marked incomplete."),
)  # fmt: skip
"""What such a log cannot tell, whatever is in it."""

_STEP: Final = 500


def import_servicenow(
    database: Database,
    path: Path,
    *,
    zone: str | None,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> ImportResult:
    """Read a log into the desk in one transaction; cases the desk knows from it are left alone.

    `zone` is the zone of the log's times, the team's where None. `progress` is told (rows done,
    rows in all), the latter None while they are counted. A file that cannot be read is a
    `KnownError`; refused rows are in the result, and with any of them nothing is kept, unless
    `keep_good` keeps the cases without one.
    """
    began = time.perf_counter()
    name = zone or database.read(load_policies).newest.team.zone
    where = zone_named(name)
    log = _Log(CsvLog(Path(path), REQUIRED), progress, cancelled)
    try:
        with uncollected():
            dates = log.scan()
            instant = instant_reader(dates.day_first, where)
            result = load(
                database, SOURCE, lambda errors: log.cases(instant, errors),
                zone=name, dry_run=dry_run, keep_good=keep_good,
            )  # fmt: skip
        result = replace(result, log=log.span.facts(log.total, len(log.rows_of), dates))
    except CancelledImport:
        result = ImportResult(0, 0, 0, (), 0.0, name, cancelled=True)
    return replace(result, seconds=time.perf_counter() - began)


class _Log:
    """A log's rows grouped by incident, read twice: what is in it first, then the incidents."""

    def __init__(self, file: CsvLog, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self.file = file
        self.progress = progress
        self.cancelled = cancelled
        self.number = file.header.index("number")
        self.rows_of: Counter[str] = Counter()
        self.total = 0
        self.span = Span()

    def scan(self) -> DateSign:
        """Count each incident's rows and look at every date: which number is the day."""
        places = (self.file.header.index(name) for name in DATES if name in self.file.header)
        dates = itemgetter(*places)
        order = DateOrder()
        width = len(self.file.header)
        for line, row in self.file.rows():
            self.rows_of[self._number(row)] += 1
            if len(row) == width:
                order.see(dates(row), line)
            self.total += 1
            if self.total % _STEP == 0:
                self._watch(self.total, None)
        return order.decide()

    def cases(
        self, instant: Callable[[str], int], errors: list[RowError]
    ) -> Iterator[ImportedCase]:
        """Each incident once its last row was read; one with a refused row is left out."""
        reader = RowReader(self.file.header, instant)
        left = self.rows_of.copy()
        waiting: dict[str, list[Update | None]] = {}
        done = 0
        for line, row in self.file.rows():
            number = self._number(row)
            updates = waiting.setdefault(number, [])
            updates.append(reader.read(line, row, errors))
            left[number] -= 1
            if not left[number]:
                good = [update for update in waiting.pop(number) if update is not None]
                if len(good) == len(updates):
                    good.sort(key=_order)
                    self.span.see(good[0].opened_at, good[-1].updated_at, comings(good))
                    yield ImportedCase(number, events_of(good))
            done += 1
            if done % _STEP == 0:
                self._watch(done, self.total)
        self.progress(done, self.total)

    def _number(self, row: list[str]) -> str:
        return row[self.number].strip() if len(row) > self.number else ""

    def _watch(self, done: int, total: int | None) -> None:
        if self.cancelled():
            raise CancelledImport
        self.progress(done, total)


def _order(update: Update) -> int:
    return update.order
