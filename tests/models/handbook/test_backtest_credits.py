"""What contracts credit for a past span, now and under a proposed handbook."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from models.commands.cases import open_case, pause
from models.commands.closing import resolve
from models.commands.customers import add_contract, customer_named
from models.commands.handbook import publish_handbook
from models.database import Database
from models.handbook.backtest import Past
from models.handbook.backtest_credits import credit_changes
from models.handbook.periods import midnight, parse_period
from models.handbook.policy_file import read_policy
from models.handbook.publication import Publication
from models.queries.backtest import read_past
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import WHOLE
from tests.models.commands.test_remedies import TERMS
from tests.models.handbook.policies import SOURCE

BERLIN = ZoneInfo("Europe/Berlin")
BEGIN, END = midnight(date(2026, 5, 1), BERLIN), midnight(date(2026, 7, 1), BERLIN)
OWN = """
[[contracts]]
name = "Gold"
customers = ["Contoso"]
remedies = { unit = "EUR", cap = 300, P2 = { resolution = { over = [["0 min", 100], ["5 h", 250]] } } }
"""  # noqa: E501


def past(database: Database, source: str, begin: datetime = BEGIN, end: datetime = END) -> Past:
    return database.read(
        partial(read_past, begin=begin, end=end, as_of=database.clock.now(),
                handbook=read_policy(source, 9))
    )  # fmt: skip


def amounts(
    database: Database, source: str, begin: datetime = BEGIN, end: datetime = END
) -> dict[str, tuple[int, int]]:
    """(now, then) by period, in hundredths."""
    changes = credit_changes(past(database, source, begin, end), read_policy(source, 9))

    assert all((one.contract, one.customer) == ("Gold", "Contoso") for one in changes)
    return {
        one.period: (one.now.amount if one.now else 0, one.then.amount if one.then else 0)
        for one in changes
    }


def p2(sla: str) -> str:
    return SOURCE.replace('sla = "24 h", slo = "18 h"', f'sla = "{sla}", slo = "1 h"')


@pytest.fixture
def lived(database: Database, clock: MovingClock) -> Database:
    """In May a case of P2 takes an hour and then waits two days, in June one takes 3 hours."""
    case_id = database.write(partial(open_case, new=WHOLE)).result
    clock.instant += timedelta(hours=1)
    database.write(partial(pause, case_ids=[case_id], status="waiting_customer",
                           waiting_for="Kim", reason="Asked for logs"))  # fmt: skip
    clock.instant = NOW + timedelta(hours=50)
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant = datetime(2026, 6, 10, tzinfo=UTC)
    case_id = database.write(partial(open_case, new=WHOLE)).result
    clock.instant += timedelta(hours=3)
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant = END
    return database


@pytest.fixture
def agreed(database: Database) -> Database:
    """Contoso has a contract that credits."""
    database.write(lambda work: add_contract(work, customer_named(work, "Contoso"), "Gold", TERMS))
    return database


def test_a_tighter_target_costs_by_the_month_in_which_each_clock_breached(
    agreed: Database, lived: Database
) -> None:
    assert amounts(lived, SOURCE) == {}
    assert amounts(lived, p2("30 min")) == {"2026-05": (0, 10_000), "2026-06": (0, 10_000)}


def test_contracts_of_the_proposed_handbook_count_as_soon_as_it_has_them(lived: Database) -> None:
    assert amounts(lived, p2("30 min")) == {}
    assert amounts(lived, p2("30 min") + OWN) == {
        "2026-05": (0, 10_000), "2026-06": (0, 10_000),
    }  # fmt: skip
    assert not past(lived, SOURCE).fits(read_policy(SOURCE + OWN))
    assert past(lived, SOURCE + OWN).fits(read_policy(p2("30 min") + OWN))


def test_now_is_what_the_desk_itself_would_calculate(agreed: Database, clock: MovingClock) -> None:
    """Judged from the log under the handbook in force, each credit is the one of the verdicts."""
    for hours in (26, 40):
        case_id = agreed.write(partial(open_case, new=WHOLE)).result
        clock.instant += timedelta(hours=hours)
        agreed.write(partial(resolve, case_ids=[case_id]))
    agreed.write(partial(open_case, new=WHOLE))
    clock.instant = END + timedelta(hours=60)
    found = amounts(agreed, SOURCE)
    assert found == {"2026-05": (30_000, 30_000)}
    changes = credit_changes(past(agreed, SOURCE), read_policy(SOURCE, 9))
    [change] = changes
    assert change.now is not None
    assert change.then is not None
    assert change.now.lines == change.then.lines
    assert len(change.now.lines) == 3
    assert change.to_json() == {
        "contract": "Gold", "customer": "Contoso", "period": "2026-05", "unit": "EUR",
        "now": 300, "then": 300,
    }  # fmt: skip


def test_contracts_of_one_name_and_customer_are_one_then_as_now(
    agreed: Database, clock: MovingClock
) -> None:
    renewed = agreed.write(
        lambda work: add_contract(work, customer_named(work, "Contoso"), "Gold", TERMS)
    ).result
    for contract_id in (1, renewed, renewed, 1):
        new = replace(WHOLE, contract_id=contract_id)
        case_id = agreed.write(partial(open_case, new=new)).result
        clock.instant += timedelta(hours=26)
        agreed.write(partial(resolve, case_ids=[case_id]))
    clock.instant = END
    [change] = credit_changes(past(agreed, SOURCE), read_policy(SOURCE, 9))
    assert change.now == change.then
    assert change.now is not None
    assert (len(change.now.lines), change.now.amount) == (4, 30_000)


def test_only_whole_months_inside_the_span_are_credited(
    agreed: Database, lived: Database, clock: MovingClock
) -> None:
    """A part of a month would be judged by a part of its verdicts: no desk credits that."""
    hour, dear = timedelta(hours=1), p2("30 min")
    assert amounts(lived, dear, begin=BEGIN + hour) == {"2026-06": (0, 10_000)}
    assert amounts(lived, dear, end=END - hour) == {"2026-05": (0, 10_000)}
    assert amounts(lived, dear, begin=BEGIN + hour, end=END - hour) == {}
    clock.instant = END - hour
    assert amounts(lived, dear) == {"2026-05": (0, 10_000)}


def test_each_month_is_credited_by_the_handbook_in_force_at_its_end(
    database: Database, clock: MovingClock
) -> None:
    """A contract's tables that were changed since change nothing of a month that was over then."""

    def publish(source: str) -> None:
        database.write(partial(publish_handbook, publication=Publication(source, "new")))

    def breach() -> None:
        case_id = database.write(partial(open_case, new=WHOLE)).result
        clock.instant += timedelta(hours=26)
        database.write(partial(resolve, case_ids=[case_id]))

    publish(SOURCE + OWN)
    clock.instant += timedelta(hours=1)
    breach()
    clock.instant = datetime(2026, 6, 2, 9, tzinfo=UTC)
    publish(SOURCE + OWN.replace("100]", "200]"))
    clock.instant += timedelta(hours=1)
    breach()
    clock.instant = END
    assert amounts(database, SOURCE + OWN) == {
        "2026-05": (10_000, 10_000), "2026-06": (20_000, 10_000),
    }  # fmt: skip


def test_a_contract_that_credits_by_the_quarter_is_told_by_quarters(
    lived: Database, clock: MovingClock
) -> None:
    """Two months are no quarter; May and June breached twice in one."""
    tables = OWN.replace("cap = 300", 'cap = 900, per = "quarter"')
    begin = parse_period("2026Q2").begin(BERLIN)
    assert amounts(lived, p2("30 min") + tables) == {}
    assert amounts(lived, p2("30 min") + tables, begin=begin) == {"2026Q2": (0, 20_000)}
