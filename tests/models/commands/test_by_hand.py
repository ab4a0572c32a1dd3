"""Changed by hand, with a reason and a name; what the log says without it is kept beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from models.commands.by_hand import enter_pause, move_start, override_deadline
from models.commands.cases import change_priority, pause, resume
from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError, Problems
from models.queries.case_clocks import CaseClockRow
from models.queries.explanation import explanation
from models.verification import differences
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import WHOLE, clock_of, detail, opened
from tests.models.queries.ledgers import check_ledgers

HOUR = timedelta(hours=1)
Write = Callable[..., None]


@pytest.fixture
def write(database: Database) -> Write:
    """Do something as Ana."""
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result

    def run(command: Callable[..., None], **given: Any) -> None:
        database.write(partial(command, **given))

    return run


def both(clock: CaseClockRow) -> tuple[datetime | None, str, datetime | None, str | None]:
    return clock.due_at, clock.verdict, clock.original_due_at, clock.original_verdict


# ---- a deadline --------------------------------------------------------------------------------


def test_a_deadline_set_by_hand_counts_and_the_other_is_kept(
    database: Database, clock: MovingClock, write: Write
) -> None:
    case_id = opened(database)
    due = clock_of(database, case_id, "first_response").due_at
    assert due == NOW + HOUR
    write(override_deadline, case_id=case_id, commitment="first_response", due_at=due + HOUR,
          reason="Agreed by phone")  # fmt: skip
    assert both(clock_of(database, case_id, "first_response")) == (
        due + HOUR,
        "running",
        due,
        "running",
    )
    clock.instant = due + HOUR / 2
    write(log_contact, case_id=case_id, type="reply", text="Here")
    told = clock_of(database, case_id, "first_response")
    assert both(told) == (due + HOUR, "met", due, "breached")
    original = told.original_json()
    assert original is not None
    assert original["verdict"] == "breached"
    whole = database.read(partial(explanation, case_id=case_id, now=clock.now())).to_json()
    assert original in whole["originals"]
    check_ledgers(whole, clock.now())
    (event,) = [e for e in detail(database, case_id).timeline if e.kind == "deadline_overridden"]
    assert (event.actor, event.data["reason"]) == ("Ana", "Agreed by phone")
    assert database.read(differences) == []


def test_the_slo_has_a_deadline_of_its_own_and_undo_takes_it_back(
    database: Database, write: Write
) -> None:
    case_id = opened(database)
    before = clock_of(database, case_id, "resolution", objective="SLO")
    write(override_deadline, case_id=case_id, commitment="resolution", due_at=NOW + HOUR,
          reason="Agreed", objective="SLO")  # fmt: skip
    assert clock_of(database, case_id, "resolution", objective="SLO").due_at == NOW + HOUR
    assert clock_of(database, case_id, "resolution").original_due_at is None
    write(undo, case_id=case_id)
    assert clock_of(database, case_id, "resolution", objective="SLO") == before


def test_a_deadline_of_what_is_promised_no_more_is_refused(
    database: Database, clock: MovingClock, write: Write
) -> None:
    case_id = opened(database, replace(WHOLE, priority="P1"))
    clock.instant = NOW + HOUR
    database.write(partial(change_priority, case_ids=[case_id], priority="P4", note="Agreed"))
    events = len(detail(database, case_id).timeline)
    with pytest.raises(KnownError, match="Next update is no longer promised to CS-1001"):
        write(override_deadline, case_id=case_id, commitment="next_update", due_at=NOW + 2 * HOUR,
              reason="Agreed", objective="SLO")  # fmt: skip
    assert len(detail(database, case_id).timeline) == events
    kept = clock_of(database, case_id, "next_update", objective="SLO")
    assert (kept.verdict, kept.due_at) == ("breached", NOW + HOUR / 2)


# ---- a start -----------------------------------------------------------------------------------


def test_a_start_moved_back_counts_from_there_and_both_verdicts_are_kept(
    database: Database, clock: MovingClock, write: Write
) -> None:
    case_id = opened(database)
    clock.instant = NOW + HOUR / 2
    write(log_contact, case_id=case_id, type="reply", text="Here")
    called = NOW - HOUR
    write(move_start, case_id=case_id, commitments=["first_response", "resolution"],
          started_at=called, reason="The customer had called")  # fmt: skip
    response = clock_of(database, case_id, "first_response")
    assert both(response) == (called + HOUR, "breached", NOW + HOUR, "met")
    assert (response.started_at, response.elapsed_seconds) == (called, 5_400)
    assert clock_of(database, case_id, "resolution").due_at == called + 24 * HOUR
    assert clock_of(database, case_id, "next_update", objective="SLO").original_due_at is None
    assert database.read(differences) == []


# ---- a pause -----------------------------------------------------------------------------------


def test_a_wait_entered_when_it_was_over_takes_its_time_out(
    database: Database, clock: MovingClock, write: Write
) -> None:
    case_id = opened(database)
    clock.instant = NOW + 25 * HOUR
    write(resolve, case_ids=[case_id])
    assert clock_of(database, case_id, "resolution").verdict == "breached"
    write(enter_pause, case_id=case_id, status="waiting_customer", waiting_for="Priya",
          began_at=NOW + HOUR, ended_at=NOW + 3 * HOUR, reason="Nobody logged it")  # fmt: skip
    told = clock_of(database, case_id, "resolution")
    assert both(told) == (NOW + 26 * HOUR, "met", NOW + 24 * HOUR, "breached")
    assert (told.paused_seconds, detail(database, case_id).row.status) == (7_200, "resolved")
    assert clock_of(database, case_id, "first_response").original_due_at is None
    assert database.read(differences) == []


def test_it_changes_no_status_that_came_meanwhile(
    database: Database, clock: MovingClock, write: Write
) -> None:
    case_id = opened(database)
    clock.instant = NOW + 2 * HOUR
    write(pause, case_ids=[case_id], status="waiting_third_party", waiting_for="Stripe")
    clock.instant = NOW + 5 * HOUR
    write(enter_pause, case_id=case_id, status="waiting_customer", waiting_for="Priya",
          began_at=NOW + HOUR, ended_at=NOW + 3 * HOUR, reason="Nobody logged it")  # fmt: skip
    assert detail(database, case_id).row.status == "waiting_third_party"
    assert clock_of(database, case_id, "resolution").due_at == NOW + 26 * HOUR


def test_a_wait_that_lasts_still_pauses_from_when_it_began(
    database: Database, clock: MovingClock, write: Write
) -> None:
    case_id = opened(database)
    clock.instant = NOW + 5 * HOUR
    write(enter_pause, case_id=case_id, status="waiting_customer", waiting_for="Priya",
          began_at=NOW + HOUR, ended_at=None, reason="Nobody logged it")  # fmt: skip
    row = detail(database, case_id).row
    assert (row.status, row.waiting_for) == ("waiting_customer", "Priya")
    told = clock_of(database, case_id, "resolution")
    assert (told.due_at, told.original_due_at) == (None, NOW + 24 * HOUR)
    write(resume, case_ids=[case_id])
    assert clock_of(database, case_id, "resolution").due_at == NOW + 28 * HOUR
    assert database.read(differences) == []


# ---- refusals ----------------------------------------------------------------------------------

GOOD: dict[str, Any] = {"reason": "Agreed"}
DEADLINE = GOOD | {"commitment": "resolution", "due_at": NOW + HOUR}
START = GOOD | {"commitments": ["resolution"], "started_at": NOW}
WAIT = GOOD | {"status": "waiting_customer", "waiting_for": "Priya", "began_at": NOW,
               "ended_at": NOW + HOUR / 2}  # fmt: skip


@pytest.mark.parametrize(
    ("command", "given", "field", "said"),
    [
        (override_deadline, DEADLINE | {"reason": " "}, "reason", "Say why"),
        (override_deadline, DEADLINE | {"due_at": None}, "due_at", "Say when"),
        (override_deadline, DEADLINE | {"due_at": NOW}, "due_at", "before this clock began"),
        (override_deadline, DEADLINE | {"due_at": NOW + 24 * HOUR}, "due_at", "then already"),
        (move_start, START | {"started_at": NOW + 2 * HOUR}, "started_at", "not come yet"),
        (move_start, START | {"started_at": None}, "started_at", "Say when"),
        (move_start, START | {"commitments": ["first_response"], "started_at": NOW + HOUR},
         "started_at", "had stopped by then"),
        (move_start, START | {"commitments": []}, "commitments", "at least one"),
        (enter_pause, WAIT | {"waiting_for": ""}, "waiting_for", "whom we wait for"),
        (enter_pause, WAIT | {"began_at": None}, "began_at", "Say when"),
        (enter_pause, WAIT | {"began_at": NOW - HOUR}, "began_at", "opened later"),
        (enter_pause, WAIT | {"ended_at": NOW}, "ended_at", "before it began"),
        (enter_pause, WAIT | {"ended_at": NOW + 2 * HOUR}, "ended_at", "not come yet"),
        (enter_pause, WAIT | {"status": "waiting_engineering"}, "status", "pauses no clock"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_written(
    database: Database, clock: MovingClock, write: Write, command: Write, given: dict[str, Any],
    field: str, said: str,
) -> None:  # fmt: skip
    case_id = opened(database)
    clock.instant = NOW + HOUR / 4
    write(log_contact, case_id=case_id, type="reply", text="Here")
    clock.instant = NOW + HOUR
    events = detail(database, case_id).events
    with pytest.raises(Problems) as caught:
        write(command, case_id=case_id, **given)
    assert said in caught.value.by_field[field]
    assert detail(database, case_id).events == events


def test_a_wait_cannot_last_where_the_case_went_on(
    database: Database, clock: MovingClock, write: Write
) -> None:
    case_id = opened(database)
    clock.instant = NOW + HOUR
    write(pause, case_ids=[case_id], status="waiting_third_party", waiting_for="Stripe")
    clock.instant = NOW + 2 * HOUR
    with pytest.raises(Problems) as caught:
        write(enter_pause, case_id=case_id, **WAIT | {"ended_at": None})
    assert "went on" in caught.value.by_field["ended_at"]


def test_nobody_changes_a_clock_without_a_name_or_one_that_is_not_there(
    database: Database, write: Write
) -> None:
    case_id = opened(database)
    for commitment, objective in (("workaround", "SLA"), ("next_update", "SLA")):
        with pytest.raises(KnownError, match="has no clock"):
            write(override_deadline, case_id=case_id,
                  **DEADLINE | {"commitment": commitment, "objective": objective})  # fmt: skip
    with pytest.raises(KnownError, match="not a way of waiting"):
        write(enter_pause, case_id=case_id, **WAIT | {"status": "resolved"})
    database.person_id = None
    with pytest.raises(KnownError, match="carries a name"):
        write(override_deadline, case_id=case_id, **DEADLINE)
