"""One look of the watch with nothing due: a million open cases against a thousand."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from desktop.standing import Looking
from models.database import Database
from models.desk_time import StoppedClock
from models.entities import Clock, PlannedAlert
from models.entities.plain import plain
from models.gauge import Danger
from models.handbook.instants import to_seconds
from models.schema import open_checked
from tests.benchmarks.desks import NOW, desk_with
from tests.benchmarks.figures import Figure, paired, timed

MANY, FEW = 1_000_000, 1_000
BAR = 1.5
ROUNDS = 101
_CHUNK = 20_000
_BEFORE = NOW - timedelta(days=1)
"""A day before the first case is due, and most of one before the first warning."""


def run() -> Iterator[Figure]:
    """Sweep, what to tell the person, the bar, the tray and the count of open cases."""
    with tempfile.TemporaryDirectory() as name:
        many, few = (_desk(Path(name) / f"{count}.db", count) for count in (MANY, FEW))
        looks = [Looking(desk) for desk in (many, few)]
        for looking, count in zip(looks, (MANY, FEW), strict=True):
            found = looking.look()
            assert (found.fired, found.due, found.danger) == ([], [], Danger())
            assert found.open_cases == count
        seconds = paired(timed(looks[0].look), timed(looks[1].look), ROUNDS)
        yield Figure(
            "watch: a sweep with nothing due", *seconds, bound="at most", bar=BAR,
            detail=f"{MANY:,} open cases, each with a clock and two planned alerts, against"
                   f" {FEW:,}; SQLite files, warm; what is open is counted when the log grows",
        )  # fmt: skip
        many.close()
        few.close()


def _desk(path: Path, cases: int) -> Database:
    engine = open_checked(desk_with(path, cases))
    now = to_seconds(NOW)
    with engine.begin() as connection:
        for first in range(0, cases, _CHUNK):
            numbers = range(first, min(first + _CHUNK, cases))
            clocks = [{
                "case_id": n + 1, "commitment": "resolution", "cycle": 1, "objective": "SLA",
                "priority": "P2", "calendar": "", "started_at": now - 3600,
                "target_seconds": 28_800, "due_at": now + 4 * n, "paused_seconds": 0,
                "reason": "", "pauses": [],
            } for n in numbers]  # fmt: skip
            connection.execute(insert(plain(Clock)), clocks)
            alerts = [
                {"case_id": n + 1, "commitment": "resolution", "cycle": 1, "level": level,
                 "deadline_at": now + 4 * n, "due_at": now + 4 * n - before,
                 "recipient_id": n % 8 + 1, "step": 0}
                for n in numbers for level, before in (("75%", 7_200), ("sla", 0))
            ]  # fmt: skip
            connection.execute(insert(plain(PlannedAlert)), alerts)
        connection.exec_driver_sql("ANALYZE")
    return Database(engine, StoppedClock(_BEFORE), person_id=1)
