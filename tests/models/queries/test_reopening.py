"""Reopen rate (rule 27): within 14 days, cases too young left out."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from models.database import Database
from models.entities import Case
from models.queries.reopening import ReopenRate, reopen_rate
from models.work import Work
from tests.models.queries.test_attainment import case

BEGIN = datetime(2016, 1, 1, tzinfo=UTC)
END = datetime(2016, 4, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("log", "as_of", "expected"),
    [
        ([("resolved", 5)], 60, (1, 0, 0)),
        ([("resolved", 5), ("closed", 7)], 60, (1, 0, 0)),
        ([("resolved", 5), ("reopened", 19)], 60, (1, 1, 0)),
        ([("resolved", 5), ("reopened", 20)], 60, (1, 0, 0)),
        ([("resolved", 5), ("reopened", 6), ("resolved", 7)], 60, (1, 1, 0)),
        ([("resolved", 5), ("reopened", 6)], 18, (0, 0, 1)),
        ([("resolved", 5)], 19, (1, 0, 0)),
        ([("resolved", 5)], 4, (0, 0, 0)),
        ([("resolved", 95)], 200, (0, 0, 0)),
        ([("resolved", -3), ("closed", 4)], 60, (0, 0, 0)),
    ],
)
def test_a_case_counts_once_by_its_first_resolution_in_the_period(
    database: Database,
    log: list[tuple[str, int]],
    as_of: int,
    expected: tuple[int, int, int],
) -> None:
    def write(work: Work) -> None:
        work.session.execute(insert(Case), [case(1, excused=True)])
        work.record(1, "opened", {"title": "A", "priority": "P2"}, BEGIN - 9 * DAY)
        for kind, day in log:
            work.record(1, kind, {}, BEGIN + day * DAY)

    database.write(write)
    found = database.read(lambda s: reopen_rate(s, BEGIN, END, BEGIN + as_of * DAY))
    assert found == ReopenRate(*expected)
