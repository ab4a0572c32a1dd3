"""An open desk, and what its window needs to know before it is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.addresses import spellings
from desktop.connection import database_on
from desktop.paths import default_desk, sample_file
from desktop.sign_in import Secret, login_of, sign_in
from desktop.wishes import Whose
from models.database import Database
from models.desk_time import RunningClock
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.desk import desk_mark, desk_title
from models.queries.people import PersonRow, person_expected, person_named, team
from models.schema import as_url, open_checked, sqlite_path
from models.text import Text
from models.tls import is_this_computer

if TYPE_CHECKING:
    from desktop.replay.feed import Feed


@dataclass(frozen=True)
class OpenDesk:
    """A desk that is open: where, what it is called, its team; `place` is for the foot.

    `mark` is what it is known by, however its address is written.

    `feed` brings what was recorded later, where this is a copy that knows only what was known at a
    past instant and goes on from there; what is written in it is not kept. `notes` are for the
    person to hear; `ends` is what else closing it ends.
    """

    address: str
    mark: str
    database: Database
    title: str
    zone: ZoneInfo
    people: tuple[PersonRow, ...]
    place: str
    notes: tuple[Text, ...] = ()
    feed: "Feed | None" = None
    ends: tuple[Callable[[], None], ...] = ()

    @property
    def person_id(self) -> int | None:
        """Who is at its window; None while nobody said."""
        return self.database.person_id

    @property
    def person(self) -> str:
        """The name of who is at its window, or ""."""
        return next((row.name for row in self.people if row.id == self.person_id), "")

    @property
    def whose(self) -> Whose:
        """Whose wishes count at its window."""
        return Whose(self.mark, self.person_id, self.person, spellings(self.address))

    @property
    def past(self) -> bool:
        """Whether it is a replay."""
        return self.feed is not None

    @property
    def is_shared(self) -> bool:
        """Whether several computers open it."""
        return sqlite_path(as_url(self.address)) is None

    def close(self) -> None:
        """Give its connections back."""
        self.database.close()
        for end in self.ends:
            end()


def open_desk(
    address: str,
    person: str | None = None,
    remembered: str = "",
    secret: Secret | None = None,
) -> OpenDesk:
    """Open a desk and find out who is at it: `person` named outright, or `remembered` here.

    Without either it is whose login this is. Nobody found leaves `person_id` None.
    """
    signed = sign_in(address, open_checked, secret)
    database = database_on(signed.result, person=person)
    try:
        if database.person_id is None:
            database.person_id = database.read(partial(_somebody, remembered=remembered))
        opened = look_into(database, address)
    except BaseException:
        database.close()
        raise
    return opened if signed.trouble is None else replace(opened, notes=(signed.trouble,))


def look_into(database: Database, address: str) -> OpenDesk:
    """What a window needs to know of an open database."""

    def look(session: Session) -> OpenDesk:
        return OpenDesk(
            address, desk_mark(session), database, desk_title(session),
            zone(load_policies(session).newest.team.zone), tuple(team(session)),
            place_of(address, database),
        )  # fmt: skip

    return database.read(look)


def as_known_at(real: OpenDesk, instant: datetime) -> OpenDesk:
    """A copy of the desk that knows what was known then and goes on; it closes the desk too."""
    from desktop.replay.copy import past_copy
    from desktop.replay.feed import Feed

    folder = TemporaryDirectory(prefix="leadline-")
    clock = RunningClock.starting_at(instant)
    try:
        copy = past_copy(real.database, Path(folder.name) / "desk.db", instant, clock)
    except BaseException:
        folder.cleanup()
        real.close()
        raise
    feed = Feed(real.database, copy, instant)
    return replace(real, database=copy, feed=feed, ends=(real.close, folder.cleanup))


def place_of(address: str, database: Database) -> str:
    """Where a desk's data is, in a few words: "This computer", "ana@db-2 · verified TLS"."""
    url = as_url(address)
    path = sqlite_path(url)
    if path is not None:
        known = {default_desk(): "This computer", sample_file(): "Sample desk"}
        return known.get(path, f"This computer · {path.name}")
    if is_this_computer(url):
        return f"{login_of(url)}@localhost"
    return f"{login_of(url)}@{url.host} · {_safety(database)}"


def _safety(database: Database) -> str:
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        options = {option.keyword: option.val for option in driver.pgconn.info}
        if not driver.pgconn.ssl_in_use:
            return "no TLS"
    return "verified TLS" if options[b"sslmode"] == b"verify-full" else "TLS, not verified"


def _somebody(session: Session, remembered: str) -> int | None:
    found = person_named(session, remembered) if remembered else None
    return found if found is not None else person_expected(session)
