"""Rule 17: undo is an event too; the log keeps both, and clocks skip the pair."""

from datetime import timedelta
from functools import partial

import pytest

from models.commands.bulk import together
from models.commands.cases import change_priority, pause
from models.commands.closing import resolve
from models.commands.contacts import add_note, log_contact
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError
from models.handbook.events import CUSTOMER_MESSAGE
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import clock_of, detail, opened


def test_the_last_step_is_taken_back_and_clocks_run_as_if_it_had_not_been(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    clock.instant += timedelta(minutes=5)
    before = detail(database, case_id)
    database.write(partial(resolve, case_ids=[case_id]))
    assert detail(database, case_id).row.status == "resolved"
    assert detail(database, case_id).last_step.kind == "resolved"
    database.write(partial(undo, case_id=case_id))
    after = detail(database, case_id)
    assert (after.row.status, after.clocks) == (before.row.status, before.clocks)
    assert [(e.kind, e.retracted) for e in after.timeline] == [
        ("opened", False),
        ("resolved", True),
    ]
    assert database.read(differences) == []


def test_a_desk_whose_clock_is_behind_hides_no_step(database: Database, clock: MovingClock) -> None:
    case_id = opened(database)
    clock.instant += timedelta(minutes=20)
    database.write(partial(resolve, case_ids=[case_id]))
    behind = clock.instant - timedelta(minutes=20)

    def told(work: Work) -> None:
        work.record(case_id, CUSTOMER_MESSAGE, {"text": "Thanks"}, behind, behind)

    database.write(told)
    assert detail(database, case_id).last_step.kind == "resolved"


def test_a_reply_taken_back_brings_its_clocks_back(database: Database, clock: MovingClock) -> None:
    case_id = opened(database)
    clock.instant += timedelta(minutes=5)
    before = detail(database, case_id).clocks
    database.write(partial(log_contact, case_id=case_id, type="reply", text="Sent and gone"))
    assert clock_of(database, case_id, "first_response").verdict == "met"
    assert clock_of(database, case_id, "next_update", 2, "SLO").verdict == "running"
    database.write(partial(undo, case_id=case_id))
    assert detail(database, case_id).clocks == before
    assert clock_of(database, case_id, "first_response").verdict == "running"
    said = detail(database, case_id).timeline[-1]
    assert (said.data["text"], said.retracted) == ("Sent and gone", True)
    assert database.read(differences) == []


def test_step_by_step_down_to_the_opening(database: Database, clock: MovingClock) -> None:
    case_id = opened(database)
    clock.instant += timedelta(seconds=1)
    database.write(partial(change_priority, case_ids=[case_id], priority="P1"))
    database.write(partial(log_contact, case_id=case_id, type="reply", text="Wrong case"))
    database.write(partial(undo, case_id=case_id))
    assert clock_of(database, case_id, "first_response").verdict == "running"
    database.write(partial(undo, case_id=case_id))
    assert detail(database, case_id).row.priority == "P2"
    with pytest.raises(KnownError, match="Opening a case is not undone"):
        database.write(partial(undo, case_id=case_id))


def test_ten_minutes_and_not_a_second_more(database: Database, clock: MovingClock) -> None:
    case_id = opened(database)
    database.write(partial(add_note, case_id=case_id, text="Oops"))
    clock.instant += timedelta(minutes=10)
    assert detail(database, case_id).last_step.event_ids
    clock.instant += timedelta(seconds=1)
    with pytest.raises(KnownError, match="within the last ten minutes"):
        database.write(partial(undo, case_id=case_id))


def test_what_somebody_else_did_stays(database: Database, clock: MovingClock) -> None:
    ben = database.write(partial(add_person, name="Ben Okafor")).result
    case_id = opened(database)
    database.write(partial(add_note, case_id=case_id, text="Mine"))
    database.person_id = ben
    with pytest.raises(KnownError, match="Somebody else did the last thing"):
        database.write(partial(undo, case_id=case_id))


def test_of_a_bulk_edit_only_this_case_s_part(database: Database) -> None:
    one, two = opened(database), opened(database)
    database.write(together(pause, [one, two], status="waiting_customer", waiting_for="Contoso"))
    database.write(partial(undo, case_id=one))
    assert detail(database, one).row.status == "new"
    assert detail(database, two).row.status == "waiting_customer"
