"""A running desk says that it is there: a row that is renewed, expires, and is no history.

Written past the write lane of commands: no operation, no undo, nothing to refresh. Whether a desk
is there is decided by the database's time, so that a computer whose clock is wrong is there as
well.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, or_, text, update

from models.engine import WRITING, connected
from models.entities import Presence
from models.entities.plain import plain

BEAT_SECONDS: Final = 30
"""How often a running desk renews its row."""

EXPIRES_SECONDS: Final = 90
"""A desk that was not heard of for so long is gone, whatever became of it."""

DatabaseTime = Callable[[Connection], int]
"""The database's time, in whole seconds since the epoch."""

_NOW: Final = {
    "sqlite": "SELECT CAST(strftime('%s', 'now') AS INTEGER)",
    "postgresql": "SELECT CAST(floor(extract(epoch FROM clock_timestamp())) AS BIGINT)",
}
_presences = plain(Presence)


@dataclass(frozen=True)
class RunningDesk:
    """What a desk says of itself; `desk` is a name that no other process has.

    `quiet`: its person asked not to be disturbed. `attended`: somebody used its window lately.
    """

    desk: str
    person_id: int | None
    host: str
    version: str
    has_window: bool
    can_notify: bool
    case_id: int | None = None
    quiet: bool = False
    attended: bool = False
    article_id: int | None = None
    postmortem_id: int | None = None


def database_time(connection: Connection) -> int:
    """What the database's own clock shows (on a local file, this computer's)."""
    return int(connection.execute(text(_NOW[connection.dialect.name])).scalar_one())


def beat(engine: Engine, desk: RunningDesk, now: DatabaseTime = database_time) -> None:
    """Say that the desk is there; one that comes, or comes back, sweeps what crashed ones left."""
    said = {name: value for name, value in asdict(desk).items() if name != "desk"}
    with connected(engine, WRITING) as connection, connection.begin():
        said["seen_at"] = now(connection)
        own = _presences.c.desk == desk.desk
        if connection.execute(update(_presences).where(own).values(said)).rowcount == 0:
            connection.execute(delete(_presences).where(expired(said["seen_at"])))
            connection.execute(insert(_presences).values(desk=desk.desk, **said))


def leave(engine: Engine, desk: str) -> None:
    """A desk that ends takes its row along."""
    with connected(engine, WRITING) as connection, connection.begin():
        connection.execute(delete(_presences).where(_presences.c.desk == desk))


def expired(now: int) -> ColumnElement[bool]:
    """Not heard of for too long; or not to be believed: the database's clock was set back."""
    seen_at = _presences.c.seen_at
    return or_(seen_at <= now - EXPIRES_SECONDS, seen_at >= now + EXPIRES_SECONDS)
