"""Rule 14: lowering a warned case takes the lead, and a note of what was agreed."""

from datetime import timedelta
from functools import partial

import pytest

from models.commands.bulk import together
from models.commands.cases import NewCase, change_priority
from models.commands.people import add_person
from models.database import Database
from models.errors import KnownError, Problems
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened


@pytest.fixture
def warned(database: Database, clock: MovingClock) -> int:
    """A P2 whose first response has passed three quarters of its hour."""
    case_id = opened(database)
    clock.instant += timedelta(minutes=46)
    return case_id


def lower(database: Database, case_id: int, note: str = "") -> None:
    database.write(partial(change_priority, case_ids=[case_id], priority="P3", note=note))


def test_before_the_first_warning_nothing_is_asked(database: Database, clock: MovingClock) -> None:
    case_id = opened(database)
    clock.instant += timedelta(minutes=44)
    assert not detail(database, case_id).warned
    lower(database, case_id)
    assert detail(database, case_id).row.priority == "P3"


def test_after_it_a_note_says_what_was_agreed(database: Database, warned: int) -> None:
    assert detail(database, warned).warned
    with pytest.raises(Problems) as told:
        lower(database, warned, " ")
    assert list(told.value.by_field) == ["note"]
    lower(database, warned, "Agreed by phone")
    case = detail(database, warned)
    assert (case.row.priority, case.timeline[-1].data["note"]) == ("P3", "Agreed by phone")


def test_and_only_the_lead_may(database: Database, warned: int) -> None:
    agent = database.write(partial(add_person, name="Ben Okafor")).result
    lead = database.write(partial(add_person, name="Mara Lindqvist", role="lead")).result
    database.person_id = agent
    with pytest.raises(KnownError, match="takes the lead") as told:
        lower(database, warned, "Agreed")
    assert told.value.what_next == "Ask Mara Lindqvist."
    database.person_id = lead
    lower(database, warned, "Agreed")
    assert detail(database, warned).row.priority == "P3"


def test_bulk_edit_obeys_the_same_rule(database: Database, warned: int) -> None:
    calm = opened(database)
    with pytest.raises(KnownError, match="CS-1001 has passed its first warning"):
        database.write(together(change_priority, [warned, calm], priority="P4"))
    assert detail(database, calm).row.priority == "P2"


def test_raising_and_the_first_real_priority_ask_nothing(
    database: Database, warned: int, clock: MovingClock
) -> None:
    database.write(partial(change_priority, case_ids=[warned], priority="P1"))
    provisional = opened(database, NewCase("Help", incomplete=True))
    clock.instant += timedelta(minutes=50)
    lower(database, provisional)
    assert detail(database, provisional).row.priority == "P3"
