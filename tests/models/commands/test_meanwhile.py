"""Two desks change one thing of a case: the second is told who was faster, and decides."""

from collections.abc import Iterator
from functools import partial

import pytest

from models.commands.cases import NewCase, assign, change_priority
from models.commands.meanwhile import Overtaken
from models.commands.people import add_person
from models.database import Database
from models.schema import open_checked
from tests.models.commands.desk import detail, opened


@pytest.fixture
def kim(database: Database, desk_address: str) -> Iterator[Database]:
    """Kim's own desk on Ana's database."""
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    person_id = database.write(partial(add_person, name="Kim Lund")).result
    made = Database(open_checked(desk_address), database.clock, person_id)
    yield made
    made.close()


def test_a_priority_that_somebody_chose_meanwhile_stays_until_one_was_told(
    database: Database, kim: Database
) -> None:
    case_id = opened(database)
    kim.write(partial(change_priority, case_ids=[case_id], priority="P1", note="Down", seen="P2"))
    mine = partial(change_priority, case_ids=[case_id], priority="P3", note="Small")
    with pytest.raises(Overtaken) as told:
        database.write(partial(mine, seen="P2"))
    said = "Priority is “P1” meanwhile, changed by Kim Lund, 14:28."
    assert told.value.by_field == {"priority": said}
    assert detail(database, case_id).row.priority == "P1"
    database.write(partial(mine, seen=told.value.now["priority"]))
    assert detail(database, case_id).row.priority == "P3"


def test_the_same_priority_chosen_twice_is_no_conflict(database: Database, kim: Database) -> None:
    case_id = opened(database)
    for desk in (kim, database):
        desk.write(partial(change_priority, case_ids=[case_id], priority="P1", note="x", seen="P2"))
    assert detail(database, case_id).row.priority == "P1"


def test_a_first_priority_is_seen_though_it_is_the_provisional_one(
    database: Database, kim: Database
) -> None:
    case_id = opened(database, NewCase("Exports stall", "Contoso", incomplete=True))
    kim.write(partial(change_priority, case_ids=[case_id], priority="P2", seen=""))
    with pytest.raises(Overtaken, match="Priority is “P2” meanwhile, changed by Kim Lund"):
        database.write(partial(change_priority, case_ids=[case_id], priority="P3", seen=""))


def test_a_case_that_somebody_took_meanwhile_is_theirs_until_one_was_told(
    database: Database, kim: Database
) -> None:
    case_id = opened(database)
    kim.write(partial(assign, case_ids=[case_id], person_id=kim.person_id, seen=""))
    mine = partial(assign, case_ids=[case_id], person_id=database.person_id)
    with pytest.raises(Overtaken) as told:
        database.write(partial(mine, seen=""))
    said = "Assignee is “Kim Lund” meanwhile, changed by Kim Lund, 14:28."
    assert told.value.by_field == {"assignee": said}
    assert detail(database, case_id).row.assignee == "Kim Lund"
    database.write(partial(mine, seen=told.value.now["assignee"]))
    assert detail(database, case_id).row.assignee == "Ana Ruiz"
