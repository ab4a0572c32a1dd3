"""No two faces of the desk tell different times: command line, queue page and case page agree."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.queries.case import case_detail
from models.queries.case_clocks import CaseClockRow
from models.queries.explanation import explanation
from models.queries.queue import QueueRow, queue
from models.queue_filter import QueueFilter
from tests.conftest import FULL, NOW
from tests.full_desks import demo_at

HOURS = {"at work": NOW, "Sunday night": datetime(2026, 11, 15, 2, 0, tzinfo=UTC)}
"""A working afternoon, and a Sunday at 03:00 in Berlin, which a full run tries too."""
TRIED = list(HOURS) if FULL else ["at work"]


@pytest.fixture(params=TRIED)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    made = demo_at(tmp_path / "desk.db", HOURS[request.param])
    yield made
    made.close()


@pytest.fixture
def shown(desk: Database) -> list[QueueRow]:
    """The rows of the queue's page."""
    return desk.read(partial(queue, shown=QueueFilter(), now=desk.clock.now(), limit=100))


@pytest.fixture
def at_its_instant(desk: Database, tmp_path: Path) -> list[str]:
    """What is typed after a command so that it reads this desk at its instant."""
    return ["--database", str(tmp_path / "desk.db"), "--now", desk.clock.now().isoformat()]


def test_the_queue_is_the_same_on_the_page_and_in_the_terminal(
    shown: list[QueueRow], told: Any, at_its_instant: list[str]
) -> None:
    assert len(shown) > 27
    assert told("queue", "--limit", "100", *at_its_instant) == [row.to_json() for row in shown]


def test_a_case_page_tells_the_times_of_its_row_in_the_queue(
    desk: Database, shown: list[QueueRow]
) -> None:
    now = desk.clock.now()
    for row in shown:
        page = desk.read(partial(case_detail, case_id=row.id, now=now))
        assert page.row == row
        clock = next(c for c in page.clocks if _named(c) == _named(row) and c.cycle == row.cycle)
        assert (clock.due_at, clock.state) == (row.due_at, row.state), row.key
        assert (clock.remaining_seconds, clock.gauge) == (row.remaining_seconds, row.gauge), row.key


def test_an_explanation_tells_the_same_times_and_adds_up_to_them(
    desk: Database, shown: list[QueueRow], told: Any, at_its_instant: list[str]
) -> None:
    now = desk.clock.now()
    kinds = {(row.priority, row.state, row.commitment): row for row in shown}
    assert len(kinds) > 7
    for row in kinds.values() if FULL else list(kinds.values())[::3]:
        explained = told("explain", row.key, *at_its_instant)
        assert explained == desk.read(partial(explanation, case_id=row.id, now=now)).to_json()
    for row in shown:
        explained = desk.read(partial(explanation, case_id=row.id, now=now)).to_json()
        clock = [c for c in explained["clocks"] if (c["commitment"], c["objective"]) == _named(row)]
        assert clock[-1]["due_at"] == row.to_json()["due_at"], row.key
        assert clock[-1]["stopped_at"] is None
        assert (clock[-1]["verdict"] == "breached") == (row.state == "breached"), row.key
        left = clock[-1]["target_seconds"] - clock[-1]["elapsed_seconds"]
        assert left == row.remaining_seconds, row.key


def _named(clock: QueueRow | CaseClockRow) -> tuple[str | None, str | None]:
    return clock.commitment, clock.objective
