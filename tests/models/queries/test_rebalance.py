"""A rebalance read from a desk, accepted line by line and taken back (rule 23)."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.assignment import assign_as_proposed, choices_of, take_back_assignment
from models.commands.cases import assign
from models.commands.standing import set_capacity
from models.database import Database
from models.errors import KnownError
from models.handbook.desks import AHEAD
from models.handbook.rebalance import STEPS
from models.handbook.what_if import effect
from models.queries.assignment import Proposal
from models.queries.bench import load_bench
from models.queries.rebalance import load_rebalance
from models.queries.what_if import load_desks
from models.queries.work_times import load_work_times
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.queries.benches import joined, published

URGENT = replace(WHOLE, priority="P1")


def read(database: Database, person_id: int | None = None) -> Proposal:
    return database.read(
        partial(load_rebalance, now=database.clock.now(), asker_id=person_id)
    )  # fmt: skip


@pytest.fixture
def desk(database: Database) -> Database:
    """Ben has five urgent cases, Ana none."""
    published(database, more="", automatic=False)
    ben = joined(database, "Ben")
    joined(database, "Ana")
    cases = [opened(database, URGENT) for _ in range(5)]
    database.write(partial(assign, case_ids=cases, person_id=ben))
    return database


def test_some_of_a_full_desk_goes_to_an_empty_one_and_comes_back(desk: Database) -> None:
    found = read(desk)
    assert {row.taker.name for row in found.rows if row.taker} == {"Ana"}
    assert 1 <= len(found.rows) <= 4
    (said,) = map(str, found.said)
    assert said.startswith("With all of it, expected breaches ")
    assert said.endswith(", of commitments: a case has several")
    row = found.rows[0]
    reasons = [str(one) for one in row.reasons]
    assert reasons[0] == "from Ben"
    assert any(one.startswith("expected breaches") for one in reasons)
    assert row.rejected == ()  # Ben has it
    choices = choices_of(found.rows[:1])
    assert desk.write(partial(assign_as_proposed, choices=choices)).result == 1
    assert detail(desk, row.case_id).row.assignee == "Ana"
    assert desk.write(take_back_assignment).result == [row.case_id]
    assert detail(desk, row.case_id).row.assignee == "Ben"


def test_a_log_keeps_words_and_no_other_cases_number(desk: Database) -> None:
    for row in read(desk).rows:
        assert row.taker is not None
        kept = [str(one) for one in row.taker.kept]
        assert kept[0] == "handed on from Ben, so that fewer deadlines are missed"
        assert not any("CS-" in one or "expected" in one for one in kept)


def test_an_agent_reads_words_and_the_lead_figures(desk: Database) -> None:
    dina = joined(desk, "Dina", role="lead")
    eve = joined(desk, "Eve")
    for asker, reads in ((dina, True), (eve, False)):
        found = read(desk, asker)
        assert found.rows
        assert bool(found.said) == reads
        lines = [str(reason) for row in found.rows for reason in row.reasons]
        assert any(one.startswith("expected") for one in lines) == reads
        assert all((row.taker.score is not None) == reads for row in found.rows if row.taker)


def test_why_not_the_others_is_told(desk: Database) -> None:
    joined(desk, "Eve", shifts={"mon": [("09:00", "10:00")]})
    row = read(desk).rows[0]
    assert [(one.name, one.could) for one in row.rejected] == [("Eve", False)]
    assert str(row.rejected[0].reasons[0]).startswith("is not on shift until Mon")


def test_every_reason_against_another_is_true(desk: Database) -> None:
    """Worked out again, move by move."""
    for name, capacity in (("Eve", 4), ("Finn", 20), ("Gus", 8)):
        person = joined(desk, name)
        desk.write(partial(set_capacity, person_id=person, capacity=capacity))
    found, now = read(desk), desk.clock.now()
    desks = desk.read(lambda session: load_desks(
        session, load_bench(session, now, (), ahead=AHEAD), load_work_times(session, now), now
    ))  # fmt: skip
    after = desks
    for row in found.rows:
        assert row.taker is not None
        place = desks.row[row.taker.id]
        after = after.given(after.to_move([row.case_id], place), place)
    seen = set()
    for row in found.rows:
        assert row.taker is not None
        mine = effect(desks, [row.case_id], row.taker.id)
        for other in (one for one in row.rejected if one.could):
            (said,) = other.reasons
            theirs = effect(desks, [row.case_id], other.id)
            on = effect(after, [row.case_id], other.id)
            seen.add(said.key)
            told = [one.expected[1] - one.expected[0] for one in (theirs, mine)]
            assert {
                "fewer breaches": told[0] > told[1] and theirs.gain < mine.gain,
                "with {name} i": theirs.gain < mine.gain,
                "has no room le": on.overloads,
                "would do better": theirs.gain > mine.gain and on.gain < 0,
                "would do as wel": theirs.gain == pytest.approx(mine.gain),
                "might do better": on.gain > 0,
            }[next(key for key in _BEGINNINGS if said.key.startswith(key))], str(said)
    assert seen


_BEGINNINGS = (
    "fewer breaches", "with {name} i", "has no room le", "would do better", "would do as wel",
    "might do better",
)  # fmt: skip


def test_it_tells_how_far_it_is_and_stops_where_it_is_told_to(desk: Database) -> None:
    told: list[tuple[int, int | None]] = []
    query = partial(load_rebalance, now=desk.clock.now(), asker_id=None)
    desk.read(partial(query, told=lambda *at: told.append(at)))
    steps = [done for done, _ in told]
    assert steps == sorted(steps)
    assert {total for _, total in told} == {STEPS + 2}
    assert (steps[0], steps[-1]) == (0, STEPS + 1)

    def stop(done: int, _: int | None) -> None:
        if done > 1:
            raise KnownError("Stopped", "Nobody waits any more.")

    with pytest.raises(KnownError, match="Nobody waits"):
        desk.read(partial(query, told=stop))


def test_nothing_is_proposed_where_all_is_well_or_nobody_is_there(database: Database) -> None:
    published(database, more="", automatic=False)
    assert read(database).rows == ()
    opened(database)
    assert read(database).rows == ()
    ana = joined(database, "Ana")
    database.write(partial(set_capacity, person_id=ana, capacity=0))
    assert read(database).rows == ()


def test_whoever_may_not_see_a_case_gets_no_line_of_it(desk: Database) -> None:
    joined(desk, "Dina", role="lead")
    eve = joined(desk, "Eve")
    secret = opened(desk, replace(URGENT, title="Zzyzx", security="yes", named="Ben"))
    desk.person_id = eve
    found = read(desk, eve)
    assert secret not in [row.case_id for row in found.rows]
    assert "Zzyzx" not in repr(found)
