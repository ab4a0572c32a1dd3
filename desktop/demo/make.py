"""Make the sample desk: every number in it follows from its events."""

import os
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from desktop.demo.history import Cast, past_stories, quarter_starts
from desktop.demo.log import Story
from desktop.demo.present import open_stories
from desktop.demo.words import ARTICLES, CONTRACTS, CUSTOMERS, POSTMORTEM, TEAM
from desktop.paths import sample_file
from models.commands.customers import add_contract, customer_named
from models.commands.people import add_person
from models.database import Database
from models.desk_time import StoppedClock, wall_time, whole_second
from models.engine import open_engine
from models.entities import Article, Case, DeskValue, Event, Postmortem
from models.entities.plain import plain
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.handbook.zones import zone
from models.new_file import remove, with_its_own
from models.policies import load_policies
from models.queries.people import NEWCOMER
from models.revisions import revision_of
from models.schema import as_url, create_desk, open_checked
from models.sqlite_file import check_existing
from models.work import Work

_FIRST = 1001


def demo_desk(folder: Path | None, seed: int, now: datetime | None, handbook: str) -> Path:
    """The sample desk's file in a folder, made anew; a whole one replaces an older.

    A file that is no sample desk is never replaced.
    """
    path = sample_file() if folder is None else folder / "desk.db"
    _check_replaceable(path)
    draft = path.with_name(f".desk.{os.getpid()}.db")
    try:
        make_demo(draft, seed=seed, now=now or whole_second(wall_time()), handbook=handbook)
        for beside in with_its_own(path)[1:]:
            beside.unlink(missing_ok=True)
        draft.replace(path)
    finally:
        remove(draft)
    return path


def _check_replaceable(path: Path) -> None:
    if not path.exists():
        return
    check_existing(path)
    engine = open_engine(as_url(path))
    try:
        with engine.connect() as connection:
            newcomer = select(DeskValue.value).where(DeskValue.name == NEWCOMER)
            if revision_of(connection) and connection.scalar(newcomer) is not None:
                return
    finally:
        engine.dispose()
    raise KnownError(
        "Not a sample desk", f"{path} is a desk of somebody's own, and stays as it is.",
        "Choose another folder for the sample.",
    )  # fmt: skip


def make_demo(
    path: Path, *, seed: int, now: datetime, handbook: str, team_zone: str = "Europe/Berlin"
) -> None:
    """Create the desk and fill it in one write; the same seed and instant give the same desk."""
    local = whole_second(now).astimezone(zone(team_zone))
    since = quarter_starts(local, 9)[0] - timedelta(days=1)
    create_desk(path, title="Demo desk", zone=team_zone, handbook=handbook, now=since)
    database = Database(open_checked(path), StoppedClock(now))
    try:
        database.write(partial(_fill, seed=seed, now=local), operation_id=f"demo-{seed}")
    finally:
        database.close()


def _fill(work: Work, seed: int, now: datetime) -> None:
    random = Random(seed)
    cast = _cast(work)
    stories = [*past_stories(random, cast, now), *open_stories(random, cast, now)]
    stories.sort(key=lambda story: story.opened_at)
    _write(work, stories)
    _know(work, now)
    work.session.add(DeskValue(name=NEWCOMER, value=str(cast.people[0])))


def _cast(work: Work) -> Cast:
    people = tuple(add_person(work, name, role, s, h) for name, role, s, h in TEAM)
    customers = {name: customer_named(work, name) for name in CUSTOMERS}
    contracts = {
        customers[name]: add_contract(work, customers[name], title, terms)
        for name, title, terms in CONTRACTS
    }
    team = load_policies(work.session).newest.team
    return Cast(people, tuple(customers.values()), contracts, team)


def _write(work: Work, stories: list[Story]) -> None:
    """Cases and events by the batch; `refresh` fills in the rest."""
    cases: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for number, story in enumerate(stories):
        case_id = number + 1
        cases.append(_blank(case_id, f"CS-{_FIRST + number}", to_seconds(story.opened_at)))
        events += [
            {"case_id": case_id, "operation_id": work.operation_id, **event._asdict(),
             "id": len(events) + position + 1}
            for position, event in enumerate(story.events)
        ]  # fmt: skip
        work.touched.add(case_id)
    work.session.flush()
    work.session.connection().execute(plain(Case).insert(), cases)
    work.session.connection().execute(plain(Event).insert(), events)
    work.session.add(DeskValue(name="next_case", value=str(_FIRST + len(stories))))


def _blank(case_id: int, key: str, opened_at: int) -> dict[str, Any]:
    return {
        "id": case_id, "key": key, "version": 1, "policy_number": 1, "title": "", "priority": "P2",
        "provisional": True, "status": "new", "waiting_for": "", "fields": {}, "missing": "",
        "search_text": "", "opened_at": opened_at, "times_reopened": 0, "is_open": True,
        "sort_at": opened_at,
    }  # fmt: skip


def _know(work: Work, now: datetime) -> None:
    for key, kind, title, body in ARTICLES:
        work.session.add(
            Article(key=key, kind=kind, title=title, body=body, status="published", changed_at=now)
        )
    title, body = POSTMORTEM
    work.session.add(
        Postmortem(title=title, status="reviewed", body=body, case_ids=[], written_at=now)
    )
