"""A rebalance read from a desk, accepted line by line and taken back (rule 23)."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.assignment import assign_as_proposed, choices_of, take_back_assignment
from models.commands.cases import assign
from models.commands.standing import set_capacity
from models.database import Database
from models.queries.assignment import Proposal
from models.queries.rebalance import load_rebalance
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
