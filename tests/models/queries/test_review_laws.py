"""What a review counts in few looks is what is found by asking for each figure by itself."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.database import Database
from models.desk_time import StoppedClock
from models.handbook.periods import before, parse_period
from models.handbook.zones import zone
from models.queries.attainment import attainment
from models.queries.breaches import Breach, breaches
from models.queries.error_budgets import budget_lines, error_budgets
from models.queries.review import QuarterlyReview, quarterly_review
from models.schema import open_checked
from tests.conftest import FULL, NOW
from tests.desktop.reports.reviews import by_group, worst_cases
from tests.full_desks import AFTER_THE_LOG, demo_at, needs_sample, read_sample
from tests.models.queries.test_attainment import (
    BEGIN,
    DAY,
    END,
    LATER,
    SECOND,
    breached,
    clock,
    met,
    store,
)

QUARTER = parse_period("2016Q1")


def check(database: Database, name: str, now: datetime) -> QuarterlyReview:
    """A review beside each of its figures asked for alone."""
    period, place = parse_period(name), zone("Europe/Berlin")
    review = database.read(partial(quarterly_review, period=period, now=now))
    begin, end = period.begin(place), period.end(place)

    def alone(begin: datetime, end: datetime) -> tuple[Any, ...]:
        return tuple(database.read(lambda s: attainment(s, begin, end, review.as_of)))

    assert review.attainment == alone(begin, end)
    if review.ended:
        assert review.previous == alone(before(period).begin(place), begin)
    found: Sequence[Breach] = database.read(lambda s: breaches(s, begin, end, review.as_of))
    assert review.pareto == tuple(by_group(found))
    assert review.worst == tuple(worst_cases(found))
    assert review.breached_cases == len({one.case_id for one in found})
    assert sum(review.hours.breached) == len(found)
    assert sum(review.hours.opened) == review.volume.total
    budgets = database.read(partial(error_budgets, period=period, now=now))
    assert review.budgets == tuple(budget_lines(budgets))
    return review


@pytest.mark.parametrize("name", ["2026Q2", "2026Q1", "2025Q3", "2026-04", "2026-W10"])
def test_of_the_demo(tmp_path: Path, name: str) -> None:
    database = demo_at(tmp_path / "desk.db")
    check(database, name, NOW)
    database.close()


@needs_sample
@pytest.mark.parametrize("name", ["2016Q1", "2016Q2"])
def test_of_the_sample_log(database: Database, name: str) -> None:
    read_sample(database)
    review = check(database, name, AFTER_THE_LOG)
    assert len(review.worst) == 10


_AT = st.integers(-2, 92).map(lambda day: BEGIN + day * DAY) | st.sampled_from(
    [BEGIN - SECOND, END - SECOND, END, END + SECOND]
)
_WORDS = st.fixed_dictionaries(
    {
        "priority": st.sampled_from(["P1", "P2", "P4", "P0"]),
        "commitment": st.sampled_from(["resolution", "first_response", "patch_sent"]),
        "objective": st.sampled_from(["SLA", "SLO"]),
        "pauses": st.just([])
        | _AT.map(lambda at: [[int(at.timestamp()), int((at + 3 * DAY).timestamp())]]),
    }
)


@st.composite
def clocks(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Clocks of any outcome at any edge, under what handbooks name and what none does."""
    rows = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        at, words = draw(_AT), draw(_WORDS)
        rows.append(draw(st.sampled_from([
            met(number, at, **words),
            breached(number, at, draw(_AT) + 60 * DAY, **words),
            clock(number, due_at=at, **words),
            clock(number, due_at=None, paused_since=at, **words),
            clock(number, due_at=None, verdict="excluded", stopped_at=at, **words),
        ])))  # fmt: skip
    return rows


@settings(max_examples=60 if FULL else 15)
@given(rows=clocks(), as_of=st.sampled_from([BEGIN + 30 * DAY, END - SECOND, END, LATER]))
def test_of_any_clocks(
    tmp_path_factory: pytest.TempPathFactory, desk_file: Path, rows: list[dict[str, Any]],
    as_of: datetime,
) -> None:  # fmt: skip
    path = Path(shutil.copy(desk_file, tmp_path_factory.mktemp("laws") / "desk.db"))
    database = Database(open_checked(path), StoppedClock(LATER))
    store(database, rows)
    check(database, "2016Q1", as_of)
    database.close()


def test_nobody_is_asked_to_compare_what_runs(database: Database) -> None:
    store(database, [met(1, BEGIN - DAY), met(2, BEGIN + DAY)])
    review = check(database, "2016Q1", BEGIN + 80 * DAY)
    assert (review.previous, review.previous_volume, review.previous_reopening) == ((), None, None)
    assert replace(review, ended=True) != review
