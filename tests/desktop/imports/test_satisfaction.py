"""Customers' scores from a file: all or none, bad lines named, times in the zone that was said."""

import csv
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from desktop.imports.load import ImportResult
from desktop.imports.satisfaction import holds_scores, import_satisfaction
from models.commands.closing import resolve
from models.database import Database
from models.errors import KnownError
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened
from tests.naughty import SHORT

HEAD = "case,score,comment,answered_at\n"


@pytest.fixture
def file(tmp_path: Path, database: Database, clock: MovingClock) -> Path:
    """Beside a desk with two cases that were resolved, and a third that was not."""
    first, second, _ = (opened(database) for _ in range(3))
    database.write(partial(resolve, case_ids=[first, second]))
    clock.instant += timedelta(days=1)
    return tmp_path / "scores.csv"


def brought(database: Database, file: Path, lines: str, **given: bool | str) -> ImportResult:
    file.write_text(HEAD + lines, "utf-8")
    zone = str(given.pop("zone", "")) or None
    return import_satisfaction(database, file, zone=zone, **given)  # type: ignore[arg-type]


def scores(database: Database, case_id: int) -> list[tuple[int, str, datetime]]:
    return [
        (event.data["score"], event.data["comment"], event.occurred_at)
        for event in detail(database, case_id).timeline if event.kind == "surveyed"
    ]  # fmt: skip


def test_each_line_becomes_an_event(database: Database, file: Path) -> None:
    lines = 'CS-1001,5,"Fast, thank you",2026-05-12 16:00\nCS-1002,2,,2026-05-12T15:00:00Z\n'
    result = brought(database, file, lines)
    assert (result.cases, result.events, result.skipped, result.errors) == (2, 2, 0, ())
    assert scores(database, 1) == [(5, "Fast, thank you", datetime(2026, 5, 12, 14, tzinfo=UTC))]
    assert scores(database, 2) == [(2, "", datetime(2026, 5, 12, 15, tzinfo=UTC))]
    again = brought(database, file, lines)
    assert (again.cases, again.events, again.skipped) == (0, 0, 2)
    assert database.read(differences) == []


def test_times_are_of_the_zone_that_was_said(database: Database, file: Path) -> None:
    brought(database, file, "CS-1001,5,,12/05/2026 17:00\n", zone="UTC")
    assert scores(database, 1)[0][2] == datetime(2026, 5, 12, 17, tzinfo=UTC)


BAD = (
    "CS-1001,6,,2026-05-12 16:00\nCS-1001,4,,yesterday\nCS-1001,4\nCS-9,4,,2026-05-12 16:00\n"
    "CS-1003,4,,2026-05-12 16:00\nCS-1002,4,,2036-05-12 16:00\nCS-1002,3,ok,2026-05-12 16:00\n"
)


@pytest.mark.parametrize("keep_good", [False, True])
def test_every_bad_line_is_named_and_keeps_the_others_out_unless_told(
    database: Database, file: Path, keep_good: bool
) -> None:
    result = brought(database, file, BAD, keep_good=keep_good)
    assert [(error.row, error.column, error.reason) for error in result.errors] == [
        (2, "score", "A score is a whole number from 1 to 5."),
        (3, "answered_at", "It is no time."),
        (4, "", "It has 2 values, the header 4."),
        (5, "case", "There is no case “CS-9”."),
        (6, "case", "CS-1003 was never resolved: there is nothing to score yet."),
        (7, "case", "This time has not come yet."),
    ]
    kept = [(3, "ok", datetime(2026, 5, 12, 14, tzinfo=UTC))] if keep_good else []
    assert scores(database, 2) == kept
    assert (result.events, result.skipped) == (len(kept), 0)


def test_a_dry_run_says_what_would_be_and_writes_nothing(database: Database, file: Path) -> None:
    result = brought(database, file, "CS-1001,5,,2026-05-12 16:00\n", dry_run=True)
    assert (result.cases, result.events, scores(database, 1)) == (1, 1, [])


def test_a_file_without_the_columns_is_refused(database: Database, file: Path) -> None:
    file.write_text("case,rating\nCS-1001,5\n", "utf-8")
    with pytest.raises(KnownError, match="has no column “score”, “answered_at”"):
        import_satisfaction(database, file, zone=None)


def test_naughty_comments_come_in_to_the_letter(database: Database, file: Path) -> None:
    """As a program writes them to CSV; a line break of Windows stays one."""
    first = datetime(2026, 5, 12, 16, tzinfo=UTC)
    with file.open("w", encoding="utf-8", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(HEAD.strip().split(","))
        for number, text in enumerate(SHORT):
            at = first + timedelta(seconds=number)
            rows.writerow(["CS-1001", 4, text, at.isoformat()])
    result = import_satisfaction(database, file, zone=None)
    assert result.errors == ()
    assert [comment for _, comment, _ in scores(database, 1)] == [text.strip() for text in SHORT]


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_beyond_every_calendar_is_a_refused_line(
    database: Database, file: Path, written: str
) -> None:
    result = brought(database, file, f"CS-1001,4,,{written}\n")
    assert [error.row for error in result.errors] == [2]


@pytest.mark.parametrize("said", ["a\0b"])
def test_a_comment_that_no_desk_keeps_is_a_refused_line(
    database: Database, file: Path, said: str
) -> None:
    lines = f"CS-1001,4,{said},2026-05-12 16:00\nCS-1002,4,fine,2026-05-12 16:00\n"
    result = brought(database, file, lines, keep_good=True)
    assert [error.row for error in result.errors] == [2]
    assert len(scores(database, 2)) == 1


def test_it_is_known_by_its_header(database: Database, file: Path) -> None:
    brought(database, file, "CS-1001,5,,2026-05-12 16:00\n", dry_run=True)
    assert holds_scores(file)
    file.write_text("number,incident_state,sys_updated_at\nINC1,New,1/1/2016 10:00\n", "utf-8")
    assert not holds_scores(file)
    file.write_bytes(b"\xff\xfe\x00 no text")
    assert not holds_scores(file)
    assert not holds_scores(file.with_name("nowhere.csv"))


@pytest.mark.parametrize("total", [None, 120])
def test_a_stopped_import_of_scores_keeps_nothing(
    total: int | None, database: Database, file: Path
) -> None:
    lines = "".join(f"CS-1001,5,,2026-05-12 16:{n // 60:02}:{n % 60:02}\n" for n in range(120))
    file.write_text(HEAD + lines, "utf-8")
    seen: list[tuple[int, int | None]] = []
    result = import_satisfaction(
        database, file, zone=None, progress=lambda *step: seen.append(step),
        cancelled=lambda: bool(seen) and seen[-1] == (50, total),
    )  # fmt: skip
    assert (result.cancelled, result.events, result.errors) == (True, 0, ())
    assert seen[-1] == (50, total)
    assert scores(database, 1) == []
    assert database.read(differences) == []
