"""Factors are counted as rule 28 says, and as an independent SQL does."""

import json
import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from models.commands.access import change_access
from models.commands.import_cases import ImportedCase
from models.commands.people import add_person
from models.commands.postmortems import move_postmortem, save_postmortem
from models.database import Database
from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.periods import parse_period, quarter_of
from models.handbook.postmortems import IN_REVIEW
from models.handbook.systemic import quarter_number
from models.queries.factors import (
    Systemic,
    counts_by_factor,
    factor_breaches,
    factor_names,
    systemic_factors,
)
from models.queries.recurrence import recurrences
from tests.conftest import MovingClock
from tests.models.commands.breached import do, give_action, read, started
from tests.models.queries.pasts import put

BERLIN = ZoneInfo("Europe/Berlin")
DAY = 86_400


def past(number: int, opened_at: datetime, cause: str, late: bool = True) -> ImportedCase:
    """A P2 case of then, resolved after three days or after an hour."""
    at = to_seconds(opened_at)
    end = at + (3 * DAY if late else 3600)
    told = [
        (ev.OPENED, at, {"title": f"Case {number}", "priority": "P2", "category": "exports"}),
        (ev.CONTACT, at + 60, {"type": "reply"}),
        (ev.RESOLVED, end, {}),
        (ev.CLOSED, end, {"root_cause": cause, "workaround": "none", "prevention": "x"}),
    ]
    events = [Event(place, kind, when, when, data) for place, (kind, when, data) in enumerate(told)]
    return ImportedCase(str(number), events)


def systemic(database: Database, name: str) -> list[Systemic]:
    ask = partial(systemic_factors, period=parse_period(name), now=database.clock.now())
    return database.read(ask)


def test_three_breached_cases_of_a_quarter_and_two_quarters_running(
    database: Database, clock: MovingClock
) -> None:
    january, april = datetime(2026, 1, 20, 9, tzinfo=UTC), datetime(2026, 4, 20, 9, tzinfo=UTC)
    put(database, [
        *(past(number, january + timedelta(days=number), "A  limit") for number in (1, 2)),
        past(3, january, "a LIMIT"), past(4, january, "Twice"), past(5, april, "twice"),
        past(6, january, "In time", late=False), past(7, january, "In time", late=False),
        past(8, january, "In time", late=False), past(9, april, "Once"),
    ])  # fmt: skip
    found = systemic(database, "2026Q1")
    assert [(one.name, one.cases, one.before, one.often) for one in found] == [
        ("A limit", 3, 0, True)
    ]
    assert [(one.name, one.cases, one.before, one.often) for one in systemic(database, "2026Q2")
            ] == [("Twice", 1, 1, False)]  # fmt: skip
    assert len(found[0].case_ids) == 3


def test_a_case_counts_in_the_quarter_of_its_first_breach_in_the_teams_zone(
    database: Database, clock: MovingClock
) -> None:
    put(database, [past(1, datetime(2026, 3, 30, 22, 30, tzinfo=UTC), "Late")])
    [one] = database.read(partial(factor_breaches, begin=datetime(2026, 1, 1, tzinfo=UTC),
                                  end=clock.now(), as_of=clock.now()))  # fmt: skip
    assert one.quarter == quarter_number(parse_period("2026Q2"))  # 00:30 of 1 April in Berlin


def test_what_a_postmortem_names_is_a_factor_of_all_its_cases(
    database: Database, clock: MovingClock
) -> None:
    january = datetime(2026, 1, 20, 9, tzinfo=UTC)
    put(database, [past(number, january, f"Own {number}") for number in (1, 2, 3)])
    postmortem_id = started(database, 1, 2, 3)
    said = read(database, postmortem_id).said
    assert said.factors == ("Own 1", "Own 2", "Own 3")
    said = replace(said, factors=("Nobody  watched",))
    do(database, save_postmortem, postmortem_id, said, 1)
    assert systemic(database, "2026Q1") == []  # a draft says nothing yet
    assert read(database, postmortem_id).recurrence.factors[0].counts == (0, 0, 3, 0)
    do(database, give_action, postmortem_id)
    reviewer = do(database, add_person, "Cy", "agent")
    do(database, move_postmortem, postmortem_id, IN_REVIEW, reviewer)
    assert [one.name for one in systemic(database, "2026Q1")] == ["Nobody watched"]
    told = read(database, postmortem_id).recurrence
    assert [period.name for period in told.quarters] == ["2025Q3", "2025Q4", "2026Q1", "2026Q2"]
    [factor], [category] = told.factors, told.categories
    assert (factor.counts, factor.systemic) == ((0, 0, 3, 0), True)
    assert (category.name, category.counts) == ("exports", (0, 0, 3, 0))
    [name] = database.read(partial(factor_names, case_ids=[]))
    assert (name.name, name.cases) == ("Nobody watched", 3)


