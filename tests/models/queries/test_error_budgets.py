"""Error budgets of a desk: the same clocks as a review's attainment."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from models.commands.handbook import publish_handbook
from models.database import Database
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.handbook.periods import parse_period
from models.handbook.publication import Publication
from models.handbook.toml_source import with_value
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import attainment
from models.queries.error_budgets import Budgets, error_budgets
from models.queries.handbook import versions
from tests.conftest import MovingClock
from tests.models.queries.test_attainment import BEGIN, DAY, breached, met, store

NOW = datetime(2016, 2, 15, tzinfo=UTC)


def budgets(database: Database, period: str = "2016Q1", now: datetime = NOW) -> Budgets:
    return database.read(partial(error_budgets, period=parse_period(period), now=now))


def test_slo_misses_count_and_sla_breaches_do_not(database: Database) -> None:
    slo = {"objective": "SLO"}
    store(
        database,
        [
            *(met(n, BEGIN + n * DAY / 4, **slo) for n in range(1, 41)),
            *(breached(n, BEGIN + n * DAY / 2, BEGIN + n * DAY, **slo) for n in range(41, 44)),
            *(breached(n, BEGIN + DAY, BEGIN + 2 * DAY) for n in range(50, 60)),
        ],
    )  # fmt: skip
    found = budgets(database)
    [row] = [
        row for row in found.rows
        if (row.budget.priority, row.budget.commitment) == ("P2", "resolution")
    ]  # fmt: skip
    assert (row.budget.whole.clocks, row.budget.spent) == (43, 3)
    rows = database.read(partial(attainment, begin=BEGIN, end=BEGIN + 91 * DAY, as_of=NOW))
    [slo_row] = [r for r in rows if r.objective == "SLO"]
    assert (slo_row.decided, slo_row.breached) == (43, 3)
    told = row.to_json()
    assert told["allowed"] == 4
    assert told["slo_share"] == 0.95
    assert told["sentence"] == str(row.words)


def test_every_slo_of_the_handbook_has_a_line_and_no_other_promise_has(database: Database) -> None:
    found = budgets(database)
    places = [(row.budget.priority, row.budget.commitment) for row in found.rows]
    assert places[:4] == [
        ("P1", "first_response"), ("P1", "next_update"), ("P1", "resolution"),
        ("P2", "first_response"),
    ]  # fmt: skip
    assert ("P4", "next_update") not in places
    assert all(str(row.words) == "not enough data: 0 of 0 missed" for row in found.rows)
    assert all(row.to_json()["exhausted_on"] is None for row in found.rows)


def test_a_period_to_come_is_refused(database: Database) -> None:
    with pytest.raises(KnownError, match="not begun"):
        budgets(database, now=BEGIN - timedelta(days=2))


def test_a_version_from_the_next_periods_first_second_has_no_say_in_this_one(
    database: Database, clock: MovingClock
) -> None:
    place = zone(database.read(load_policies).newest.team.zone)
    end = parse_period("2026Q2").end(place)
    base = database.read(partial(versions, now=clock.instant))[-1].source
    other = with_value(base, ("slo_share",), 0.5)
    database.write(
        partial(publish_handbook, publication=Publication(other, "new", to_seconds(end)))
    )
    later = end + timedelta(days=10)
    shares = [
        {float(row.budget.share) for row in budgets(database, period, later).rows}
        for period in ("2026Q2", "2026Q3")
    ]
    assert shares == [{0.95}, {0.5}]
