"""One desk holds a lease, by the database's time, until it leaves or is not heard of."""

from functools import partial

from sqlalchemy import Connection

from models.database import Database
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
