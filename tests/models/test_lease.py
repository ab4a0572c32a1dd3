"""One desk holds a lease, by the database's time, until it leaves or is not heard of."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from sqlalchemy import Connection, event, update
from sqlalchemy.orm import Session

from models.database import Database
from models.entities import Lease
from models.handbook.instants import from_seconds
from models.lease import HOLD_SECONDS, is_held, release, take


class Time:
    """The database's clock, set by the test."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self, _: Connection) -> int:
        return self.now


def test_one_desk_holds_it_and_renews_it(database: Database) -> None:
    time = Time()
    tries = partial(take, database.engine, "mail", now=time)
    assert not database.read(partial(is_held, name="mail", now=time))
    assert (tries("one"), tries("two"), tries("one")) == (True, False, True)
    time.now += HOLD_SECONDS - 1
    assert (tries("one"), tries("two")) == (True, False)
    time.now += HOLD_SECONDS - 1
    assert not tries("two")
    assert database.read(partial(is_held, name="mail", now=time))


def test_one_that_is_not_heard_of_loses_it(database: Database) -> None:
    time = Time()
    tries = partial(take, database.engine, "mail", now=time)
    assert tries("one")
    time.now += HOLD_SECONDS
    assert not database.read(partial(is_held, name="mail", now=time))
    assert (tries("two"), tries("one")) == (True, False)


def test_one_that_leaves_gives_back_its_own_only(database: Database) -> None:
    time = Time()
    assert take(database.engine, "mail", "one", time)
    release(database.engine, "mail", "two")
    assert not take(database.engine, "mail", "two", time)
    release(database.engine, "mail", "one")
    assert take(database.engine, "mail", "two", time)


def test_leases_of_other_names_are_other_leases(database: Database) -> None:
    time = Time()
    assert take(database.engine, "mail", "one", time)
    assert take(database.engine, "escalations", "two", time)


def test_a_clock_that_was_set_back_by_hours_does_not_hold_it_for_hours(database: Database) -> None:
    time = Time()
    tries = partial(take, database.engine, "mail", now=time)
    assert tries("one")
    time.now -= 7200
    assert not database.read(partial(is_held, name="mail", now=time))
    assert tries("two")


@pytest.mark.parametrize("desk_address", ["postgresql"], indirect=True)
def test_of_two_that_take_it_across_a_second_the_later_does_not_take_the_clock_for_set_back(
    database: Database,
) -> None:
    """On a server alone: a file has one writer at a time."""
    time, asks = Time(), Event()
    assert take(database.engine, "mail", "gone", time)
    time.now += HOLD_SECONDS

    def about_to_ask(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "leases" in statement:
            asks.set()

    with Session(database.engine) as first, ThreadPoolExecutor(1) as pool:
        until = from_seconds(time.now + 1 + HOLD_SECONDS)
        first.execute(update(Lease).values(holder="one", until=until))
        event.listen(database.engine, "before_cursor_execute", about_to_ask)
        second = pool.submit(take, database.engine, "mail", "two", time)
        assert asks.wait(30)
        time.now += 1
        first.commit()
        assert not second.result(30)
    assert take(database.engine, "mail", "one", time)
