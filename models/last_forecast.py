"""The last forecast that thresholds go by, kept for the whole team (rule 24).

One desk makes it, seldom; all of them read the same, so that a crossing is one however many desks
look. Written past the write lane, like a lease: it is made anew from the desk at any time.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from models.engine import WRITING, connected
from models.entities import DeskValue
from models.entities.plain import plain
from models.handbook.instants import to_seconds
from models.handbook.thresholds import TAUGHT
from models.kept import Kept, connection_of
from models.typed_text import from_json, to_json

KEPT_AS: Final = "queue_forecast"
GOOD_FOR: Final = timedelta(minutes=45)
"""One that is older says nothing of the present any more."""

_values = plain(DeskValue)
_KEPT: Final = Kept(select(_values.c.value).where(_values.c.name == bindparam("name")))


@dataclass(frozen=True)
class LastForecast:
    """When it was made, up to which entry of the log, from how many past commitments; and how many
    cases each threshold, by its key, is to see breach."""

    made_at: int
    mark: int
    learnt_from: int
    breaches: Mapping[str, int]

    @property
    def few(self) -> bool:
        """Whether too little is known of the past for a forecast."""
        return self.learnt_from < TAUGHT

    def is_within(self, now: datetime, span: timedelta) -> bool:
        """Whether it was made so lately; one from later than now is a copy's of another instant."""
        return 0 <= to_seconds(now) - self.made_at < span.total_seconds()


def last_forecast(session: Session) -> LastForecast | None:
    """As it is kept; None where none was made yet."""
    rows = _KEPT.rows(connection_of(session), {"name": KEPT_AS})
    return next((LastForecast(**from_json(row.value)) for row in rows), None)


def keep_forecast(engine: Engine, found: LastForecast) -> None:
    """From here on all desks read this one."""
    told = to_json(asdict(found))
    with connected(engine, WRITING) as connection, connection.begin():
        connection.execute(delete(_values).where(_values.c.name == KEPT_AS))
        connection.execute(insert(_values).values(name=KEPT_AS, value=told))
