"""The ServiceNow log read into a desk: its facts, its bad rows, and nothing read ahead."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.imports.columns import CsvLog, DateOrder, instant_reader
from desktop.imports.log_facts import DateSign
from desktop.imports.servicenow import import_servicenow
from desktop.imports.servicenow_rows import REQUIRED, RowReader
from desktop.imports.servicenow_story import Update, events_of
from models.commands.cases import NewCase, open_case
from models.database import Database
from models.entities import Case, Clock, Customer, Event, Operation, Person
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.refresh import refresh
from tests.desktop.imports.logs import BERLIN, COLUMNS, ROW, SAMPLE, needs_sample, write_log


def told(database: Database, key: str = "INC1") -> list[tuple[str, datetime, datetime]]:
    """(kind, occurred, recorded) of a case's events, as local times without zone."""

    def read(session: Session) -> list[tuple[str, datetime, datetime]]:
        rows = session.execute(
            select(Event.kind, Event.occurred_at, Event.recorded_at)
            .join(Case, Case.id == Event.case_id).where(Case.key == key).order_by(Event.id)
        )  # fmt: skip
        return [(kind, naive(occurred), naive(recorded)) for kind, occurred, recorded in rows]

    return database.read(read)


def naive(instant: datetime) -> datetime:
    return instant.astimezone(BERLIN).replace(tzinfo=None)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2016, month, day, hour, minute)  # noqa: DTZ001


def count(database: Database, entity: Any) -> int:
    counted = select(func.count()).select_from(entity)
    return database.read(lambda session: session.scalar(counted) or 0)


def p90(values: list[float]) -> float:
    return quantiles(values, n=10, method="inclusive")[-1]


@needs_sample
def test_the_facts_come_out_again(database: Database) -> None:
    facts = json.loads(SAMPLE.with_suffix(".facts.json").read_text("utf-8"))
    result = import_servicenow(database, SAMPLE, zone="Europe/Berlin")
    assert (result.cases, result.skipped, result.errors) == (facts["incidents"], 0, ())
    assert result.events == count(database, Event)

    with Session(database.engine) as session:
        cases = session.scalars(select(Case)).all()
        events = session.scalars(select(Event).order_by(Event.id)).all()
        people = {person.id: person.name for person in session.scalars(select(Person))}
        assert session.scalar(select(func.count(Customer.id))) == 1425
        assert set(session.scalars(select(Clock.verdict).where(Clock.commitment != "resolution")))
    of_case: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        of_case[event.case_id].append(event)
    kinds = Counter(event.kind for event in events)

    assert Counter(case.status for case in cases) == {"closed": 2000}
    assert Counter(case.priority for case in cases) == {
        f"P{name[0]}": n for name, n in facts["incidents_by_final_priority"].items()
    }
    first = Counter(e.data["priority"] for e in events if e.kind == "opened")
    assert first == {f"P{name[0]}": n for name, n in facts["incidents_by_first_priority"].items()}
    changed = {event.case_id for event in events if event.kind == "priority_changed"}
    assert len(changed) == facts["incidents_whose_priority_changes"]
    assert kinds["reopened"] == facts["reopened"]["sum_final_reopen_count"]
    reopens = Counter(str(case.times_reopened) for case in cases)
    assert reopens == facts["reopened"]["final_reopen_count_histogram"]
    groups = Counter(case.group_name for case in cases)
    assert groups.pop(None) == facts["incidents_final_group_missing"]
    assert [groups[name] for name, _ in facts["incidents_per_final_group_top10"]] == [
        n for _, n in facts["incidents_per_final_group_top10"]
    ]
    assignees = Counter(people.get(case.assignee_id or 0) for case in cases)
    assert assignees.pop(None) == facts["incidents_final_assignee_missing"]
    assert len(people) == facts["assignees_distinct_excluding_missing"]
    for name, number in facts["incidents_per_final_assignee_top10"]:
        assert assignees[name] == number
    _check_hours(cases, facts)


