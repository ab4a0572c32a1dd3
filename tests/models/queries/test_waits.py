"""What a pause would do, told before it is made, is what it does."""

from functools import partial

import pytest

from models.commands.cases import pause
from models.database import Database
from models.handbook.intake import WAITING
from models.queries.waits import Waiting, clocks_while_waiting
from tests.models.commands.desk import detail, opened


def foretold(database: Database, case_id: int, status: str) -> tuple[Waiting, ...]:
    now = database.clock.now()
    return database.read(partial(clocks_while_waiting, case_id=case_id, status=status, now=now))


@pytest.mark.parametrize("status", WAITING)
def test_what_is_foretold_comes_true(database: Database, status: str) -> None:
    case_id = opened(database)
    told = foretold(database, case_id, status)
    before = detail(database, case_id).timeline
    database.write(partial(pause, case_ids=[case_id], status=status, waiting_for="Priya"))
    clocks = {clock.commitment: clock for clock in detail(database, case_id).clocks[::-1]}
    assert len(before) < len(detail(database, case_id).timeline)
    assert {(one.commitment, one.stands_still, one.due_at) for one in told} == {
        (name, clock.state == "paused", clock.due_at) for name, clock in clocks.items()
    }
    assert any(not one.stands_still for one in told)  # a first response never waits
