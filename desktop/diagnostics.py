"""Looks at all that stands between an alert and the person at this computer."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from desktop.bus_facts import BusFacts
from desktop.connection import time_ahead
from desktop.single_instance import lock_state
from models.coverage_words import on_duty_words
from models.database import Database
from models.diagnosis import Fact, Good
from models.engine import sqlite_is_sound, sqlite_module
from models.errors import KnownError
from models.lease import ESCALATIONS, is_held
from models.queries.coverage import Coverage, coverage_now
from models.queries.webhook import last_failure, webhook
from models.text import Text, counted, text
from models.wording import span_words

_LATE: Final = timedelta(minutes=1)
_ODD: Final = timedelta(seconds=2)


@dataclass(frozen=True)
class Here:
    """What only the asking process knows: whether it sees a tray, and when it swept last.

    `tray` is None where there is no window to ask; `swept_at` where nothing sweeps in it.
    """

    tray: bool | None = None
    swept_at: datetime | None = None


def diagnose(database: Database, address: str, bus: BusFacts, here: Here) -> list[Fact]:
    """All facts, in the order in which an alert passes them; off the GUI thread."""
    return [
        *message_facts(bus, here.tray, sys.platform),
        instance_fact(lock_state(address)),
        *_sweep_facts(here.swept_at, database.clock.now()),
        *_database_facts(database),
    ]


def _database_facts(database: Database) -> list[Fact]:
    """What the database says; where it says nothing, that."""
    name = text("Database")
    try:
        coverage = database.read(partial(coverage_now, now=database.clock.now()))
        ahead = time_ahead(database.engine)
        posts = database.read(partial(_webhook_fact, now=database.clock.now()))
    except KnownError as error:
        return [Fact("database", name, text("{error}", error=str(error)), "bad")]
    there = Fact("database", name, *_soundness(database))
    return [there, clock_fact(ahead), coverage_fact(coverage), *posts]


def _soundness(database: Database) -> tuple[Text, Good]:
    """A local file is only as safe as the SQLite that writes it."""
    version = sqlite_module().sqlite_version_info
    if database.engine.dialect.name != "sqlite" or sqlite_is_sound(version):
        return text("It answers."), "good"
    number = ".".join(map(str, version))
    return text("It answers; this SQLite ({number}) has a known fault in its log of writes: update "
                "it.", number=number), "doubt"  # fmt: skip


def _webhook_fact(session: Session, now: datetime) -> list[Fact]:
    """Where the team has one: whether a desk posts to it, and whether it takes what is posted."""
    if not webhook(session):
        return []
    name, failure = text("Webhook"), last_failure(session, now)
    if failure:
        return [Fact("webhook", name, text("{failure}", failure=failure), "bad")]
    if not is_held(session, ESCALATIONS):
        return [Fact("webhook", name, text("No desk posts to it: run “leadline watch”."), "bad")]
    return [Fact("webhook", name, text("A desk posts to it."))]


def message_facts(bus: BusFacts, tray: bool | None, platform: str) -> Iterator[Fact]:
    """Tray, bus, service, permission and lock."""
    seen = tray if tray is not None else bus.tray
    yield Fact("tray", text("Tray"), text("There is one.") if seen else text(
        "None was found: closing the window ends Leadline."), "good" if seen else "doubt",
    )  # fmt: skip
    if platform != "linux":
        yield Fact("permission", text("Permission"), text(
            "The system decides whether messages are shown: look for Leadline in its settings "
            "of notifications."), "doubt")  # fmt: skip
        return
    there: Good = "good" if bus.there else "bad"
    yield Fact("bus", text("Bus"), text("The session's bus answers.") if bus.there else text(
        "There is no session bus: messages can only be shown by a tray."), there)  # fmt: skip
    if not bus.there:
        return
    yield _service(bus)
    yield Fact("permission", text("Permission"), text("None is needed on this system."))
    yield Fact("lock", text("Screen lock"), text("It is known when the screen is locked.")
               if bus.locks else text("It is not known whether the screen is locked."),
               "good" if bus.locks else "doubt")  # fmt: skip


def _service(bus: BusFacts) -> Fact:
    name = text("Notifications")
    if not bus.service:
        return Fact("service", name, text("No service shows messages on this bus."), "bad")
    able = ", ".join(bus.capabilities) or "nothing more"
    return Fact("service", name, text("{service}: {able}", service=bus.service, able=able))


def clock_fact(ahead: timedelta) -> Fact:
    """How far this computer's clock is off; the database's counts in any case."""
    if abs(ahead) < _ODD:
        return Fact("clock", text("Clock"), text("It agrees with the database's."))
    way = text("slow") if ahead > timedelta() else text("fast")
    says = text("It is {span} {way}; the database's time is used.",
                span=span_words(abs(ahead)), way=way)  # fmt: skip
    return Fact("clock", text("Clock"), says, "doubt" if abs(ahead) < _LATE else "bad")


def instance_fact(state: str) -> Fact:
    """Whether a second start would find the window."""
    says: dict[str, tuple[Text, Good]] = {
        "held": (text("A window holds this desk: a second start raises it."), "good"),
        "free": (text("No window holds this desk just now."), "good"),
        "nowhere": (text("No folder for it: a second start opens a second window."), "doubt"),
    }
    return Fact("instance", text("Single window"), *says[state])


def _sweep_facts(swept_at: datetime | None, now: datetime) -> Iterator[Fact]:
    if swept_at is None:
        return
    ago = max(now - swept_at, timedelta())
    says = text("{count} s ago", count=round(ago.total_seconds()))
    yield Fact("sweep", text("Last sweep"), says, "good" if ago < _LATE else "bad")


def coverage_fact(found: Coverage) -> Fact:
    """Who watches, of all desks."""
    desks = counted(found.desks, "1 desk on", "{count} desks on")
    words = on_duty_words(found)
    says = desks if words is None else text("{desks} · {words}", desks=desks, words=words)
    return Fact("coverage", text("Watching"), says, "bad" if found.unseen else "good")
