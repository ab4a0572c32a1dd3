"""Connections to PostgreSQL that wait for an answer for so long and no longer.

A server that stands still, or a proxy before it, may confirm every packet and never answer: the
system finds nothing wrong with that, and a look would wait behind it for good.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event

if TYPE_CHECKING:
    import psycopg


def limit(engine: Engine, seconds: float) -> None:
    """Close each connection of this engine that an answer takes longer than that at.

    What was asked ends as it does where the connection broke.
    """
    event.listen(engine, "do_connect", partial(_connect, seconds))


@contextmanager
def for_good(connection: Connection) -> Iterator[None]:
    """Wait as long as it takes: a step of the schema over a large desk is slow, not silent."""
    driver: Any = connection.connection.driver_connection
    patience, driver.patience = driver.patience, None
    try:
        yield
    finally:
        driver.patience = patience


def _connect(
    seconds: float, _dialect: object, _record: object, words: Any, named: Any
) -> "psycopg.Connection[Any]":
    made: psycopg.Connection[Any] = _limited().connect(*words, **named)
    made.patience = seconds  # type: ignore[attr-defined]
    return made


@cache
def _limited() -> Any:
    """The class of such connections: the driver is loaded where a server is asked, not before."""
    import psycopg

    class Limited(psycopg.Connection[Any]):
        patience: float | None = None

        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            if timeout is not None or self.patience is None:
                return super().wait(gen, interval, timeout)
            end = monotonic() + self.patience
            try:
                return super().wait(gen, interval, self.patience)
            except psycopg.OperationalError as error:
                if error.sqlstate is None and monotonic() >= end:
                    self.pgconn.finish()  # nobody knows what comes next on it
                raise

    return Limited
