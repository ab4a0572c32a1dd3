"""A case in full: ledgers that tile and add up, cycles folded, the end of a long timeline."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.orm import Session

from desktop.demo.make import make_demo
from desktop.imports.servicenow import import_servicenow
from models.commands.cases import NewCase, pause
from models.commands.closing import resolve
from models.commands.contacts import add_note, log_contact, log_customer_message
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.desk_time import StoppedClock
from models.entities import Clock
from models.handbook.publication import Publication, To
from models.queries.case import CaseDetail, case_detail
from models.queries.explanation import explanation
from models.schema import create_desk, open_checked
from models.work import Work
from tests.conftest import FULL, HANDBOOK, NOW, SHARED_DATA, MovingClock
from tests.desktop.replay.histories import History
from tests.models.commands.desk import clock_of, detail, opened
from tests.models.queries.ledgers import check_desk

LOG = SHARED_DATA / "servicenow" / "sample_dev_2000cases.csv"
EVERY = 1 if FULL else 5


def test_every_ledger_of_the_demo_desk_tiles_and_adds_up(tmp_path: Path) -> None:
    make_demo(tmp_path / "desk.db", seed=3, now=NOW, handbook=HANDBOOK)
    database = Database(open_checked(tmp_path / "desk.db"), StoppedClock(NOW))
    assert check_desk(database, NOW) > 1_000
    database.close()


@pytest.mark.skipif(not LOG.exists(), reason="the sample log is not here")
def test_every_ledger_of_the_sample_log_tiles_and_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create_desk(path, title="Log", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    database = Database(open_checked(path), StoppedClock(NOW))
    import_servicenow(database, LOG, zone="Europe/Berlin")
    assert check_desk(database, NOW, every=EVERY) > 8_000 / EVERY
    database.close()


@pytest.mark.parametrize("seed", [1, 2] if FULL else [1])
def test_every_ledger_of_a_random_history_tiles_and_adds_up(
    database: Database, clock: MovingClock, seed: int
) -> None:
    """Two handbooks, contracts, pauses, raises, reopenings, what was logged late."""
    History(database, clock, Random(seed)).live(120)
    clock.instant += timedelta(days=2)
    assert check_desk(database, clock.instant) > 60


@pytest.mark.parametrize("to", ["open", "restate"])
def test_it_names_the_version_that_judges_each_clock(
    database: Database, clock: MovingClock, to: To
) -> None:
    """A case may be judged by a later version than the one it was opened under (rule 16)."""
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    case_id = opened(database)
    database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))
    clock.instant += timedelta(hours=1)
    source = HANDBOOK.replace("@team_zone@", "Europe/Berlin").replace('"24 h"', '"2 business days"')
    database.write(partial(publish_handbook, publication=Publication(source, to, None, "Agreed")))
    told = database.read(partial(explanation, case_id=case_id, now=clock.now()))
    assert told.policy_version == detail(database, case_id).policy_number == 2
    resolution = clock_of(database, case_id, "resolution")
    assert (str(resolution.target), resolution.policy_version) == ("2 business days", 2)
    answered = clock_of(database, case_id, "first_response")
    assert answered.policy_version == (1 if to == "open" else 2)


def test_what_a_stopped_clock_stored_is_what_its_ledger_says(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database, NewCase("T", "Contoso", "P3", "All", "4.2", "Open it"))
    database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))
    for hours in (3, 30):
        clock.instant += timedelta(hours=1)
        wait = partial(pause, case_ids=[case_id], status="waiting_customer", waiting_for="Contoso")
        database.write(wait)
        clock.instant += timedelta(hours=hours)
        database.write(partial(log_customer_message, case_id=case_id, text="Here"))
    running = clock_of(database, case_id, "resolution")
    database.write(partial(resolve, case_ids=[case_id]))
    stopped = clock_of(database, case_id, "resolution")
    assert stopped.paused_seconds == running.paused_seconds > 0
    assert stopped.elapsed_seconds == running.elapsed_seconds

    def stored(session: Session) -> tuple[int | None, int]:
        row = session.get_one(Clock, (case_id, "resolution", 1, "SLA"))
        return row.elapsed_seconds, row.paused_seconds

    assert database.read(stored) == (stopped.elapsed_seconds, stopped.paused_seconds)


def test_a_running_clock_goes_on_to_its_due_time(database: Database, clock: MovingClock) -> None:
    case_id = opened(database, NewCase("T", "Contoso", "P3", "All", "4.2", "Open it"))
    clock.instant += timedelta(hours=1)
    resolution = clock_of(database, case_id, "resolution")
    assert str(resolution.target) == "3 business days"
    assert (str(resolution.slo), resolution.calendar) == ("2 business days", "team")
    assert resolution.ahead[0].begin == clock.now()
    assert resolution.ahead[-1].end == resolution.due_at
    assert sum(piece.seconds for piece in resolution.ahead) == resolution.remaining_seconds


def updated(database: Database, clock: MovingClock, times: int) -> int:
    """A P2 that got so many replies, the last of them late."""
    case_id = opened(database)
    for hours in [1] * (times - 1) + [30]:
        clock.instant += timedelta(hours=hours)
        database.write(partial(log_contact, case_id=case_id, type="reply", text="Still on it"))
    return case_id


def test_finished_cycles_are_folded_into_one_line(database: Database, clock: MovingClock) -> None:
    case = detail(database, updated(database, clock, 4))
    shown = [(c.commitment, c.cycle, c.objective) for c in case.clocks]
    assert ("next_update", 5, "SLO") in shown
    assert [name for name, _, _ in shown].count("next_update") == 1
    (folded,) = case.earlier
    assert (folded.commitment, folded.objective) == ("next_update", "SLO")
    assert (folded.met, folded.breached, folded.left_out) == (3, 1, 0)


def test_a_long_timeline_begins_at_its_end(database: Database, clock: MovingClock) -> None:
    case_id = opened(database)

    def fill(work: Work) -> None:
        for number in range(99):
            add_note(work, case_id, f"Note {number}")

    database.write(fill)

    def read(events: int | None) -> CaseDetail:
        query = partial(case_detail, case_id=case_id, now=clock.now(), events=events)
        return database.read(query)

    last = read(10)
    assert last.events == 100
    assert [row.data["text"] for row in last.timeline] == [f"Note {n}" for n in range(89, 99)]
    assert len(read(None).timeline) == 100
    assert read(100).timeline[0].kind == "opened"
