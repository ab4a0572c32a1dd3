"""Customers' scores from a survey: a CSV file with a line for each answer (rule 27)."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from desktop.imports.columns import CsvLog, DateOrder, instant_reader
from desktop.imports.load import CancelledImport, ImportResult, RowError, never
from desktop.imports.log_facts import DateSign, LogFacts
from models.commands.satisfaction import Answer, Imported, import_answers
from models.database import Database
from models.desk_time import whole_second
from models.errors import KnownError
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.zones import zone as zone_named
from models.policies import load_policies
from models.progress import Progress, silent
from models.queries.satisfaction import HIGHEST, LOWEST
from models.work import Work

REQUIRED: Final = ("case", "score", "answered_at")
_COMMENT: Final = "comment"
_SCORES: Final = {str(score): score for score in range(LOWEST, HIGHEST + 1)}


_STEP: Final = 50
_Row = TypeVar("_Row")
_Watch = Callable[..., Iterator[Any]]


class _NothingKept(Exception):
    """What was entered is taken back with the transaction."""

    def __init__(self, found: Imported) -> None:
        super().__init__()
        self.found = found


def holds_scores(path: Path) -> bool:
    """Whether a file is one of scores, by its header; False where it is no CSV at all."""
    try:
        return set(REQUIRED) <= set(CsvLog(path, ()).header)
    except KnownError:
        return False


def import_satisfaction(
    database: Database, path: Path, *, zone: str | None, dry_run: bool = False,
    keep_good: bool = False, progress: Progress = silent, cancelled: Callable[[], bool] = never,
) -> ImportResult:  # fmt: skip
    """Enter the scores of a file with the columns case, score, answered_at and, if any, comment.

    `zone` is that of times written without one, the team's where None. Refused lines are in the
    result, and with any of them nothing is kept, unless `keep_good` keeps the others. An answer
    that is on the desk already is skipped. `progress` is told (lines done, lines), and where
    `cancelled` says so nothing is kept. A file that cannot be read is a `KnownError`.
    """
    began = time.perf_counter()
    name = zone or database.read(load_policies).newest.team.zone
    watch = partial(_watched, progress=progress, cancelled=cancelled)
    try:
        answers, unread, dates = _read(CsvLog(Path(path), REQUIRED), zone_named(name), watch)
        kept = not dry_run and (keep_good or not unread)
        command = partial(_enter, answers=list(answers.values()), watch=watch, kept=kept,
                          keep_good=keep_good)  # fmt: skip
        found = database.write(command).result
    except _NothingKept as nothing:
        found = nothing.found
    except CancelledImport:
        spent = time.perf_counter() - began
        return ImportResult(0, 0, 0, (), spent, name, cancelled=True)
    lines = list(answers)
    refused = [
        RowError(lines[place], "case", answers[lines[place]].case, why)
        for place, why in found.refused
    ]
    errors = tuple(sorted([*unread, *refused], key=lambda error: error.row))
    entered = () if errors and not keep_good else found.entered
    return ImportResult(
        len({answer.case for answer in entered}), len(entered), found.skipped, errors,
        time.perf_counter() - began, name, log=_facts(answers, unread, dates),
    )  # fmt: skip


def _facts(
    answers: dict[int, Answer], unread: Sequence[RowError], dates: DateSign
) -> LogFacts:  # fmt: skip
    lines, at = len(answers) + len(unread), [answer.answered_at for answer in answers.values()]
    return LogFacts(lines, lines, dates, min(at, default=None), max(at, default=None))


def _enter(
    work: Work, answers: Sequence[Answer], watch: _Watch, kept: bool, keep_good: bool
) -> Imported:
    found = import_answers(work, watch(answers, total=len(answers)))
    if not kept or (found.refused and not keep_good):
        raise _NothingKept(found)
    return found


def _watched(
    rows: Iterable[_Row], total: int | None, progress: Progress, cancelled: Callable[[], bool]
) -> Iterator[_Row]:
    """The rows, each as before; how far it is told now and then, and whether to go on is asked."""
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            if cancelled():
                raise CancelledImport
            progress(done, total)
        yield row


def _read(
    file: CsvLog, where: ZoneInfo, watch: _Watch
) -> tuple[dict[int, Answer], list[RowError], DateSign]:
    """The answers by their lines, the lines that are none, and how dates were read."""
    places = {name: file.header.index(name) for name in REQUIRED}
    comment = file.place(_COMMENT)
    order = DateOrder()
    for line, row in watch(file.rows(), total=None):
        if len(row) > places["answered_at"]:
            order.see([row[places["answered_at"]].strip()], line)
    dates = order.decide()
    local = instant_reader(dates.day_first, where)
    answers, errors = dict[int, Answer](), list[RowError]()
    for line, row in watch(file.rows(), total=None):
        if len(row) != len(file.header):
            said = f"It has {len(row)} values, the header {len(file.header)}."
            errors.append(RowError(line, "", "", said))
            continue
        told = {name: row[place].strip() for name, place in places.items()}
        try:
            at = _instant(told["answered_at"], local)
        except (ValueError, OverflowError):
            errors.append(RowError(line, "answered_at", told["answered_at"], "It is no time."))
            continue
        if told["score"] not in _SCORES:
            said = f"A score is a whole number from {LOWEST} to {HIGHEST}."
            errors.append(RowError(line, "score", told["score"], said))
            continue
        words = row[comment] if comment is not None else ""
        answers[line] = Answer(told["case"], _SCORES[told["score"]], words, at)
    return answers, errors, dates


def _instant(written: str, local: Callable[[str], int]) -> datetime:
    """A time with its own zone (2026-05-12T14:05:00Z), or one on the zone's wall clock."""
    try:
        at = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        return from_seconds(local(written))
    if at.tzinfo is None:
        return from_seconds(local(written.replace("T", " ")[:19]))
    return from_seconds(to_seconds(whole_second(at)))
