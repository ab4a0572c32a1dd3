"""Desks of many cases for benchmarks and tests: rows straight into the tables, or from logs."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from models.commands.import_cases import CaseWriter, ImportedCase
from models.database import Database
from models.desk_time import StoppedClock
from models.entities import Case, Customer, Person
from models.entities.plain import plain
from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.policies import load_calendars
from models.schema import create_desk, open_checked
from models.work import Work

HANDBOOK = Path(__file__).parents[2] / "resources" / "handbook.toml"
NOW = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)
_CHUNK = 20_000
_HALF_YEAR = 183 * 86_400
_AGENTS, _CUSTOMERS = 8, 40
_SUBJECTS = ("Export stalls", "Login loop", "Wrong currency", "Webhook late", "Stale avatars")


def desk_with(path: Path, cases: int) -> Path:
    """A new desk file with so many open cases, one due every four seconds from NOW on."""
    create_desk(
        path, title="Bench", zone="Europe/Berlin", handbook=HANDBOOK.read_text("utf-8"),
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    engine = open_checked(path)
    fill(engine, cases)
    engine.dispose()
    return path


def fill(engine: Engine, cases: int) -> None:
    """Put so many open cases on a new desk, with the people and customers they name."""
    from sqlalchemy.orm import Session

    with Session(engine) as session:
        calendar = next(iter(load_calendars(session)))
    with engine.begin() as connection:
        people = [
            {"id": i, "name": f"Agent {i}", "role": "agent", "active": True, "skills": [],
             "shifts": [], "version": 1}
            for i in range(1, _AGENTS + 1)
        ]  # fmt: skip
        customers = [{"id": i, "name": f"Customer {i}", "version": 1}
                     for i in range(1, _CUSTOMERS + 1)]  # fmt: skip
        connection.execute(insert(plain(Person)), people)
        connection.execute(insert(plain(Customer)), customers)
        for first in range(0, cases, _CHUNK):
            numbers = range(first, min(first + _CHUNK, cases))
            connection.execute(insert(plain(Case)), list(_rows(numbers, calendar)))


def _rows(numbers: range, calendar: str) -> Iterator[dict[str, Any]]:
    now = to_seconds(NOW)
    for number in numbers:
        title = f"{_SUBJECTS[number % 5]} {number}"
        due = now + 4 * number
        assignee = number % (_AGENTS + 1) or None
        yield {
            "id": number + 1, "key": f"CS-{number + 1}", "version": 1, "policy_number": 1,
            "title": title, "customer_id": number % _CUSTOMERS + 1,
            "priority": f"P{number % 4 + 1}", "provisional": False, "status": "in_progress",
            "waiting_for": "", "assignee_id": assignee, "fields": {}, "missing": "",
            "search_text": f"cs-{number + 1} {title.casefold()} customer {number % _CUSTOMERS + 1}",
            "opened_at": now - 3600, "times_reopened": 0, "is_open": True, "sort_at": due,
            "next_commitment": "resolution", "next_cycle": 1, "next_objective": "SLA",
            "next_calendar": calendar, "next_target_seconds": 28_800, "next_due_at": due,
            "next_warn_at": due - 7_200,
        }  # fmt: skip


def living_desk(path: Path, cases: int) -> Path:
    """A new desk file with so many open cases that have a log: opened, most answered, some waiting.

    They were opened in the hour before NOW; priorities take turns.
    """
    return _told_desk(path, cases, _story)


def settled_desk(path: Path, cases: int) -> Path:
    """A new desk file with so many cases opened evenly over the half-year before NOW.

    All were answered and most resolved, a tenth of them late; forty groups take turns.
    """
    return _told_desk(path, cases, partial(_settled, every=_HALF_YEAR // cases))


def _told_desk(path: Path, cases: int, story: Callable[[int], list[Event]]) -> Path:
    create_desk(
        path, title="Bench", zone="Europe/Berlin", handbook=HANDBOOK.read_text("utf-8"),
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    database = Database(open_checked(path), StoppedClock(NOW))
    stories = [ImportedCase(f"{number}", story(number)) for number in range(cases)]

    def write(work: Work) -> None:
        writer = CaseWriter(work, "bench")
        for first in range(0, cases, _CHUNK):
            writer.write(stories[first : first + _CHUNK])

    database.write(write)
    database.close()
    return path


def _story(number: int) -> list[Event]:
    at = to_seconds(NOW) - 3600 + number % 3600
    told: list[tuple[str, int, dict[str, Any]]] = [
        (ev.OPENED, at, {"title": f"Case {number}", "priority": f"P{number % 4 + 1}"})
    ]
    if number % 8:
        told.append((ev.CONTACT, at + 240, {"type": "reply"}))
    if number % 5 == 0:
        told.append((ev.PAUSED, at + 300, {"status": "waiting_customer", "waiting_for": "them"}))
    return [
        Event(place, kind, min(when, to_seconds(NOW)), to_seconds(NOW), data)
        for place, (kind, when, data) in enumerate(told)
    ]


def _settled(number: int, every: int) -> list[Event]:
    opened = to_seconds(NOW) - _HALF_YEAR + number * every
    facts = {"title": f"{_SUBJECTS[number % 5]} {number}", "priority": f"P{number % 4 + 1}",
             "group": f"Group {number * number % 40}"}  # fmt: skip
    took = 3600 if number % 10 else 40 * 86_400
    told: list[tuple[str, int, dict[str, Any]]] = [
        (ev.OPENED, opened, facts), (ev.CONTACT, opened + 300, {"type": "reply"}),
        (ev.RESOLVED, opened + took, {}),
    ]  # fmt: skip
    return [
        Event(place, kind, when, when, data)
        for place, (kind, when, data) in enumerate(told)
        if when <= to_seconds(NOW)
    ]
