"""The closing note bit by bit, reopening from when the customer wrote, leaving a case out."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.bulk import Refused, together
from models.commands.closing import (
    ClosingNote,
    close_alike,
    close_case,
    close_cases,
    exclude,
    keep_note,
    reopen,
    resolve,
)
from models.commands.contacts import add_note, log_customer_message
from models.commands.merging import merge
from models.commands.undo import undo
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


def test_reopening_without_a_time_begins_at_the_first_message_nobody_settled(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    clock.instant += timedelta(hours=1)
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(hours=3)
    for hours, text in ((2, "It is back"), (1, "Are you there?")):
        wrote = clock.now() - timedelta(hours=hours)
        database.write(partial(log_customer_message, case_id=case_id, text=text, occurred_at=wrote))
    database.write(partial(reopen, case_id=case_id))
    reopening = next(e for e in detail(database, case_id).timeline if e.kind == "reopened")
    assert reopening.occurred_at == clock.now() - timedelta(hours=2)


def test_only_a_duplicate_is_the_same_as_another_case(database: Database) -> None:
    first, second = opened(database), opened(database)
    with pytest.raises(Problems) as told:
        database.write(partial(exclude, case_id=second, reason="spam", same_as="CS-1001"))
    assert "Only a duplicate is the same as another case." in told.value.by_field["to"]
    assert detail(database, second).row.status == "new"
    assert detail(database, first).links == ()


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


def test_what_was_done_is_no_cause_unless_it_was_called_one(database: Database) -> None:
    case_id = opened(database)
    said = "The index was rebuilt; exports run again."
    database.write(partial(resolve, case_ids=[case_id], text=said))
    assert detail(database, case_id).drafted == ()
    database.write(partial(add_note, case_id=case_id, text="Cause: a stale index"))
    assert [one.words for one in detail(database, case_id).drafted] == ["a stale index"]


def test_a_note_is_drafted_from_what_the_case_holds_until_somebody_takes_it(
    database: Database,
) -> None:
    first = opened(database)
    database.write(partial(resolve, case_ids=[first]))
    database.write(partial(close_case, case_id=first, note=ClosingNote("Lease", "none", "Alarm")))
    case_id = opened(database, replace(WHOLE, same_as="CS-1001"))
    database.write(partial(add_note, case_id=case_id, text="Root cause: a lease that is kept"))
    found = {one.part: (one.words, one.source) for one in detail(database, case_id).drafted}
    assert found == {
        "root_cause": ("a lease that is kept", ""), "workaround": ("none", "CS-1001"),
        "prevention": ("Alarm", "CS-1001"),
    }  # fmt: skip
    database.write(partial(resolve, case_ids=[case_id]))
    with pytest.raises(Problems, match="CS-1002 lacks: root cause, workaround, prevention"):
        database.write(partial(close_case, case_id=case_id, note=ClosingNote()))
    database.write(partial(keep_note, case_id=case_id, note=ClosingNote("Kept lease")))
    assert [one.part for one in detail(database, case_id).drafted] == ["workaround", "prevention"]
    database.write(partial(undo, case_id=case_id))
    assert len(detail(database, case_id).drafted) == 3


def test_a_duplicate_that_was_merged_tells_its_cause(database: Database) -> None:
    case_id, same = opened(database), opened(database)
    database.write(partial(keep_note, case_id=same, note=ClosingNote("A lease is kept")))
    database.write(partial(merge, case_id=same, to="CS-1001"))
    found = [(one.words, one.source) for one in detail(database, case_id).drafted]
    assert found == [("A lease is kept", "CS-1002")]


def test_a_note_taken_back_drafts_nothing(database: Database) -> None:
    case_id = opened(database)
    database.write(partial(add_note, case_id=case_id, text="Cause: another case's"))
    database.write(partial(undo, case_id=case_id))
    assert detail(database, case_id).drafted == ()


def test_one_note_closes_cases_of_the_same_trouble_each_by_its_own_event(
    database: Database,
) -> None:
    first = opened(database)
    second = opened(database, replace(WHOLE, same_as="CS-1001"))
    third = opened(database, replace(WHOLE, same_as="CS-1001"))
    database.write(together(resolve, [first, second]))
    assert [one.id for one in detail(database, first).alike] == [second]
    note = ClosingNote("Lease", "none", "Alarm")
    close = partial(close_alike, case_ids=[first], note=note)
    with pytest.raises(KnownError, match="CS-1003 is new"):
        database.write(partial(close, alike=[second, third]))
    assert detail(database, first).row.status == "resolved"
    database.write(partial(close, alike=[second]))
    for case_id in (first, second):
        case = detail(database, case_id)
        assert (case.row.status, case.closing["root_cause"]) == ("closed", "Lease")
        assert case.timeline[-1].kind == "closed"
    database.write(partial(undo, case_id=second))
    assert detail(database, second).row.status == "resolved"
    assert detail(database, first).row.status == "closed"
    assert database.read(differences) == []


def test_what_a_case_keeps_of_its_own_stands_where_the_common_note_is_empty(
    database: Database,
) -> None:
    first, second = opened(database), opened(database)
    database.write(partial(keep_note, case_id=second, note=ClosingNote("Its own")))
    database.write(together(resolve, [first, second]))
    with pytest.raises(Refused) as told:
        database.write(together(close_cases, [first, second], note=ClosingNote("", "none", "A")))
    assert told.value.sentence == "CS-1001 lacks: root cause."
    assert detail(database, second).row.status == "resolved"
    database.write(together(close_cases, [second], note=ClosingNote("", "none", "A")))
    assert detail(database, second).closing["root_cause"] == "Its own"
