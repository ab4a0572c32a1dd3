"""The closing note bit by bit, reopening from when the customer wrote, leaving a case out."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.closing import (
    ClosingNote,
    close_case,
    exclude,
    keep_note,
    reopen,
    resolve,
)
from models.commands.contacts import log_customer_message
from models.database import Database
from models.errors import KnownError, Problems
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, clock_of, detail, opened


def test_closing_asks_just_what_is_missing(database: Database) -> None:
    case_id = opened(database)
    database.write(partial(keep_note, case_id=case_id, note=ClosingNote(workaround="By month")))
    database.write(partial(resolve, case_ids=[case_id]))
    database.write(partial(keep_note, case_id=case_id, note=ClosingNote(prevention="Alarm")))
    with pytest.raises(Problems) as told:
        database.write(partial(close_case, case_id=case_id, note=ClosingNote()))
    assert told.value.by_field == {"root_cause": "Root cause is missing."}
    database.write(partial(close_case, case_id=case_id, note=ClosingNote(root_cause="Timeout")))
    case = detail(database, case_id)
    assert case.row.status == "closed"
    assert case.closing == {
        "root_cause": "Timeout", "workaround": "By month", "prevention": "Alarm"
    }  # fmt: skip
    assert database.read(differences) == []


def test_the_short_form_serves_p4(database: Database) -> None:
    case_id = opened(database, replace(WHOLE, priority="P4"))
    database.write(partial(resolve, case_ids=[case_id]))
    database.write(partial(close_case, case_id=case_id, note=ClosingNote("A question")))
    assert detail(database, case_id).row.status == "closed"


def test_what_is_known_already_is_not_written_again(database: Database) -> None:
    case_id = opened(database)
    for _ in range(2):
        database.write(partial(keep_note, case_id=case_id, note=ClosingNote("Timeout")))
    kinds = [event.kind for event in detail(database, case_id).timeline]
    assert kinds == ["opened", "fields_changed"]


def test_a_reopened_case_counts_from_when_the_customer_wrote(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    clock.instant += timedelta(hours=1)
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(hours=5)
    wrote = clock.now() - timedelta(hours=2)
    database.write(
        partial(log_customer_message, case_id=case_id, text="It is back", occurred_at=wrote)
    )
    assert [message.occurred_at for message in detail(database, case_id).unsettled] == [wrote]
    early = wrote - timedelta(hours=4)
    with pytest.raises(Problems) as told:
        database.write(partial(reopen, case_id=case_id, received_at=early))
    assert told.value.by_field == {"received_at": "CS-1001 was not resolved yet then."}
    database.write(partial(reopen, case_id=case_id, received_at=wrote))
    again = clock_of(database, case_id, "resolution", 2)
    assert (again.started_at, again.due_at) == (wrote, wrote + timedelta(hours=24))
    assert clock_of(database, case_id, "resolution", 1).verdict == "met"
    (earlier,) = [e for e in detail(database, case_id).earlier if e.commitment == "resolution"]
    assert (earlier.objective, earlier.met, earlier.breached) == ("SLA", 1, 0)


def test_an_excluded_case_counts_nowhere(database: Database) -> None:
    case_id = opened(database)
    with pytest.raises(KnownError, match="“boring” is not a reason"):
        database.write(partial(exclude, case_id=case_id, reason="boring"))
    database.write(partial(exclude, case_id=case_id, reason="duplicate", note="Of CS-1"))
    case = detail(database, case_id)
    assert case.row.status == "duplicate"
    assert {clock.verdict for clock in case.clocks} == {"excluded"}
