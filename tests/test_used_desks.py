"""A desk that is used again is as it was made."""

from datetime import UTC, datetime
from functools import partial

import psycopg
import pytest

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.desk_time import StoppedClock
from models.schema import open_checked
from models.verification import differences
from tests.conftest import make_empty
from tests.used_desks import UsedDesks

CASE = NewCase(title="Printer prints blanks", customer="Northwind", incomplete=True)


@pytest.fixture
def desks(postgres_server: str) -> UsedDesks:
    return UsedDesks(postgres_server, make_empty)


def opened(address: str) -> int:
    """The id of a case that is opened at the desk."""
    clock = StoppedClock(datetime(2026, 5, 12, 12, 28, tzinfo=UTC))
    desk = Database(open_checked(address), clock)
    try:
        case_id: int = desk.write(partial(open_case, new=CASE)).result
        assert desk.read(differences) == []
        return case_id
    finally:
        desk.close()


def test_what_one_test_wrote_the_next_does_not_find(desks: UsedDesks) -> None:
    with desks.lent() as before:
        first = opened(before)
    with desks.lent() as address:
        with psycopg.connect(address) as connection:
            held = connection.execute("SELECT count(*) FROM cases").fetchone()
            assert held == (0,)
        assert opened(address) == first


def test_its_old_name_leads_nowhere_and_whoever_held_it_is_let_go(desks: UsedDesks) -> None:
    with desks.lent() as before:
        forgotten = psycopg.connect(before)
    with desks.lent() as address:
        assert address != before
        with pytest.raises(psycopg.OperationalError, match="does not exist"):
            psycopg.connect(before)
        with pytest.raises(psycopg.OperationalError, match="terminating connection"):
            forgotten.execute("SELECT 1")
        forgotten.close()


def test_a_changed_schema_is_not_lent_again(desks: UsedDesks) -> None:
    with desks.lent() as before, psycopg.connect(before) as connection:
        connection.execute("ALTER TABLE cases ADD COLUMN odd integer")
    with desks.lent() as address:
        assert opened(address) > 0
