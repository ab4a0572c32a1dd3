"""An open desk, and what its window needs to know before it is shown."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.connection import database_on
from desktop.paths import default_desk
from desktop.replay.copy import past_copy
from desktop.replay.feed import Feed
from desktop.sign_in import Secret, sign_in
from models.database import Database
from models.desk_time import RunningClock
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.desk import desk_title
from models.queries.people import PersonRow, person_expected, person_named, team
from models.schema import as_url, open_checked, sqlite_path


@dataclass(frozen=True)
class OpenDesk:
    """A desk that is open: where, what it is called, its team; `place` is for the foot.

    `feed` brings what was recorded later, where this is a copy that knows only what was known at a
    past instant and goes on from there; what is written in it is not kept.
    """

    address: str
    database: Database
    title: str
    zone: ZoneInfo
    people: tuple[PersonRow, ...]
    place: str
    feed: Feed | None = None

    @property
    def past(self) -> bool:
        """Whether it is such a copy."""
        return self.feed is not None

    def close(self) -> None:
        """Give its connections back."""
        self.database.close()


def open_desk(
    address: str,
    person: str | None = None,
    remembered: str = "",
    secret: Secret | None = None,
) -> OpenDesk:
    """Open a desk and find out who is at it: `person` named outright, or `remembered` here.

    Without either it is whose login this is. Nobody found leaves `database.person_id` None.
    """
    database = database_on(sign_in(address, open_checked, secret).result, person=person)
    try:
        if database.person_id is None:
            database.person_id = database.read(lambda session: _somebody(session, remembered))
        return look_into(database, address)
    except BaseException:
        database.close()
        raise


def look_into(database: Database, address: str) -> OpenDesk:
    """What a window needs to know of an open database."""

    def look(session: Session) -> OpenDesk:
        return OpenDesk(
            address, database, desk_title(session),
            zone(load_policies(session).newest.team.zone), tuple(team(session)),
            place_of(address),
        )  # fmt: skip

    return database.read(look)


def as_known_at(real: OpenDesk, instant: datetime, folder: Path) -> OpenDesk:
    """A copy of the desk, made in `folder`, that knows what was known then and goes on from it."""
    clock = RunningClock.starting_at(instant)
    copy = past_copy(real.database, folder / "desk.db", instant, clock)
    copy.person_id = real.database.person_id
    return replace(real, database=copy, feed=Feed(real.database, copy, instant))


def place_of(address: str) -> str:
    """Where a desk's data is, in a word or two."""
    url = as_url(address)
    path = sqlite_path(url)
    if path is None:
        return f"{url.username or ''}@{url.host or 'localhost'}".lstrip("@")
    return "This computer" if path == default_desk() else f"This computer · {path.name}"


def _somebody(session: Session, remembered: str) -> int | None:
    found = person_named(session, remembered) if remembered else None
    return found if found is not None else person_expected(session)
