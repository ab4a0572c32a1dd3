"""Many desks sweep one database at once, and one is killed: each alert once for the team."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.watch import claim, record_shown, sweep
from models.commands.cases import open_case
from models.database import Database
from models.desk_time import StoppedClock
from models.entities import PlannedAlert
from models.queries.alerts import PATIENCE
from models.schema import open_checked
from models.work import Work
from tests.conftest import MovingClock
from tests.desktop.test_watch import URGENT, opened, person
from tests.processes import PROCESSES

DUE = 1_000
SWEEPERS, AT_ONCE = (200, 40) if "LEADLINE_FULL" in os.environ else (8, 8)
"""Desks, and those of them that sweep at one moment: a server has a hundred connections."""


def plan(database: Database, count: int) -> None:
    def write(work: Work) -> None:
        case_id = open_case(work, URGENT)
        work.session.flush()
        work.touched.clear()
        work.session.add_all(
            PlannedAlert(
                case_id=case_id, commitment="resolution", cycle=1, level=f"{number}",
                due_at=work.now, deadline_at=work.now + timedelta(hours=4),
            )
            for number in range(count)
        )  # fmt: skip

    database.write(write)


def test_however_many_desks_sweep_each_alert_fires_once(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    plan(database, DUE)

    def swept(_: int) -> list[int]:
        desk = Database(open_checked(desk_address), StoppedClock(clock.now()))
        try:
            return [row.id for row in sweep(desk).fired]
        finally:
            desk.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        fired = [alert for ids in pool.map(swept, range(SWEEPERS)) for alert in ids]
    fired += [row.id for row in sweep(database).fired]
    assert (len(fired), len(set(fired))) == (DUE, DUE)

    def stored(session: Session) -> int | None:
        fired_at = PlannedAlert.fired_at.is_not(None)
        return session.scalar(select(func.count()).select_from(PlannedAlert).where(fired_at))

    assert database.read(stored) == DUE


def claim_and_die(address: str, person_id: int, at: float) -> None:
    from datetime import UTC, datetime

    desk = Database(open_checked(address), StoppedClock(datetime.fromtimestamp(at, UTC)), person_id)
    assert claim(desk)
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(os.name == "nt", reason="no kill -9 there")
def test_what_a_killed_desk_had_claimed_is_shown_after_its_restart_once(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant += timedelta(minutes=10)
    assert sweep(database).fired
    killed = PROCESSES.Process(
        target=claim_and_die, args=(desk_address, ana, clock.now().timestamp())
    )
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    again = Database(open_checked(desk_address), clock, ana)
    assert claim(again) == []
    clock.instant += PATIENCE + timedelta(seconds=1)
    rows = claim(again)
    assert len(rows) == 1
    record_shown(again, rows, ana, taken=True)
    clock.instant += 10 * PATIENCE
    assert [row for row in claim(again) if row.id == rows[0].id] == []
    again.close()
