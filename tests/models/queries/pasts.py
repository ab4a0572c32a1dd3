"""Desks with a past, for tests of what is learnt from it."""

from typing import Any

from models.commands.import_cases import CaseWriter, ImportedCase
from models.database import Database
from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.work import Work
from tests.conftest import NOW

HOUR = 3600


def story(
    number: int, took: int | None, back: int, person: str = "Ben", priority: str = "P2"
) -> ImportedCase:
    """A case opened so many hours ago, answered after one, and resolved after so many or not."""
    at = to_seconds(NOW) - back * HOUR
    told: list[tuple[str, int, dict[str, Any]]] = [
        (ev.OPENED, at, {"title": f"Case {number}", "priority": priority, "category": "login"}),
        (ev.ASSIGNED, at, {"person": person}),
        (ev.CONTACT, at + HOUR, {"type": "reply"}),
    ]
    if took is not None:
        told.append((ev.RESOLVED, at + took * HOUR, {}))
    events = [Event(place, kind, when, when, data) for place, (kind, when, data) in enumerate(told)]
    return ImportedCase(str(number), events)


def put(database: Database, cases: list[ImportedCase]) -> None:
    """Write these cases."""

    def write(work: Work) -> None:
        CaseWriter(work, "past").write(cases)

    database.write(write)