def _check_hours(cases: Iterable[Case], facts: Any) -> None:
    """Opening to resolution and to closing, by wall clock, where the log says when."""
    with SAMPLE.open(encoding="utf-8", newline="") as stream:
        lacking = {row["number"] for row in csv.DictReader(stream) if row["resolved_at"] == "?"}
    hours: dict[str, list[float]] = defaultdict(list)
    closed: list[float] = []
    for case in cases:
        assert case.resolved_at is not None
        assert case.closed_at is not None
        opened = naive(case.opened_at)
        closed.append((naive(case.closed_at) - opened).total_seconds() / 3600)
        if case.source_key not in lacking:
            spent = (naive(case.resolved_at) - opened).total_seconds() / 3600
            hours[case.priority].append(spent)
    for name, wanted in facts["opened_to_resolved_hours_by_final_priority"].items():
        found = hours[f"P{name[0]}"]
        assert len(found) == wanted["n"]
        assert median(found) == pytest.approx(wanted["median_h"], abs=1e-4)
        assert p90(found) == pytest.approx(wanted["p90_h"], abs=1e-4)
    assert median(closed) == pytest.approx(
        facts["opened_to_closed_hours_all"]["median_h"], abs=1e-4
    )


@needs_sample
@pytest.mark.on_a_file
def test_twice_changes_nothing_and_a_dry_run_writes_nothing(database: Database) -> None:
    dry = import_servicenow(database, SAMPLE, zone=None, dry_run=True)
    assert (count(database, Case), count(database, Operation)) == (0, 0)
    first = import_servicenow(database, SAMPLE, zone=None)
    assert (dry.cases, dry.events, dry.zone) == (first.cases, first.events, "Europe/Berlin")
    before = [count(database, entity) for entity in (Case, Event, Clock, Person, Customer)]
    second = import_servicenow(database, SAMPLE, zone=None)
    assert (second.cases, second.events, second.skipped) == (0, 0, 2000)
    assert before == [count(database, entity) for entity in (Case, Event, Clock, Person, Customer)]


def test_what_is_cached_is_what_refresh_would_write(database: Database, tmp_path: Path) -> None:
    path = write_log(
        tmp_path / "log.csv",
        {"assigned_to": "Resolver 1"},
        {"incident_state": "Awaiting User Info", "sys_updated_at": "1/3/2016 9:00"},
        {"caller_id": "Caller 2", "priority": "2 - High", "sys_updated_at": "1/3/2016 10:00"},
    )
    import_servicenow(database, path, zone=None)

    def rows(session: Session) -> list[Any]:
        found = [*session.scalars(select(Case)), *session.scalars(select(Clock))]
        return [
            {c.key: getattr(row, c.key) for c in row.__table__.columns if c.key != "version"}
            for row in found
        ]

    before = database.read(rows)
    database.write(lambda work: refresh(work.session, [1], to_seconds(work.now)))
    assert database.read(rows) == before
    assert before[0]["missing"] == "environment steps"
    assert before[0]["search_text"] == "inc1 category 9 caller 2"


def test_the_desk_goes_on_numbering_after_an_import(database: Database, tmp_path: Path) -> None:
    import_servicenow(database, write_log(tmp_path / "log.csv", {}), zone=None)
    new = NewCase("Typed in", customer="Somebody else", incomplete=True)
    assert database.write(lambda work: open_case(work, new)).result == 2
    other = write_log(tmp_path / "other.csv", {"number": "INC2"}, {"number": "CS-1001"})
    assert import_servicenow(database, other, zone=None).cases == 2
    with Session(database.engine) as session:
        keys = set(session.scalars(select(Case.key)))
    assert keys == {"INC1", "INC2", "CS-1001", "servicenow:CS-1001"}


