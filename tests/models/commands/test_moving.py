"""Cases moved on the board: two leads at one card, people who went meanwhile, the way back."""

from datetime import timedelta
from functools import partial

import pytest

from models.commands.assignment import Choice, assign_as_proposed
from models.commands.bulk import Refused
from models.commands.cases import assign, change_priority
from models.commands.contacts import add_note
from models.commands.meanwhile import ChangedMeanwhile
from models.commands.moving import Moved, give, moved, moved_as_proposed
from models.commands.standing import set_status
from models.commands.undo import undo_each
from models.commands.working_times import add_absence
from models.database import Database
from models.entities import Person
from models.errors import KnownError
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened
from tests.models.queries.benches import joined, published


@pytest.fixture
def desk(database: Database) -> Database:
    """Nothing is assigned by itself; Lee leads and is at the window."""
    published(database, automatic=False)
    database.person_id = joined(database, "Lee", role="lead")
    return database


def seen(desk: Database, *cases: int) -> dict[int, int]:
    return {one: detail(desk, one).row.version for one in cases}


def given(desk: Database, person: int | None, versions: dict[int, int], here: bool = True) -> Moved:
    command = partial(give, case_ids=list(versions), versions=versions, person_id=person)
    return desk.write(partial(command, seen_here=here)).result


def who(desk: Database, *cases: int) -> list[str | None]:
    return [detail(desk, one).row.assignee for one in cases]


def test_several_move_together_and_come_back_together(desk: Database) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    first, second = opened(desk), opened(desk)
    desk.write(partial(assign, case_ids=[second], person_id=ben))
    way = given(desk, ana, seen(desk, first, second))
    assert who(desk, first, second) == ["Ana", "Ana"]
    desk.write(partial(undo_each, given=way))
    assert who(desk, first, second) == [None, "Ben"]


def test_what_was_proposed_comes_back_and_not_what_was_accepted_after_it(desk: Database) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    first, second = opened(desk), opened(desk)
    why = ("knows exports",)
    way = desk.write(
        partial(moved_as_proposed, choices=[Choice(first, ana, why), Choice(second, ana, why)])
    ).result
    third = opened(desk)
    desk.write(partial(assign_as_proposed, choices=[Choice(third, ben, why)]))
    desk.write(partial(undo_each, given=way))
    assert who(desk, first, second, third) == [None, None, "Ben"]


def test_who_has_it_already_is_left_alone(desk: Database) -> None:
    ana = joined(desk, "Ana")
    mine, other = opened(desk), opened(desk)
    desk.write(partial(assign, case_ids=[mine], person_id=ana))
    assert list(given(desk, ana, seen(desk, mine, other))) == [other]
    assert given(desk, ana, seen(desk, mine, other)) == {}


def test_of_two_leads_at_one_card_the_second_is_told_and_may_do_it_again(desk: Database) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    kim = joined(desk, "Kim", role="lead")
    case_id, lee = opened(desk), desk.person_id
    both = seen(desk, case_id)
    given(desk, ana, both)
    desk.person_id = kim
    with pytest.raises(ChangedMeanwhile) as told:
        given(desk, ben, both)
    assert told.value.sentence.startswith("CS-1001 was changed by Lee, 14:28, since")
    assert who(desk, case_id) == ["Ana"]
    way = given(desk, ben, told.value.versions)
    assert who(desk, case_id) == ["Ben"]
    desk.person_id = lee
    with pytest.raises(KnownError, match="Somebody else did the last thing"):
        desk.write(partial(undo_each, given=way))
    assert who(desk, case_id) == ["Ben"]


def test_nothing_done_since_is_taken_back_with_a_move(desk: Database) -> None:
    ana = joined(desk, "Ana")
    cases = [opened(desk), opened(desk)]
    way = given(desk, ana, seen(desk, *cases))
    desk.write(partial(add_note, case_id=cases[1], text="Called them"))
    with pytest.raises(Refused, match="Something was done to CS-1002 since"):
        desk.write(partial(undo_each, given=way))
    assert who(desk, *cases) == ["Ana", "Ana"]


def test_who_went_off_meanwhile_gets_it_only_when_it_is_said_again(
    desk: Database, clock: MovingClock
) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    case_id = opened(desk)
    desk.write(partial(set_status, person_id=ana, status="away"))
    end = clock.now() + timedelta(hours=30)
    desk.write(partial(add_absence, person_id=ben, begins_at=clock.now(), ends_at=end))
    for person, sentence in (
        (ana, "Ana takes no cases just now: Away for a while · until 17:00."),
        (ben, "Ben takes no cases just now: on leave until Wed 20:28."),
    ):
        with pytest.raises(KnownError) as told:
            given(desk, person, seen(desk, case_id))
        assert told.value.sentence == sentence
        assert who(desk, case_id) == [None]
    given(desk, ana, seen(desk, case_id), here=False)
    assert who(desk, case_id) == ["Ana"]


def test_who_left_the_team_gets_nothing(desk: Database) -> None:
    ana, case_id = joined(desk, "Ana"), opened(desk)

    def leave(work: Work) -> None:
        work.session.get_one(Person, ana).active = False

    desk.write(leave)
    with pytest.raises(KnownError, match="not on the team"):
        given(desk, ana, seen(desk, case_id))
    assert who(desk, case_id) == [None]


def test_other_moves_have_the_same_way_back(desk: Database) -> None:
    case_id = opened(desk)
    command = partial(moved, command=change_priority, case_ids=[case_id], priority="P1")
    way = desk.write(partial(command, versions=seen(desk, case_id))).result
    assert detail(desk, case_id).row.priority == "P1"
    desk.write(partial(undo_each, given=way))
    assert detail(desk, case_id).row.priority == "P2"
