"""The forecast of a desk, on both databases."""

from functools import partial
from pathlib import Path

import pytest

from models.commands.cases import NewCase, assign, open_case
from models.commands.standing import set_capacity
from models.database import Database
from models.desk_copy import copy_desk
from models.entities import Person
from models.handbook.arrivals import Came
from models.handbook.past_clocks import Worked, worked
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.handbook.work_times import LEARNT, PastWork
from models.policies import load_policies
from models.queries.assignment import proposal
from models.queries.calibration import calibration, times_of
from models.queries.forecast import arrivals_at, forecast_now, load_desk, told_of
from models.queries.past_clocks import load_hours, past_clocks
from models.queries.rebalance import load_rebalance
from models.schema import open_checked
from models.work import Work
from tests.conftest import NOW
from tests.models.queries.benches import joined, published
from tests.models.queries.pasts import put, story


def test_an_empty_desk(database: Database) -> None:
    found = database.read(partial(forecast_now, now=NOW))
    assert (found.cases, found.learnt_from) == ((), 0)
    assert found.within(72).high == 0
    assert database.read(partial(calibration, now=NOW)).trust == "unknown"


def test_the_likeliest_first_and_what_is_late_is_certain(database: Database) -> None:
    done = [story(number, 8, 300 - number) for number in range(40)]
    put(database, [*done, story(90, None, 30), story(91, None, 23), story(92, None, 1)])
    found = database.read(partial(forecast_now, now=NOW))
    assert [one.key for one in found.cases] == ["90", "91", "92"]
    late, near, new = found.cases
    assert (late.late, late.chance) == (True, 1)
    assert (near.late, new.late) == (False, False)
    assert 1 > near.chance > new.chance > 0
    assert found.chances == {one.case_id: one.chance for one in found.cases}
    assert found.within(24).mean >= near.chance * 0.99
    assert found.within(24, "P1").mean < found.within(24).mean
    assert found == database.read(partial(forecast_now, now=NOW))


def test_shifts_and_skills_are_the_teams(database: Database) -> None:
    published(database, automatic=False)
    joined(database, "Ana", skills={"exports": 3})
    joined(database, "Ben")
    chen = joined(database, "Chen")
    database.write(partial(set_capacity, person_id=chen, capacity=0))
    new = NewCase("Exports stall", priority="P2", incomplete=True)
    database.write(partial(open_case, new=new))
    desk, _ = database.read(partial(load_desk, now=NOW))
    (case,) = desk.cases
    able = [one for one in desk.team.givable if one.able(case.needs)]
    assert len(able) == 1
    assert len(desk.team.givable) == 2
    assert set(desk.team.hours.people) == {1, 2, 3}


def test_what_somebody_had_who_left_is_for_the_others(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it asks for what it needs, however many such cases are looked at at once."""
    published(database, automatic=False)
    joined(database, "Ana", skills={"exports": 3})
    ben = joined(database, "Ben")
    new = NewCase("Exports stall", priority="P2", incomplete=True)
    cases = [database.write(partial(open_case, new=new)).result for _ in range(3)]
    database.write(partial(assign, case_ids=cases, person_id=ben))

    def leave(work: Work) -> None:
        work.session.get_one(Person, ben).active = False

    database.write(leave)
    monkeypatch.setattr("models.queries.forecast._AT_ONCE", 2)
    desk, _ = database.read(partial(load_desk, now=NOW))
    assert [(case.agent_id, len(case.needs)) for case in desk.cases] == [(None, 1)] * 3


def test_an_hours_rush_is_not_taken_for_every_hour(database: Database) -> None:
    policy = database.read(load_policies).newest
    at = int(NOW.timestamp())
    rush = [Came(at - 60 * minute, "P3") for minute in range(1, 31)]
    assert arrivals_at(rush, at, policy).expected(at, 24).sum() < 2 * len(rush)


def test_only_what_the_history_tells_of_is_forecast() -> None:
    """An imported log may tell of no contacts, and so of no first response."""
    resolved = PastWork(RESOLUTION, "P2", "", None, 3_600)
    waits = PastWork(FIRST_RESPONSE, "P2", "", None, 3_600, ended=False)
    assert told_of(Worked([resolved, waits], {})) == (RESOLUTION,)
    assert told_of(Worked([waits], {})) == told_of(Worked([], {})) == LEARNT


@pytest.mark.parametrize(
    ("holds", "times"), [(0, 12), (1, 12), (500, 12), (1_000, 6), (100_000, 1)]
)
def test_of_a_very_full_desk_fewer_forecasts_are_made_again(holds: int, times: int) -> None:
    assert times_of(holds) == times


@pytest.mark.parametrize("open_ones", [0, 3])
def test_past_forecasts_are_compared_with_what_came(database: Database, open_ones: int) -> None:
    """Each fourth case took two days, the others eight hours; the SLA of a P2 is a day."""
    cases = [
        story(number, 48 if number % 4 == 0 else 8, 1_900 - 6 * number, f"Agent {number % 3}")
        for number in range(300)
    ]
    cases += [story(900 + number, None, 10) for number in range(open_ones)]
    put(database, cases)
    found = database.read(partial(calibration, now=NOW))
    assert found.count > 20
    assert found.breached > 10
    assert found.brier < found.usual
    assert 0 < found.off < 0.5


def test_a_verdict_that_was_learnt_late_is_not_known_before(database: Database) -> None:
    """What was recorded afterwards teaches no earlier forecast, and the case counts as open."""
    late = story(1, 8, 400)
    events = [one._replace(recorded_at=one.recorded_at + 390 * 3600) if one.kind == "resolved"
              else one for one in late.events]  # fmt: skip
    put(database, [type(late)(late.source_key, events)])
    clocks = database.read(partial(past_clocks, now=NOW, recorded=True))
    hours = database.read(partial(load_hours, now=NOW))
    at = int(NOW.timestamp())
    before, after = (worked(clocks, hours, at - back * 3600) for back in (300, 1))
    assert [one.ended for one in before.past if one.commitment == RESOLUTION] == [False]
    assert [one.ended for one in after.past if one.commitment == RESOLUTION] == [True]


def test_a_file_and_a_server_forecast_alike(database: Database, tmp_path: Path) -> None:
    """And plan alike: names in one order, rows in one order, the same draws."""
    published(database, automatic=False)
    for name in ("Émile", "Zoe", "anna", "Bo", "Ana"):
        joined(database, name, skills={"exports": 3})
    put(database, [
        *(story(at, 8 + at % 5, 300 - at, f"Agent {at % 3}") for at in range(40)),
        *(story(90 + at, None, 20 - at, "") for at in range(4)),
    ])  # fmt: skip
    copy_desk(database.engine, tmp_path / "copy.db")
    copy = Database(open_checked(str(tmp_path / "copy.db")), database.clock)
    for query in (
        partial(forecast_now, now=NOW), partial(calibration, now=NOW),
        partial(proposal, now=NOW, asker_id=None), partial(load_rebalance, now=NOW, asker_id=None),
    ):  # fmt: skip
        assert database.read(query) == copy.read(query)
    copy.close()