def test_a_case_is_told_row_by_row(database: Database, tmp_path: Path) -> None:
    path = write_log(
        tmp_path / "log.csv",
        {"assigned_to": "Resolver 1"},
        {"incident_state": "Awaiting Vendor", "sys_updated_at": "1/3/2016 9:00"},
        {"incident_state": "Active", "sys_updated_at": "1/3/2016 9:30", "assigned_to": "?"},
        {"incident_state": "Resolved", "sys_updated_at": "1/3/2016 10:00"},
        {
            "incident_state": "Active", "sys_updated_at": "1/3/2016 11:00", "reopen_count": "1",
            "priority": "1 - Critical",
        },
        {"incident_state": "Resolved", "sys_updated_at": "1/3/2016 12:05"},
        {"incident_state": "Closed", "sys_updated_at": "6/3/2016 11:00"},
    )  # fmt: skip
    import_servicenow(database, path, zone=None)
    assert told(database) == [
        ("opened", at(29, 8, 12, month=2), at(1, 8, 17)),
        ("assigned", at(1, 8, 17), at(1, 8, 17)),
        ("paused", at(1, 9), at(1, 9)),
        ("unassigned", at(1, 9, 30), at(1, 9, 30)),
        ("resumed", at(1, 9, 30), at(1, 9, 30)),
        ("resolved", at(1, 10), at(1, 10)),
        ("reopened", at(1, 11), at(1, 11)),
        ("priority_changed", at(1, 11), at(1, 11)),
        ("resolved", at(1, 12), at(1, 12, 5)),
        ("closed", at(6, 11), at(6, 11)),
    ]


def test_a_column_of_languages_is_read_by_name_or_code(database: Database, tmp_path: Path) -> None:
    columns = (*COLUMNS[:-1], "u_language")  # in the place of the group
    path = write_log(
        tmp_path / "log.csv",
        {"assignment_group": "German"},
        {"assignment_group": "de-AT", "sys_updated_at": "1/3/2016 9:00"},
        {"assignment_group": "?", "sys_updated_at": "1/3/2016 9:30"},
        {"assignment_group": "French", "sys_updated_at": "1/3/2016 9:40"},
        columns=columns,
    )
    import_servicenow(database, path, zone=None)
    read = select(Event.data["language"].as_string()).order_by(Event.id)
    assert database.read(lambda session: session.scalars(read).all()) == ["de", None, "fr"]
    path = write_log(tmp_path / "bad.csv", {"assignment_group": "Klingon"}, columns=columns)
    (refused,) = import_servicenow(database, path, zone=None).errors
    assert (refused.column, refused.value) == ("u_language", "Klingon")


def test_closed_without_a_resolved_row_is_resolved_then_closed(
    database: Database, tmp_path: Path
) -> None:
    path = write_log(
        tmp_path / "log.csv", {}, {"incident_state": "Closed", "sys_updated_at": "7/3/2016 0:00"}
    )
    import_servicenow(database, path, zone=None)
    assert told(database)[1:] == [
        ("resolved", at(1, 12), at(7, 0)),
        ("closed", at(6, 11), at(7, 0)),
    ]


def test_rows_of_a_case_need_not_stand_together(database: Database, tmp_path: Path) -> None:
    path = write_log(
        tmp_path / "log.csv",
        {"sys_mod_count": "1", "incident_state": "Active", "sys_updated_at": "2/3/2016 9:00"},
        {"number": "INC2"},
        {"number": "INC1", "sys_mod_count": "0", "incident_state": "New"},
    )
    assert import_servicenow(database, path, zone=None).cases == 2
    assert [kind for kind, _, _ in told(database)] == ["opened", "status_changed"]


def test_a_bad_row_is_named_and_nothing_is_kept(database: Database, tmp_path: Path) -> None:
    path = write_log(
        tmp_path / "log.csv",
        {},
        {"number": "INC2", "incident_state": "Sleeping", "sys_updated_at": "yesterday"},
    )
    result = import_servicenow(database, path, zone=None)
    assert [(e.row, e.column, e.value) for e in result.errors] == [
        (3, "incident_state", "Sleeping"),
        (3, "sys_updated_at", "yesterday"),
    ]
    assert (result.cases, result.events, count(database, Case)) == (0, 0, 0)
    kept = import_servicenow(database, path, zone=None, keep_good=True)
    assert (kept.cases, len(kept.errors), count(database, Case)) == (1, 2, 1)
    assert set(kept.to_json()) == {"cases", "events", "skipped", "errors", "seconds", "zone"}
    assert set(kept.to_json()["errors"][0]) == {"row", "column", "value", "reason"}


