"""A server that takes what is sent and never answers holds nobody for good."""

import sys
from collections.abc import Iterator
from time import monotonic

import pytest
from sqlalchemy import Engine, make_url, text

from models.answering import for_good
from models.database_errors import ConnectionLost
from models.engine import Patience, open_engine
from models.errors import Unreachable
from tests.desktop.silent_way import SilentWay

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server's socket is no file")


@pytest.fixture
def way(postgres_server: str) -> Iterator[SilentWay]:
    way = SilentWay(f"{make_url(postgres_server).query['host']}/.s.PGSQL.5432")
    way.start()
    yield way
    way.stop()


@pytest.fixture
def engine(postgres_server: str, way: SilentWay) -> Iterator[Engine]:
    there = make_url(postgres_server).difference_update_query(["host"])
    address = there.set(host="127.0.0.1", port=way.port)
    engine = open_engine(address, Patience(connecting=2, answering=0.3))
    yield engine
    engine.dispose()


def test_a_look_ends_as_where_the_connection_broke(engine: Engine, way: SilentWay) -> None:
    begun = monotonic()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
        way.answer_no_more()
        with pytest.raises(ConnectionLost):
            connection.scalar(text("SELECT 2"))
    assert monotonic() - begun >= 0.3


def test_the_next_look_asks_a_connection_of_the_pool_no_longer_than_that(
    engine: Engine, way: SilentWay
) -> None:
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    way.answer_no_more()
    with pytest.raises(Unreachable), engine.connect():
        pass


def test_a_step_of_the_schema_takes_as_long_as_it_takes(engine: Engine) -> None:
    slow = text("SELECT pg_sleep(0.6)")
    with engine.connect() as connection, for_good(connection):
        connection.execute(slow)
    with pytest.raises(ConnectionLost), engine.connect() as connection:
        connection.execute(slow)
