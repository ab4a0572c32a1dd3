"""The ledger of a case with 2,000 events, opened: at most 50 ms, and some times its bare events."""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.desk_time import StoppedClock
from models.handbook import events as ev
from models.queries.case import case_detail, explanation
from models.schema import create_desk, open_checked
from models.work import Work
from tests.benchmarks.desks import HANDBOOK
from tests.benchmarks.figures import Figure, paired, timed

EVENTS = 2_000
OPENED = datetime(2026, 3, 2, 8, tzinfo=UTC)
STEP = timedelta(minutes=40)
LIMIT_SECONDS = 0.050
BAR = 20
"""A ledger reads, judges and lays out what the reference only reads."""
ROUNDS = 21


def run() -> Iterator[Figure]:
    """`leadline explain` (every cycle, with the hash), and what the case page reads."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "desk.db"
        database, case_id = _busy(path)
        now = OPENED + STEP * EVENTS
        queries: dict[str, Callable[[Session], object]] = {
            "ledger: explain": partial(explanation, case_id=case_id, now=now),
            "ledger: the case page": partial(case_detail, case_id=case_id, now=now),
        }
        with sqlite3.connect(path) as bare:
            for what, query in queries.items():
                ours, reference = paired(
                    timed(partial(database.read, query)), timed(partial(_events, bare)), ROUNDS
                )
                limit = "within" if ours <= LIMIT_SECONDS else "OVER"
                yield Figure(
                    what, ours, reference, bound="at most", bar=BAR,
                    detail=f"{EVENTS:,} events, SQLite file: {ours * 1000:.1f} ms, {limit} the"
                    f" {LIMIT_SECONDS * 1000:.0f} ms; reference: the events read and decoded",
                )  # fmt: skip
        bare.close()
        database.close()


def _busy(path: Path) -> tuple[Database, int]:
    """A P2 that is answered, waits and goes on, again and again."""
    create_desk(
        path, title="Bench", zone="Europe/Berlin", handbook=HANDBOOK.read_text("utf-8"),
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    database = Database(open_checked(path), StoppedClock(OPENED))
    new = NewCase("Exports stall", "Contoso", "P2", "All", "4.2", "Export")
    case_id = database.write(partial(open_case, new=new)).result

    def live(work: Work) -> None:
        kinds = (
            (ev.CONTACT, {"type": "reply", "text": "Still on it, more by tonight"}),
            (ev.NOTE, {"text": "The queue drains slowly"}),
            (ev.PAUSED, {"status": "waiting_customer", "waiting_for": "the log"}),
            (ev.CUSTOMER_MESSAGE, {"text": "Here is the log"}),
        )
        for number in range(EVENTS - 1):
            kind, data = kinds[number % len(kinds)]
            at = OPENED + STEP * (number + 1)
            work.record(case_id, kind, data, at, at)

    database.write(live)
    return database, case_id


def _events(bare: sqlite3.Connection) -> list[object]:
    rows = bare.execute("SELECT id, kind, occurred_at, recorded_at, data FROM events ORDER BY id")
    return [(*row[:4], json.loads(row[4])) for row in rows]
