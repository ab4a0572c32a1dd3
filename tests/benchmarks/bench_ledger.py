"""The ledger of a case with 2,000 events, opened: at most 50 ms, and some times its bare events.

And the proof of one of which 200 were recorded late: each may have changed what was said before.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.desk_time import StoppedClock
from models.handbook import events as ev
from models.queries.case import case_detail
from models.queries.explanation import explanation
from models.queries.proof import proof
from models.schema import create_desk, open_checked
from models.work import Work
from tests.benchmarks.desks import HANDBOOK
from tests.benchmarks.figures import Figure, paired, timed

EVENTS = 2_000
OPENED = datetime(2026, 3, 2, 8, tzinfo=UTC)
STEP = timedelta(minutes=40)
LATE = timedelta(hours=7)
ROUNDS = 21


@dataclass(frozen=True)
class Page:
    """A page of the case, and what it may take: a ledger reads, judges and lays out what the
    reference only reads."""

    name: str
    query: Callable[..., object]
    late: bool = False
    limit_seconds: float = 0.050
    bar: float = 20


PAGES = (
    Page("ledger: explain", explanation),
    Page("ledger: the case page", case_detail),
    Page("ledger: proof, 200 facts late", proof, late=True, limit_seconds=0.500, bar=200),
)


def run() -> Iterator[Figure]:
    """`leadline explain` (every cycle, with the hash), what the case page reads, and a proof."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as name:
            yield _figure(page, Path(name) / "desk.db")


def _figure(page: Page, path: Path) -> Figure:
    database, case_id = busy_desk(path, EVENTS, late=page.late)
    query = partial(page.query, case_id=case_id, now=OPENED + STEP * EVENTS)
    bare = sqlite3.connect(path)
    ours, reference = paired(
        timed(partial(database.read, query)), timed(partial(_events, bare)), ROUNDS
    )
    bare.close()
    database.close()
    limit = "within" if ours <= page.limit_seconds else "OVER"
    return Figure(
        page.name, ours, reference, bound="at most", bar=page.bar,
        detail=f"{EVENTS:,} events, SQLite file: {ours * 1000:.1f} ms, {limit} the"
        f" {page.limit_seconds * 1000:.0f} ms; reference: the events read and decoded",
    )  # fmt: skip


def busy_desk(path: Path, events: int, *, late: bool = False) -> tuple[Database, int]:
    """A desk and its one case, of so many events: a P2 that is answered, waits and goes on, again
    and again; with `late`, each tenth event is a call that was logged hours after it."""
    create_desk(
        path, title="Bench", zone="Europe/Berlin", handbook=HANDBOOK.read_text("utf-8"),
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    database = Database(open_checked(path), StoppedClock(OPENED))
    new = NewCase("Exports stall", "Contoso", "P2", "All", "4.2", "Export")
    case_id = database.write(partial(open_case, new=new)).result

    database.write(partial(live, case_id=case_id, events=events, late=late))
    return database, case_id


def live(work: Work, case_id: int, events: int, *, late: bool = False) -> None:
    """Answered, waiting, going on: so many events with its opening."""
    kinds = (
        (ev.CONTACT, {"type": "reply", "text": "Still on it, more by tonight"}),
        (ev.NOTE, {"text": "The queue drains slowly"}),
        (ev.PAUSED, {"status": "waiting_customer", "waiting_for": "the log"}),
        (ev.CUSTOMER_MESSAGE, {"text": "Here is the log"}),
    )
    for number in range(events - 1):
        kind, data = kinds[number % len(kinds)]
        at = OPENED + STEP * (number + 1)
        if late and number % 10 == 0:
            work.record(case_id, ev.CONTACT, {"type": "call"}, at, at + LATE)
        else:
            work.record(case_id, kind, data, at, at)


def _events(bare: sqlite3.Connection) -> list[object]:
    rows = bare.execute("SELECT id, kind, occurred_at, recorded_at, data FROM events ORDER BY id")
    return [(*row[:4], json.loads(row[4])) for row in rows]
