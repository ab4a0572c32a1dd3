"""A case's way through the desk: opened, assigned, answered, paused, resolved, closed, reopened."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.cases import NewCase, assign, change_priority, open_case, pause, start_work
from models.commands.closing import ClosingNote, close_case, exclude, reopen, resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.customers import add_contract, customer_named
from models.commands.facts import edit_facts
from models.commands.people import add_person
from models.database import Database
from models.errors import KnownError, Problems
from models.queries.case import CaseDetail, case_detail
from models.queries.explanation import explanation
from models.queries.queue import QueueRow, queue, queue_counts
from models.queue_filter import QueueFilter
from models.verification import differences
from tests.conftest import MovingClock

WHOLE = NewCase(
    title="Exports stall at 90 %", customer="Contoso", priority="P2", impact="All exports",
    environment="4.2, production", steps="Export everything",
)  # fmt: skip


def the_queue(database: Database, **shown: object) -> list[QueueRow]:
    now = database.clock.now()
    return database.read(
        partial(queue, shown=QueueFilter(**shown), now=now, limit=50)  # type: ignore[arg-type]
    )


def detail(database: Database, case_id: int) -> CaseDetail:
    return database.read(partial(case_detail, case_id=case_id, now=database.clock.now()))


def test_a_new_case_owes_its_first_response(database: Database, clock: MovingClock) -> None:
    written = database.write(partial(open_case, new=WHOLE))
    (row,) = the_queue(database)
    assert written.changes.cases == {written.result}
    assert (row.key, row.commitment, row.objective) == ("CS-1001", "first_response", "SLA")
    assert row.due_at == clock.now() + timedelta(hours=1)
    assert (row.remaining_seconds, row.state) == (3600, "calm")


def test_states_follow_the_time_without_a_write(database: Database, clock: MovingClock) -> None:
    database.write(partial(open_case, new=WHOLE))
    seen = []
    for minutes in (44, 2, 13, 2):
        clock.instant += timedelta(minutes=minutes)
        seen.append(the_queue(database)[0].state)
    assert seen == ["calm", "slo_missed", "slo_missed", "breached"]


def test_missing_fields_are_named_unless_the_case_may_be_incomplete(database: Database) -> None:
    with pytest.raises(KnownError, match="customer, priority, impact, environment, steps"):
        database.write(partial(open_case, new=NewCase("Help")))
    database.write(partial(open_case, new=NewCase("Help", incomplete=True)))
    (row,) = the_queue(database)
    assert (row.priority, row.provisional) == ("P2", True)
    with pytest.raises(KnownError, match="still lacks"):
        database.write(partial(resolve, case_ids=[row.id]))
    assert the_queue(database)[0].status == "new"


def test_a_refused_bulk_edit_changes_nothing(database: Database) -> None:
    first = database.write(partial(open_case, new=WHOLE)).result
    second = database.write(partial(open_case, new=WHOLE)).result
    database.write(partial(exclude, case_id=second, reason="spam"))
    with pytest.raises(KnownError, match="spam"):
        database.write(partial(change_priority, case_ids=[first, second], priority="P1"))
    assert [row.priority for row in the_queue(database)] == ["P2"]


def test_waiting_on_the_customer_stops_the_clock_until_the_reply(
    database: Database, clock: MovingClock
) -> None:
    case_id = database.write(partial(open_case, new=WHOLE)).result
    database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))
    database.write(
        partial(pause, case_ids=[case_id], status="waiting_customer", waiting_for="Priya")
    )
    (row,) = the_queue(database)
    assert (row.state, row.due_at) == ("paused", None)
    clock.instant += timedelta(hours=30)
    database.write(partial(log_customer_message, case_id=case_id, text="Here it is"))
    resolution = next(c for c in detail(database, case_id).clocks if c.commitment == "resolution")
    assert (resolution.elapsed_seconds, resolution.verdict) == (0, "running")


def test_from_first_word_to_closing_note_and_back(database: Database, clock: MovingClock) -> None:
    case_id = database.write(partial(open_case, new=WHOLE)).result
    person = database.write(partial(add_person, name="Ana Ruiz")).result
    database.write(partial(assign, case_ids=[case_id], person_id=person))
    database.write(partial(start_work, case_ids=[case_id]))
    clock.instant += timedelta(hours=3)
    database.write(partial(resolve, case_ids=[case_id]))
    assert the_queue(database) == []
    with pytest.raises(KnownError, match="root cause, workaround, prevention"):
        database.write(partial(close_case, case_id=case_id, note=ClosingNote("", "", "")))
    note = ClosingNote("Timeout", "none", "Alarm")
    database.write(partial(close_case, case_id=case_id, note=note))
    database.write(partial(reopen, case_id=case_id))
    clocks = database.read(partial(explanation, case_id=case_id, now=clock.now())).clocks
    told = [(c.commitment, c.cycle, c.objective, c.verdict) for c in clocks]
    assert ("first_response", 1, "SLA", "breached") in told
    assert ("resolution", 1, "SLA", "met") in told
    assert ("resolution", 2, "SLA", "running") in told


def test_the_chips_count_what_the_queue_shows(database: Database, clock: MovingClock) -> None:
    for _ in range(3):
        database.write(partial(open_case, new=WHOLE))
    clock.instant += timedelta(minutes=50)
    database.write(partial(open_case, new=WHOLE))
    counts = database.read(partial(queue_counts, now=clock.now(), person_id=None))
    for chip, count in counts.items():
        assert count == len(the_queue(database, chip=chip)), chip
    assert (counts["open"], counts["at_risk"], counts["unassigned"]) == (4, 3, 4)


def test_text_is_found_whatever_its_case(database: Database) -> None:
    database.write(partial(open_case, new=WHOLE))
    assert len(the_queue(database, text="EXPORTS conto")) == 1
    assert len(the_queue(database, text="90 %")) == 1
    assert the_queue(database, text="9_ %") == []


def test_a_case_needs_at_least_a_title_and_a_time_that_has_come(
    database: Database, clock: MovingClock
) -> None:
    with pytest.raises(Problems) as told:
        database.write(partial(open_case, new=NewCase(" \n ", incomplete=True)))
    assert told.value.by_field == {"title": "Title is missing."}
    long = replace(WHOLE, title="x" * 301)
    with pytest.raises(Problems, match="at most 300 letters; this one has 301"):
        database.write(partial(open_case, new=long))
    later = replace(WHOLE, received_at=clock.now() + timedelta(seconds=1))
    with pytest.raises(Problems) as told:
        database.write(partial(open_case, new=later))
    assert told.value.by_field == {"received_at": "This time has not come yet."}
    assert the_queue(database) == []


def test_clocks_start_when_the_message_was_received(database: Database, clock: MovingClock) -> None:
    received = clock.now() - timedelta(minutes=40)
    new = replace(WHOLE, received_at=received, message="  It stalls.\nAgain.  ")
    case_id = database.write(partial(open_case, new=new)).result
    (row,) = the_queue(database)
    assert row.due_at == received + timedelta(hours=1)
    told = detail(database, case_id).timeline
    assert [(e.kind, e.occurred_at, e.recorded_at) for e in told] == [
        ("opened", received, clock.now()), ("customer_message", received, clock.now()),
    ]  # fmt: skip
    assert told[1].data == {"text": "It stalls.\nAgain."}


def test_a_customer_s_contract_binds_its_cases(database: Database, clock: MovingClock) -> None:
    terms: dict[str, object] = {"targets": {"P2": {"first_response": {
        "sla": "30 min", "slo": "20 min", "calendar": "round_the_clock"}}}}  # fmt: skip
    customer = database.write(partial(customer_named, name="Contoso")).result
    database.write(partial(add_contract, customer_id=customer, name="Gold", terms=terms))
    case_id = database.write(partial(open_case, new=WHOLE)).result
    (row,) = the_queue(database)
    assert row.due_at == clock.now() + timedelta(minutes=30)
    told = {c.commitment: c.matched_rule for c in detail(database, case_id).clocks}
    assert told["first_response"] == "contract Gold, P2"
    assert told["resolution"] == "handbook, P2"


def test_headings_of_a_template_alone_make_no_complete_case(database: Database) -> None:
    asked = replace(WHOLE, steps="Browser:\n\n1. Account:\n2.")
    with pytest.raises(Problems) as error:
        database.write(partial(open_case, new=asked))
    assert set(error.value.by_field) == {"steps"}
    case_id = database.write(partial(open_case, new=replace(asked, incomplete=True))).result
    assert detail(database, case_id).row.missing == ("steps",)
    with pytest.raises(KnownError):
        database.write(partial(resolve, case_ids=[case_id], text="Done"))
    facts = {"steps": "Browser:\nFirefox\n\n1. Account:\n2."}
    database.write(partial(edit_facts, case_id=case_id, facts=facts))
    assert detail(database, case_id).row.missing == ()
    assert database.read(differences) == []
