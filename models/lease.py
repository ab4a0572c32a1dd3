"""A lease: what one desk does for all is done by whoever holds the row, by the database's time.

Written past the write lane, like presences: no operation, no undo, nothing to refresh.
"""

from typing import Final

from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.orm import Session

from models.engine import WRITING, connected
from models.entities import Lease
from models.entities.plain import plain
from models.presence import DatabaseTime, database_time

ESCALATIONS: Final = "escalations"
"""Whose holder posts escalations to the webhook."""
FORECASTS: Final = "forecasts"
"""Whose holder makes the forecast that thresholds go by."""
HOLD_SECONDS: Final = 60
"""How long a holder that is not heard of keeps it; one that runs renews it every ten seconds."""

_leases = plain(Lease)


def take(engine: Engine, name: str, holder: str, now: DatabaseTime = database_time) -> bool:
    """Take the lease where nobody holds it, or renew it; whether this desk holds it now."""
    with connected(engine, WRITING) as connection, connection.begin():
        this = _leases.c.name == name
        row = connection.execute(select(_leases).where(this).with_for_update()).first()
        at = now(connection)  # once the row is held: nobody who wrote it before read a later time
        if row is not None:
            if row.holder != holder and _runs(row.until, at):
                return False
            mine = update(_leases).where(this).values(holder=holder, until=at + HOLD_SECONDS)
            connection.execute(mine)
            return True
        made = text(
            "INSERT INTO leases (name, holder, until) VALUES (:name, :holder, :until) "
            "ON CONFLICT (name) DO NOTHING"
        )
        own = {"name": name, "holder": holder, "until": at + HOLD_SECONDS}
        return bool(connection.execute(made, own).rowcount)


def release(engine: Engine, name: str, holder: str) -> None:
    """A desk that ends gives it back."""
    mine = _leases.c.name == name, _leases.c.holder == holder
    with connected(engine, WRITING) as connection, connection.begin():
        connection.execute(delete(_leases).where(*mine))


def is_held(session: Session, name: str, now: DatabaseTime = database_time) -> bool:
    """Whether a desk that runs holds it."""
    connection = session.connection()
    query = select(_leases.c.until).where(_leases.c.name == name)
    until = connection.scalar(query)
    return until is not None and _runs(until, now(connection))


def _runs(until: int, at: int) -> bool:
    """Not run out; nor from before the database's clock was set back."""
    return 0 < until - at <= HOLD_SECONDS
