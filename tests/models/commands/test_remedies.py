"""Credits: calculated from SLA verdicts alone, then step by step, each with name and time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from models.commands.by_hand import override_deadline
from models.commands.cases import open_case
from models.commands.closing import resolve
from models.commands.customers import add_contract, customer_named
from models.commands.people import add_person
from models.commands.remedies import (
    approve_remedy,
    calculate_quarter,
    calculate_remedies,
    dispute_remedy,
    pay_remedy,
)
from models.database import Database
from models.errors import KnownError
from models.handbook.periods import parse_period
from models.queries.quarter_credits import credit_line_words, quarter_credits
from models.queries.remedies import RemedyRow, remedies
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE
from tests.naughty import REFUSED, SHORT

MAY = parse_period("2026-05")
JUNE = datetime(2026, 6, 2, 9, tzinfo=UTC)
TABLES: dict[str, object] = {
    "unit": "EUR", "cap": 300, "P2": {"resolution": {"over": [["0 min", 100], ["5 h", 250]]}},
}  # fmt: skip
TERMS: dict[str, object] = {"remedies": TABLES}


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> Database:
    """Ana leads. Contoso has a contract with tables, Fabrikam has none; one breach each."""
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    database.write(partial(add_person, name="Ben"))
    database.person_id = ana
    database.write(lambda work: add_contract(work, customer_named(work, "Contoso"), "Gold", TERMS))
    cases = [
        database.write(partial(open_case, new=replace(WHOLE, customer=name))).result
        for name in ("Contoso", "Fabrikam")
    ]
    quick = database.write(partial(open_case, new=WHOLE)).result
    clock.instant += timedelta(hours=20)
    database.write(partial(resolve, case_ids=[quick]))
    clock.instant += timedelta(hours=6)
    database.write(partial(resolve, case_ids=cases))
    clock.instant = JUNE
    return database


def calculate(database: Database) -> int:
    return database.write(partial(calculate_remedies, period=MAY)).result


def listed(database: Database) -> list[RemedyRow]:
    return database.read(partial(remedies, me=database.person_id))


def test_a_credit_is_calculated_from_sla_verdicts_and_no_others(desk: Database) -> None:
    """20 hours are over the SLO of 18 and within the SLA of 24: they cost nothing."""
    assert listed(desk) == []
    assert calculate(desk) == 1
    [row] = listed(desk)
    assert (row.contract, row.customer, row.period, row.state) == (
        "Gold", "Contoso", "2026-05", "calculated",
    )  # fmt: skip
    assert (row.unit, row.amount, row.cap) == ("EUR", 10_000, 30_000)
    assert row.lines == (
        {"priority": "P2", "commitment": "resolution", "credit": 100.0, "case": "CS-1001",
         "cycle": 1, "over_seconds": 7_200, "beyond_seconds": 0},
    )  # fmt: skip
    assert "SLO" not in str(row.to_json())
    assert [(step.kind, step.by, step.at) for step in row.steps] == [("calculated", "Ana", JUNE)]


def test_calculated_again_nothing_changes_until_the_verdicts_do(
    desk: Database, clock: MovingClock
) -> None:
    assert [calculate(desk), calculate(desk)] == [1, 0]
    clock.instant += timedelta(hours=1)
    later = datetime(2026, 5, 20, tzinfo=UTC)
    desk.write(partial(override_deadline, case_id=1, commitment="resolution", due_at=later,
                       reason="Agreed by phone"))  # fmt: skip
    assert calculate(desk) == 1
    [row] = listed(desk)
    assert (row.amount, row.lines, [step.amount for step in row.steps]) == (0, (), [10_000, 0])


def test_a_quarter_s_months_are_calculated_as_far_as_they_are_over(
    desk: Database, clock: MovingClock
) -> None:
    quarter = parse_period("2026Q2")
    assert desk.write(partial(calculate_quarter, quarter=quarter)).result == 1
    assert [row.period for row in listed(desk)] == ["2026-05"]
    found = desk.read(
        partial(quarter_credits, me=desk.person_id, quarter=quarter, now=clock.instant)
    )
    assert found is not None
    assert [period.name for period in found.over] == ["2026-04", "2026-05"]
    assert found.has_tables
    assert [str(credit_line_words(line, "EUR")) for line in found.rows[0].lines] == [
        "CS-1001, P2 resolution, over by 2 h: 100 EUR"
    ]
    share = {"priority": "P1", "commitment": "resolution", "credit": 7.5, "met": 8, "decided": 10}
    assert str(credit_line_words(share, "EUR")) == "P1 resolution, 8 of 10 met: 7.5 EUR"
    with pytest.raises(KnownError, match="No month of it is over"):
        desk.write(partial(calculate_quarter, quarter=parse_period("2026Q3")))


def test_a_quarter_s_credits_are_not_for_an_agent(desk: Database) -> None:
    quarter = parse_period("2026Q2")
    ben = desk.write(partial(add_person, name="Cleo")).result
    assert desk.read(partial(quarter_credits, me=ben, quarter=quarter, now=JUNE)) is None
    desk.person_id = ben
    with pytest.raises(KnownError, match="the lead's"):
        desk.write(partial(calculate_quarter, quarter=quarter))


def test_each_step_has_a_name_and_a_time(desk: Database, clock: MovingClock) -> None:
    calculate(desk)
    [row] = listed(desk)
    for take in (approve_remedy, pay_remedy):
        clock.instant += timedelta(hours=1)
        [row] = listed(desk)
        desk.write(partial(take, remedy_id=row.id, seen=row.last_step, note="As agreed"))
    clock.instant += timedelta(hours=1)
    desk.write(partial(dispute_remedy, remedy_id=row.id, seen=3, reason="It was two cases"))
    [row] = listed(desk)
    assert row.state == "disputed"
    assert [(s.kind, s.by, s.note, (s.at - JUNE) // timedelta(hours=1)) for s in row.steps] == [
        ("calculated", "Ana", "", 0), ("approved", "Ana", "As agreed", 1),
        ("paid", "Ana", "As agreed", 2), ("disputed", "Ana", "It was two cases", 3),
    ]  # fmt: skip
    desk.write(partial(approve_remedy, remedy_id=row.id, seen=4))
    assert listed(desk)[0].state == "approved"


def test_what_is_said_of_a_step_comes_back_or_is_refused(desk: Database) -> None:
    calculate(desk)
    (row,) = listed(desk)
    for number, text in enumerate(SHORT, row.last_step):
        step = (
            partial(dispute_remedy, reason=text)
            if number % 2
            else partial(approve_remedy, note=text)
        )
        desk.write(partial(step, remedy_id=row.id, seen=number))
    (now,) = listed(desk)
    assert [step.note for step in now.steps[1:]] == [text.strip() for text in SHORT]
    for text in REFUSED.values():
        with pytest.raises(KnownError) as error:
            desk.write(partial(approve_remedy, remedy_id=row.id, seen=now.last_step, note=text))
        assert 0 < len(error.value.sentence) < 300
    assert listed(desk) == [now]


def test_what_is_approved_stays_whatever_is_calculated_later(desk: Database) -> None:
    calculate(desk)
    [row] = listed(desk)
    desk.write(partial(approve_remedy, remedy_id=row.id, seen=row.last_step))
    later = datetime(2026, 5, 20, tzinfo=UTC)
    desk.write(partial(override_deadline, case_id=1, commitment="resolution", due_at=later,
                       reason="Agreed by phone"))  # fmt: skip
    assert calculate(desk) == 0
    assert listed(desk)[0].amount == 10_000
    desk.write(partial(dispute_remedy, remedy_id=row.id, seen=2, reason="The deadline was another"))
    assert calculate(desk) == 1
    assert (listed(desk)[0].state, listed(desk)[0].amount) == ("calculated", 0)


def test_nobody_approves_an_amount_that_was_not_looked_at(desk: Database) -> None:
    """Shown 100, calculated anew to 250 by another lead: the step is refused."""
    calculate(desk)
    [shown] = listed(desk)
    earlier = datetime(2026, 5, 12, 13, tzinfo=UTC)
    desk.write(partial(override_deadline, case_id=1, commitment="resolution", due_at=earlier,
                       reason="Agreed by phone"))  # fmt: skip
    calculate(desk)
    approve = partial(approve_remedy, remedy_id=shown.id)
    with pytest.raises(KnownError, match="250 EUR"):
        desk.write(partial(approve, seen=shown.last_step))
    [row] = listed(desk)
    assert (shown.amount, row.amount, row.state) == (10_000, 25_000, "calculated")
    desk.write(partial(approve, seen=row.last_step))
    assert [step.number for step in listed(desk)[0].steps] == [1, 2, 3]


def test_contracts_of_one_name_and_customer_give_one_credit_under_one_cap(
    desk: Database, clock: MovingClock
) -> None:
    """Renewed as Gold, with a cap of 150: both breaches, of 100 each, are in it."""
    renewed: dict[str, object] = {"remedies": TABLES | {"cap": 150}}
    contract_id = desk.write(
        lambda work: add_contract(work, customer_named(work, "Contoso"), "Gold", renewed)
    ).result
    clock.instant = datetime(2026, 5, 20, 9, tzinfo=UTC)
    under = replace(WHOLE, customer="Contoso", contract_id=contract_id)
    case_id = desk.write(partial(open_case, new=under)).result
    clock.instant += timedelta(hours=26)
    desk.write(partial(resolve, case_ids=[case_id]))
    clock.instant = JUNE
    assert calculate(desk) == 1
    [row] = listed(desk)
    assert (row.amount, row.cap) == (15_000, 15_000)
    assert [line["case"] for line in row.lines] == ["CS-1001", "CS-1004"]


def _steps(row: RemedyRow) -> dict[str, Callable[[Work], None]]:
    return {
        "pay": partial(pay_remedy, remedy_id=row.id, seen=row.last_step),
        "approve": partial(approve_remedy, remedy_id=row.id, seen=row.last_step),
        "dispute without a reason": partial(dispute_remedy, remedy_id=row.id, seen=1, reason="  "),
        "another credit": partial(approve_remedy, remedy_id=row.id + 70, seen=1),
    }


def test_steps_out_of_order_are_refused(desk: Database) -> None:
    calculate(desk)
    [row] = listed(desk)
    steps = _steps(row)
    with pytest.raises(KnownError, match="only what is approved can be paid"):
        desk.write(steps["pay"])
    for name in ("dispute without a reason", "another credit"):
        with pytest.raises(KnownError):
            desk.write(steps[name])
    desk.write(steps["approve"])
    with pytest.raises(KnownError, match="is approved"):
        desk.write(partial(approve_remedy, remedy_id=row.id, seen=2))
    assert len(listed(desk)[0].steps) == 2


def test_it_is_the_leads_alone(desk: Database) -> None:
    calculate(desk)
    [row] = listed(desk)
    desk.person_id = 2
    for refused in (lambda: listed(desk), lambda: calculate(desk)):
        with pytest.raises(KnownError, match="lead's"):
            refused()
    with pytest.raises(KnownError, match="lead's"):
        desk.write(partial(approve_remedy, remedy_id=row.id, seen=row.last_step))
    desk.person_id = None
    with pytest.raises(KnownError, match="carries a name"):
        desk.write(partial(approve_remedy, remedy_id=row.id, seen=row.last_step))


def test_a_period_that_runs_or_is_of_another_kind_gives_none(
    desk: Database, clock: MovingClock
) -> None:
    clock.instant = datetime(2026, 7, 3, tzinfo=UTC)
    quarter = parse_period("2026Q2")
    assert desk.write(partial(calculate_remedies, period=quarter)).result == 0
    clock.instant = datetime(2026, 5, 30, tzinfo=UTC)
    with pytest.raises(KnownError, match="runs still"):
        calculate(desk)
