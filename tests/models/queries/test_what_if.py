"""The desks of a board read from a desk, and what a move does there (rules 20, 23 and 31)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import numpy as np
import pytest

from models.commands.cases import NewCase, assign, pause
from models.commands.people import leave_team
from models.commands.standing import set_status
from models.database import Database
from models.handbook.policy import RESOLUTION
from models.handbook.work_curves import spread_curve
from models.handbook.work_times import CaseKind, WorkTimes
from models.queries.what_if import WhatIf, load_what_if
from models.queries.work_times import WorkNow
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.benches import joined, published

URGENT = replace(WHOLE, priority="P1")


def read(database: Database, person_id: int | None = None) -> WhatIf:
    query = partial(load_what_if, now=database.clock.now(), person_id=person_id)
    return database.read(query)


def given(database: Database, person_id: int | None, new: NewCase = WHOLE) -> int:
    case_id = opened(database, new)
    if person_id is not None:
        database.write(partial(assign, case_ids=[case_id], person_id=person_id))
    return case_id


@pytest.fixture
def desk(database: Database) -> Database:
    """Nothing is assigned by itself, and no skill is asked for."""
    published(database, more="", automatic=False)
    return database


def test_a_move_is_told_from_the_desk_as_it_stands(desk: Database) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    first = [given(desk, ben, URGENT) for _ in range(4)]
    case_id = given(desk, None, URGENT)
    what_if = read(desk)
    desks = what_if.desks
    assert [desks.holder(one) for one in (*first, case_id)] == [ben] * 4 + [None]
    assert {due.commitment for due in desks.backlog.deadlines} == {
        "first_response", "next_update", "resolution",
    }  # fmt: skip
    update = [due for due in desks.backlog.deadlines if due.commitment == "next_update"]
    assert {(due.objective, due.binds) for due in update} == {("SLO", True)}
    assert len(desks.backlog.seconds[0]) == 1_000
    words = [str(one) for one in what_if.words([case_id], ana)]
    key = desks.cases[desks.place[case_id]].job.key
    assert words[0] == f"saves 1: {key}"
    assert words[-1].startswith("expected breaches 3.0 → ")
    at_bens, at_anas = (what_if.effect([case_id], one).expected[1] for one in (ben, ana))
    assert at_bens > at_anas
    assert what_if.effect([case_id], None).moved == ()


def test_the_same_desk_gives_the_same_answer(desk: Database) -> None:
    ana = joined(desk, "Ana")
    case_id = given(desk, None, URGENT)
    one, other = read(desk), read(desk)
    assert one.effect([case_id], ana) == other.effect([case_id], ana)
    given(desk, None)  # another case draws no other futures for this one
    assert read(desk).effect([case_id], ana).expected == one.effect([case_id], ana).expected


def test_what_was_learnt_of_how_long_work_takes_counts(
    desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    case_id = given(desk, ana)
    plain = read(desk).desks
    slow = WorkTimes(
        curves={(RESOLUTION, "P2", ""): spread_curve(9_000, 0.0)}, paces={(RESOLUTION, ben): 2.0}
    )
    kinds = {(RESOLUTION, case_id): CaseKind(case_id, "P2", agent_id=ben, spent=3_000)}
    monkeypatch.setattr(
        "models.queries.what_if.load_work_times", lambda *_: WorkNow(slow, kinds)
    )  # fmt: skip
    desks = read(desk).desks
    assert [desks.takes[0, desks.row[one]] for one in (ana, ben)] == [1, 2]
    assert set(plain.takes[0]) == {1}
    rest = next(at for at, due in enumerate(desks.backlog.deadlines) if due[0] == RESOLUTION)
    answer = next(at for at, due in enumerate(desks.backlog.deadlines) if due[0] != RESOLUTION)
    whole = sum(desks.backlog.seconds[desks.backlog.piece_of[at]] for at in (answer, rest))
    assert abs(np.median(whole) - 6_000) <= 1  # of 9,000 it has had 3,000, whoever has it


def test_a_case_that_waits_and_one_past_its_clock(desk: Database, clock: MovingClock) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    waits, over = given(desk, ben), given(desk, ben, URGENT)
    desk.write(partial(pause, case_ids=[waits], status="waiting_customer", waiting_for="Kim"))
    clock.instant += timedelta(hours=6)
    what_if = read(desk)
    cases = {case.job.case_id: case for case in what_if.desks.cases}
    assert {due.commitment for due in cases[waits].deadlines} == {"first_response"}
    assert cases[waits].job.weight == 1
    assert all(due.at < what_if.desks.now for due in cases[over].deadlines)
    told = what_if.effect([over], ana)
    assert (told.delayed, told.saved, told.expected) == ((), (), (0, 0))


def test_whoever_just_went_off_and_whoever_left(desk: Database) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    case_id = given(desk, ana, URGENT)
    desk.write(partial(set_status, person_id=ben, status="off"))
    words = [str(one) for one in read(desk).words([case_id], ben)]
    assert "Ben is off" in words
    desk.write(partial(leave_team, person_id=ben))
    told = read(desk).effect([case_id], ben)
    assert (told.to, told.known, told.moved) == (None, False, ())


def test_what_was_learnt_counts_for_an_hour_and_for_whoever_it_was_learnt_for(
    desk: Database, clock: MovingClock
) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    given(desk, ana)
    first = read(desk, ana)

    def again(person_id: int) -> WhatIf:
        return desk.read(partial(
            load_what_if, now=clock.now(), person_id=person_id, before=first
        ))  # fmt: skip

    clock.instant += timedelta(minutes=59)
    assert again(ana).work is first.work
    assert again(ana).desks.now == first.desks.now + 59 * 60
    assert again(ben).work is not first.work
    clock.instant += timedelta(minutes=1)
    assert again(ana).work is not first.work


def test_whoever_may_not_see_a_case_does_not_learn_of_it(desk: Database) -> None:
    joined(desk, "Dina", role="lead")
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    secret = given(desk, ben, replace(URGENT, title="Zzyzx", security="yes", named="Ben"))
    case_id = given(desk, None)
    desk.person_id = ana
    told = read(desk, ana)
    assert [case.job.case_id for case in told.desks.cases] == [case_id]
    assert told.effect([secret], ana).moved == ()
    assert told.effect([case_id], ben).load == (0, 3)
    words = [str(one) for one in told.words([case_id], ben)]
    assert not any("expected" in line for line in words)
    desk.person_id = ben
    whole = read(desk, ben)
    assert whole.effect([case_id], ben).load == (4, 7)
    assert "Ana is not among those who see this case" in map(str, whole.words([secret], ana))


def test_an_empty_desk_and_an_empty_team(database: Database) -> None:
    what_if = read(database)
    assert what_if.effect([1], None).moved == ()
    case_id = opened(database)
    assert read(database).effect([case_id], 7).moved == ()
    assert read(database).desks.late.tolist() == [1.0] * len(read(database).desks.late)
