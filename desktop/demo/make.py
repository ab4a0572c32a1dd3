"""Make the sample desk: every number in it follows from its events."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from desktop.demo.actions import write_actions
from desktop.demo.cast import Cast
from desktop.demo.dispute import Dispute, settle
from desktop.demo.history import past_stories, quarters
from desktop.demo.incident import Incident
from desktop.demo.intake_templates import write_intake_templates
from desktop.demo.knowledge import write_articles
from desktop.demo.minutes import write_minutes
from desktop.demo.postmortems import write_draft, write_postmortem
from desktop.demo.present import open_stories
from desktop.demo.proposal import leave_proposal, proposed
from desktop.demo.replaceable import MADE_BY, check_replaceable
from desktop.demo.replies import write_replies
from desktop.demo.roster import write_roster
from desktop.demo.script import Script, read_script, skill_rules
from desktop.demo.story import Story
from desktop.paths import sample_file
from models.commands.customer_contacts import add_contact
from models.commands.customers import add_contract, customer_named
from models.commands.people import add_person
from models.database import Database
from models.desk_time import StoppedClock, wall_time, whole_second
from models.entities import Case, DeskValue, Event
from models.entities.plain import plain
from models.handbook.contract_rules import Matter
from models.handbook.intake import REQUIRED
from models.handbook.zones import zone
from models.new_file import remove, with_its_own
from models.policies import Terms, load_policies
from models.queries.handbook import version_in_force
from models.queries.people import NEWCOMER
from models.schema import create_desk, open_checked
from models.work import Work

_FIRST = 1001


def demo_desk(
    folder: Path | None, seed: int, now: datetime | None, handbook: str, anew: bool = False
) -> Path:
    """The sample desk's file in a folder, made anew; a whole one replaces an older.

    A file that is no sample desk is never replaced, and one on which somebody entered something
    only `anew`. Beside it stands the handbook that the lead
    thinks about, which is the draft on the Handbook page too.
    """
    path = sample_file() if folder is None else folder / "desk.db"
    now = now or whole_second(wall_time())
    check_replaceable(path, anew)
    draft = path.with_name(f".desk.{os.getpid()}.db")
    try:
        make_demo(draft, seed=seed, now=now, handbook=handbook)
        for beside in with_its_own(path)[1:]:
            beside.unlink(missing_ok=True)
        draft.replace(path)
    finally:
        remove(draft)
    _propose(path, now)
    return path


def _propose(path: Path, now: datetime) -> None:
    database = Database(open_checked(path), StoppedClock(now))
    try:
        version = database.read(partial(version_in_force, now=now))
    finally:
        database.close()
    leave_proposal(path, proposed(version.source, read_script().proposal), version.number)


def make_demo(
    path: Path, *, seed: int, now: datetime, handbook: str, team_zone: str = "Europe/Berlin"
) -> None:
    """Create the desk and fill it in one write; the same seed and instant give the same desk."""
    now = whole_second(now)
    since = quarters(now, team_zone)[0].begin(zone(team_zone)) - timedelta(days=1)
    create_desk(
        path, title="Demo desk", zone=team_zone, handbook=handbook + skill_rules(), now=since
    )
    database = Database(open_checked(path), StoppedClock(now))
    try:
        told = database.write(partial(_fill, seed=seed, now=now), operation_id=f"{MADE_BY}{seed}")
        settle(database, *told.result)
        database.write(partial(write_draft, now=now), operation_id=f"{MADE_BY}draft-{seed}")
    finally:
        database.close()


def _fill(work: Work, seed: int, now: datetime) -> tuple[Dispute, str]:
    """Everything but what follows from it, credits and a draft; the disputed case, and its key."""
    cast = _cast(work, Random(seed), read_script())
    dispute = Dispute(cast, now)
    past, present = list(past_stories(cast, now)), list(open_stories(cast, now))
    incident = Incident(cast, present[0])
    stories = [*past, *present, *incident.hit, dispute.story]
    told = list(enumerate(sorted(stories, key=lambda story: story.opened_at), start=1))
    incident.tell(partial(_key_of, told))
    _write(work, told)
    write_articles(work, cast, now)
    write_replies(work)
    write_intake_templates(work)
    write_roster(work, cast, now)
    write_postmortem(work, cast, told, now)
    write_actions(work, cast, now)
    write_minutes(work, cast, now)
    work.session.add(DeskValue(name=NEWCOMER, value=str(cast.lead)))
    return dispute, _key_of(told, dispute.story)


def _cast(work: Work, random: Random, script: Script) -> Cast:
    """The people, customers and contracts, put on the desk."""
    people = {
        person.name: add_person(work, person.name, person.role, person.skills, person.shifts)
        for person in script.people
    }
    customers = {one.name: customer_named(work, one.name) for one in script.companies}
    for one in script.companies:
        add_contact(work, customers[one.name], {"name": one.contact, "email": one.address})
    contracts = {
        one.customer: add_contract(work, customers[one.customer], one.name, dict(one.terms))
        for one in script.agreements
    }
    terms = {one.customer: Terms(one.name, one.terms) for one in script.agreements}
    policies = load_policies(work.session)
    promised = {
        name: policies.under(terms.get(name), Matter(name))[policies.newest.number]
        for name in ("", *customers)
    }
    return Cast(random, script, people, customers, contracts, promised)


def _write(work: Work, told: Sequence[tuple[int, Story]]) -> None:
    """Cases and events by the batch; `refresh` fills in the rest."""
    cases: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for case_id, story in told:
        key = _key(case_id)
        cases.append(_blank(case_id, key, story.opened_at))
        for event in story.log():
            row = event._replace(id=len(events) + 1, data=_numbered(event.data, key))
            events.append({"case_id": case_id, "operation_id": work.operation_id, **row._asdict()})
        work.touched.add(case_id)
    work.session.flush()
    work.session.connection().execute(plain(Case).insert(), cases)
    work.session.connection().execute(plain(Event).insert(), events)
    work.session.add(DeskValue(name="next_case", value=str(_FIRST + len(told))))


def _key_of(told: Sequence[tuple[int, Story]], wanted: Story) -> str:
    return next(_key(number) for number, story in told if story is wanted)


def _key(case_id: int) -> str:
    return f"CS-{_FIRST - 1 + case_id}"


def _numbered(data: Any, key: str) -> dict[str, Any]:
    """The event's data; what was said of the case's number, which nobody knew yet, is filled in."""
    text = data.get("text")
    return dict(data) if text is None else {**data, "text": text.replace("{key}", key)}


def _blank(case_id: int, key: str, opened_at: int) -> dict[str, Any]:
    return {
        "id": case_id, "key": key, "version": 1, "policy_number": 1, "title": "", "priority": "P2",
        "provisional": True, "status": "new", "waiting_for": "", "fields": {},
        "missing": " ".join(REQUIRED), "search_text": "", "opened_at": opened_at,
        "times_reopened": 0, "is_open": True, "sort_at": opened_at,
    }  # fmt: skip