def test_a_factor_that_notes_name_is_of_their_cases_alone(
    database: Database, clock: MovingClock
) -> None:
    january = datetime(2026, 1, 20, 9, tzinfo=UTC)
    put(database, [past(number, january, f"Own {number}") for number in (1, 2, 3)])
    told = read(database, started(database, 1, 2, 3)).recurrence
    assert [(one.counts, one.systemic) for one in told.factors] == [((0, 0, 1, 0), False)] * 3


def test_long_ago_the_four_quarters_begin_with_its_own(
    database: Database, clock: MovingClock
) -> None:
    put(database, [past(1, datetime(2024, 8, 1, 9, tzinfo=UTC), "Old")])
    told = read(database, started(database, 1)).recurrence
    assert [period.name for period in told.quarters] == ["2024Q3", "2024Q4", "2025Q1", "2025Q2"]
    assert told.factors[0].counts == (1, 0, 0, 0)


def test_who_may_not_see_a_case_counts_without_it(database: Database, clock: MovingClock) -> None:
    january = datetime(2026, 1, 20, 9, tzinfo=UTC)
    put(database, [past(number, january, "A limit") for number in (1, 2, 3)])
    do(database, add_person, "Ana", "lead")
    database.person_id = do(database, add_person, "Ben", "agent")
    do(database, change_access, 3, [database.person_id])
    assert len(systemic(database, "2026Q1")) == 1
    database.person_id = do(database, add_person, "Cy", "agent")
    assert systemic(database, "2026Q1") == []


@pytest.mark.parametrize("seed", range(3))
def test_recurrence_is_what_an_independent_count_says(
    database: Database, clock: MovingClock, seed: int
) -> None:
    chance = random.Random(seed)
    names = ["A limit", "a  LIMIT", "Nobody watched", ""]
    begin = datetime(2025, 3, 1, tzinfo=UTC)
    put(database, [
        past(number, begin + timedelta(hours=chance.randrange(10_000)), chance.choice(names),
             chance.random() < 0.7)
        for number in range(60)
    ])  # fmt: skip
    with database.engine.connect() as connection:
        first: dict[int, int] = dict(connection.execute(text(
            "SELECT case_id, MIN(due_at) FROM clocks WHERE objective = 'SLA' AND"
            " verdict = 'breached' GROUP BY case_id"
        )).all())  # fmt: skip
        closing = connection.execute(text(
            "SELECT case_id, data FROM events WHERE kind = 'closed'"
        )).all()  # fmt: skip
    causes = {row[0]: row[1] for row in closing}
    wanted: dict[str, Counter[int]] = defaultdict(Counter)
    for case_id, at in first.items():
        data = causes[case_id]
        cause = str(data if isinstance(data, dict) else json.loads(data))
        name = "a limit" if "limit" in cause.casefold() else (
            "nobody watched" if "Nobody" in cause else "")  # fmt: skip
        if name:
            local = from_seconds(at).astimezone(BERLIN).date()
            wanted[name][quarter_number(quarter_of(local))] += 1
    ask = partial(factor_breaches, begin=datetime(2025, 1, 1, tzinfo=UTC), end=clock.now(),
                  as_of=clock.now())  # fmt: skip
    found = counts_by_factor(database.read(ask))
    assert {name: dict(counts) for name, counts in found.items()} == wanted
    told = database.read(partial(
        recurrences, factors=["A LIMIT"], case_ids=[1], breached_at={}, now=clock.now()
    ))  # fmt: skip
    shown = [wanted["a limit"][quarter_number(one)] for one in told.quarters]
    assert list(told.factors[0].counts) == shown


def test_a_note_that_is_not_for_the_reader_names_no_factor_of_other_cases(
    database: Database, clock: MovingClock
) -> None:
    january = datetime(2026, 1, 20, 9, tzinfo=UTC)
    put(database, [past(1, january, "Zzyzx key leaked"), *(
        past(number, january, "") for number in (2, 3, 4)
    ), past(5, january, "Qwxyz key leaked")])  # fmt: skip
    lead = do(database, add_person, "Ana", "lead")
    reviewer = do(database, add_person, "Cy", "agent")
    for cases in ((1, 2, 3, 4), (5,)):
        postmortem_id = started(database, *cases)
        do(database, give_action, postmortem_id)
        do(database, move_postmortem, postmortem_id, IN_REVIEW, lead)
    for case_id in (1, 5):
        do(database, change_access, case_id, [lead])
    ask = partial(factor_breaches, begin=datetime(2026, 1, 1, tzinfo=UTC), end=clock.now(),
                  as_of=clock.now())  # fmt: skip
    for person_id, wanted in ((lead, {1: "zzyzx", 5: "qwxyz"}), (reviewer, {})):
        database.person_id = person_id
        read_of = database.read(ask)
        found = {one.case_id: name[:5] for one in read_of for name in one.factors}
        assert found == wanted
    assert [one.name for one in database.read(factor_names)] == []
    assert "leaked" not in repr(systemic(database, "2026Q1"))