@pytest.mark.parametrize("tail", ["INC2,New\n", ROW["number"] + ",\0" + "," * 13 + "\n"])
def test_a_row_cut_short_or_with_nul_is_refused(
    database: Database, tmp_path: Path, tail: str
) -> None:
    path = write_log(tmp_path / "log.csv", {})
    with path.open("a", encoding="utf-8") as stream:
        stream.write(tail)
    result = import_servicenow(database, path, zone=None)
    assert [error.row for error in result.errors] == [3]
    assert count(database, Case) == 0


def _mixed(path: Path) -> None:
    write_log(path, {}, {"sys_updated_at": "3/25/2016 9:00"})


def _twice(path: Path) -> None:
    write_log(path, {}, columns=(*COLUMNS[:-1], "number"))


def _latin(path: Path) -> None:
    path.write_bytes(write_log(path, {"category": "Störung"}).read_text("utf-8").encode("latin-1"))


def _other(path: Path) -> None:
    path.write_text("name,age\nA,3\n", "utf-8")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _binary(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(range(256)))


def _absent(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize("make", [_mixed, _twice, _latin, _other, _empty, _binary, _absent])
def test_a_bad_file_is_refused_whole(
    database: Database, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "log.csv"
    make(path)
    with pytest.raises(KnownError):
        import_servicenow(database, path, zone=None, keep_good=True)
    assert count(database, Case) == 0


def test_a_stopped_import_keeps_nothing(database: Database, tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.csv", *({"number": f"INC{n}"} for n in range(1200)))
    seen: list[tuple[int, int | None]] = []
    result = import_servicenow(
        database, path, zone=None, progress=lambda *step: seen.append(step),
        cancelled=lambda: bool(seen) and seen[-1] == (500, 1200),
    )  # fmt: skip
    assert (result.cancelled, result.cases, count(database, Case)) == (True, 0, 0)
    assert (500, 1200) in seen


def test_the_zone_given_is_the_zone_read(database: Database, tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.csv", {})
    assert import_servicenow(database, path, zone="America/New_York").zone == "America/New_York"
    with Session(database.engine) as session:
        opened = session.scalar(select(Case.opened_at))
    assert opened == datetime(2016, 2, 29, 13, 12, tzinfo=UTC)
    with pytest.raises(KnownError):
        import_servicenow(database, path, zone="Mars/Olympus")


def test_the_column_tells_the_order_of_its_dates() -> None:
    order = DateOrder()
    for line, value in enumerate(["9/3/2016 7:05", "03/25/2016 7:05", "?", "31/31/2016"], 2):
        order.see([value], line)
    assert order.decide() == DateSign(False, 3, "03/25/2016")
    assert DateOrder().decide() == DateSign(True)
    read = instant_reader(True, BERLIN)
    assert read("9/3/2016 7:05") == read("2016-03-09 07:05:00")
    for wrong in ("29/13/2016 7:05", "9/3/16 7:05", "9/3/2016", "", "9/3/2016 24:00"):
        with pytest.raises(ValueError, match=r"."):
            read(wrong)


@needs_sample
def test_nothing_is_read_ahead() -> None:
    """A log cut after any row tells the same events as the whole log told by that row."""
    log = CsvLog(SAMPLE, REQUIRED)
    reader = RowReader(log.header, instant_reader(True, BERLIN))
    updates: dict[str, list[Update]] = defaultdict(list)
    for line, row in log.rows():
        update = reader.read(line, row, [])
        assert update is not None
        updates[update.number].append(update)
    for rows in updates.values():
        rows.sort(key=lambda update: update.order)
        whole = events_of(rows)
        for cut in range(1, len(rows)):
            early = events_of(rows[:cut])
            assert early == whole[: len(early)]
            assert all(event.recorded_at <= rows[cut - 1].updated_at for event in early[-1:])
            assert all(event.recorded_at >= rows[cut - 1].updated_at for event in whole[
                len(early):]) or rows[0].number == "INC0000134"  # fmt: skip
