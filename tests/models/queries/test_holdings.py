"""What each holds, and when they last got a case, is what cases and log say one by one."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.cases import assign, pause
from models.commands.people import add_person
from models.database import Database
from models.entities import Case, Event, Person
from models.handbook import events as ev
from models.handbook.assignment import LONG_IDLE
from models.handbook.assignment_terms import AssignmentTerms
from models.handbook.instants import to_seconds
from models.handbook.intake import WAITING
from models.handbook.policy import PRIORITIES
from models.queries.holdings import Holding, load_holdings
from models.work import Work
from tests.conftest import NOW
from tests.models.commands.desk import WHOLE, opened

TERMS: Final = AssignmentTerms(load={"P1": 7, "P2": 5, "P3": 2}, waiting=3)
TEAM: Final = 4


def slowly(session: Session, but_for: list[int]) -> dict[int, Holding]:
    active = session.scalars(select(Person).where(Person.active)).all()
    found = {}
    for one in active:
        held = session.scalars(
            select(Case).where(Case.is_open, Case.assignee_id == one.id, Case.id.not_in(but_for))
        ).all()
        load = sum(TERMS.weight(case.priority, case.status in WAITING) for case in held)
        found[one.id] = Holding(load, len(held), _got_at(session, one.id))
    return found


def _got_at(session: Session, person: int) -> int | None:
    lately = session.scalars(
        select(Event).where(Event.recorded_at.between(NOW - timedelta(seconds=LONG_IDLE), NOW))
    ).all()
    gone = {one.data["event_id"] for one in lately if one.kind == ev.RETRACTED}
    got = [
        to_seconds(one.occurred_at) for one in lately
        if one.kind == ev.ASSIGNED and one.data["person_id"] == person and one.id not in gone
    ]  # fmt: skip
    return max(got, default=None)


def give(work: Work, random: Random, case_ids: list[int]) -> None:
    """Cases given at some time of the day, noted then or later, and some of it taken back."""
    for case_id in case_ids:
        recorded = NOW - timedelta(minutes=random.randrange(720))
        late = timedelta(minutes=random.choice((0, 0, random.randrange(600))))
        who = {"person_id": random.randrange(1, TEAM + 1)}
        work.record(case_id, ev.ASSIGNED, who, recorded - late, recorded)
    such = select(Event.id, Event.case_id).where(Event.kind == ev.ASSIGNED)
    for event_id, case_id in work.session.execute(such).all():
        if random.random() < 0.3:
            work.record(case_id, ev.RETRACTED, {"event_id": event_id})


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_cases_and_log_say(database: Database, seed: int) -> None:
    random = Random(seed)
    for number in range(TEAM):
        database.write(partial(add_person, name=f"Agent {number}"))
    priorities = [random.choice(PRIORITIES) for _ in range(10)]
    cases = [opened(database, replace(WHOLE, priority=one)) for one in priorities]
    database.write(partial(give, random=random, case_ids=cases))
    waiting = random.sample(cases, 3)
    wait = partial(pause, case_ids=waiting, status=WAITING[0], waiting_for="them")
    database.write(wait)
    for but_for in ([], random.sample(cases, 4)):
        told = database.read(partial(load_holdings, terms=TERMS, now=NOW, but_for=but_for))
        assert dict(told) == database.read(partial(slowly, but_for=but_for))


def test_nothing_is_told_of_who_has_left(database: Database) -> None:
    ada, ben = (database.write(partial(add_person, name=name)).result for name in ("Ada", "Ben"))
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ben))

    def leave(work: Work) -> None:
        work.session.get_one(Person, ben).active = False

    database.write(leave)
    told = database.read(lambda session: load_holdings(session, TERMS, NOW, ()))
    assert dict(told) == {ada: Holding()}
    assert told[ben] == Holding()
