"""A change by hand is tried before it is made: what is told of it is what it then does."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from models.by_hand_words import moved_words
from models.commands.by_hand import enter_pause, move_start, override_deadline
from models.commands.cases import open_case, pause
from models.commands.people import add_person
from models.commands.rehearsal import Moved, rehearse
from models.database import Database
from models.errors import Problems
from models.handbook.zones import zone
from models.queries.explanation import explanation
from models.wording import instant_words
from models.work import Work
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import WHOLE, detail

HOUR = timedelta(hours=1)


@pytest.fixture
def case_id(database: Database, clock: MovingClock) -> int:
    """A case of P1, two hours old: its first response is over."""
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    found = database.write(partial(open_case, new=replace(WHOLE, priority="P1"))).result
    clock.instant += 2 * HOUR
    return found


def for_one(command: Any) -> Any:
    """As the sheets call it."""

    def run(work: Work, case_ids: list[int], **given: Any) -> None:
        command(work, case_ids[0], **given)

    return run


def tried(database: Database, case_id: int, command: Any, **given: Any) -> list[Moved]:
    query = partial(
        rehearse, case_id=case_id, command=for_one(command), given=given,
        now=database.clock.now(), person_id=database.person_id,
    )  # fmt: skip
    before = detail(database, case_id)
    found = database.read(query)
    assert detail(database, case_id) == before
    return found


def now(database: Database, case_id: int) -> dict[tuple[str, str], tuple[datetime | None, str]]:
    told = database.read(partial(explanation, case_id=case_id, now=database.clock.now()))
    return {(one.commitment, one.objective): (one.due_at, one.verdict) for one in told.clocks}


CHANGES = [
    (override_deadline, {"commitment": "first_response", "objective": "SLA",
                         "due_at": NOW + 3 * HOUR, "reason": "Agreed"}),
    (move_start, {"commitments": ["first_response", "resolution"],
                  "started_at": NOW - 3 * HOUR, "reason": "They had called"}),
    (enter_pause, {"status": "waiting_customer", "waiting_for": "Bo", "reason": "Not logged",
                   "began_at": NOW + HOUR, "ended_at": NOW + 1.5 * HOUR}),
    (enter_pause, {"status": "waiting_customer", "waiting_for": "Bo", "reason": "Not logged",
                   "began_at": NOW + HOUR, "ended_at": None}),
]  # fmt: skip


@pytest.mark.parametrize(("command", "given"), CHANGES)
def test_what_is_told_before_is_what_stands_after(
    database: Database, case_id: int, command: Any, given: dict[str, Any]
) -> None:
    before = now(database, case_id)
    moved = tried(database, case_id, command, **given)
    assert moved
    for one in moved:
        assert before[one.commitment, one.objective] == (one.due_at, one.verdict)
    database.write(partial(command, case_id=case_id, **given))
    after = now(database, case_id)
    told = {(one.commitment, one.objective): (one.due_then, one.verdict_then) for one in moved}
    binding = {key for key in after if key[1] == "SLA" or (key[0], "SLA") not in after}
    assert told == {key: after[key] for key in binding if after[key] != before[key]}


def test_the_reason_may_still_be_missing_and_what_is_refused_says_why(
    database: Database, case_id: int
) -> None:
    given = {"commitment": "first_response", "objective": "SLA", "reason": ""}
    assert tried(database, case_id, override_deadline, due_at=NOW + 3 * HOUR, **given)
    with pytest.raises(Problems) as told:
        tried(database, case_id, override_deadline, due_at=NOW - HOUR, **given)
    assert told.value.by_field == {"due_at": "That is before this clock began."}


def test_both_verdicts_and_due_times_are_in_the_sentence(
    database: Database, case_id: int, clock: MovingClock
) -> None:
    place = zone("Europe/Berlin")

    def said(moved: Moved) -> str:
        when = partial(instant_words, now=clock.instant, zone=place)
        return str(moved_words(moved, when))

    [one] = tried(database, case_id, CHANGES[0][0], **CHANGES[0][1])
    assert said(one) == "First response: due 17:28 instead of 14:43; breached now, running then"
    moved = tried(database, case_id, CHANGES[1][0], **CHANGES[1][1])
    assert [said(one) for one in moved] == [
        "First response: due 11:43 instead of 14:43; breached either way",
        "Resolution: due 15:28 instead of 18:28; running now, breached then",
    ]
    database.write(partial(pause, case_ids=[case_id], status="waiting_customer",
                           waiting_for="Bo", reason="Logs"))  # fmt: skip
    clock.instant += HOUR
    [one] = tried(database, case_id, move_start, commitments=["resolution"],
                  started_at=NOW - 3 * HOUR, reason="They had called")  # fmt: skip
    assert said(one) == ("Resolution: due 15:28 instead of no due time; running now, breached then")
