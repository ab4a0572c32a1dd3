"""Which columns a board has and in which order cards stand in them, on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.case_skills import set_case_skills
from models.commands.cases import assign, pause
from models.commands.closing import reopen, resolve
from models.commands.standing import set_capacity, set_status
from models.commands.undo import undo
from models.commands.working_times import add_absence
from models.database import Database
from models.entities import Person
from models.handbook.skill_rules import Need
from models.queries.board import Board, BoardColumn, board, board_mark
from models.queries.board_cards import BoardCard, board_cards
from models.queue_filter import QueueFilter
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.benches import DAY, EVENING, joined, published


@pytest.fixture
def desk(database: Database) -> Database:
    """Nothing is assigned by itself."""
    published(database, automatic=False)
    return database


def shown(
    desk: Database, by: str = "agent", me: int | None = None, only: QueueFilter | None = None
) -> Board:
    query = partial(board, by=by, shown=only or QueueFilter(), now=desk.clock.now(), me=me)
    return desk.read(query)


def columns(found: Board) -> Mapping[str, BoardColumn]:
    return {column.name: column for column in found.columns}


def says(column: BoardColumn) -> list[str]:
    return [str(words) for words in column.says]


def card(desk: Database, case_id: int) -> BoardCard:
    (found,) = desk.read(partial(board_cards, ids=[case_id], now=desk.clock.now()))
    return found


def given(desk: Database, person: int, **new: str) -> int:
    case_id = opened(desk, replace(WHOLE, **new))  # type: ignore[arg-type]
    desk.write(partial(assign, case_ids=[case_id], person_id=person))
    return case_id


def gone(work: Work, person_id: int) -> None:
    """As an import leaves somebody: not on the team, with cases still."""
    work.session.get_one(Person, person_id).active = False


def test_the_lane_of_what_nobody_has_is_first_and_says_how_long(
    desk: Database, clock: MovingClock
) -> None:
    ana = joined(desk, "Ana")
    lane = shown(desk).columns[0]
    assert (lane.key, lane.cases, says(lane)) == ("", (), ["everything has an agent"])
    late = opened(desk, replace(WHOLE, priority="P4"))
    clock.instant += timedelta(minutes=40)
    soon = opened(desk, replace(WHOLE, priority="P1"))
    taken = given(desk, ana)
    lane = shown(desk).columns[0]
    assert lane.cases == (late, soon)  # the oldest first, whatever breaches next
    assert says(lane) == ["longest for 40 min"]
    clock.instant += timedelta(minutes=10)
    desk.write(partial(assign, case_ids=[taken], person_id=None))
    assert shown(desk).columns[0].cases == (late, soon, taken)
    assert [card(desk, one).waits for one in (late, soon, taken)] == ["50 min", "10 min", "0 min"]
    desk.write(partial(undo, case_id=taken))
    assert card(desk, taken).waits == ""
    clock.instant += timedelta(days=3)
    assert says(shown(desk).columns[0]) == ["longest for 3 days"]


def test_nobody_has_a_case_since_it_was_given_up_or_reopened_whatever_was_taken_back(
    desk: Database, clock: MovingClock
) -> None:
    ana = joined(desk, "Ana")
    case_id = opened(desk)

    def waits(minutes: int) -> str:
        clock.instant += timedelta(minutes=minutes)
        return card(desk, case_id).waits

    waits(4)
    desk.write(partial(assign, case_ids=[case_id], person_id=ana))
    waits(1)
    desk.write(partial(assign, case_ids=[case_id], person_id=None))
    assert waits(2) == "2 min"
    for _ in range(2):  # neither the giving up nor the taking
        desk.write(partial(undo, case_id=case_id))
    assert waits(1) == "8 min"
    desk.write(partial(resolve, case_ids=[case_id]))
    waits(60)
    desk.write(partial(reopen, case_id=case_id))
    assert waits(3) == "3 min"
    desk.write(partial(undo, case_id=case_id))
    desk.write(partial(reopen, case_id=case_id))
    assert waits(1) == "1 min"


def test_a_column_per_person_next_to_breach_first_and_who_is_not_here_last(
    desk: Database, clock: MovingClock
) -> None:
    ben = joined(desk, "Ben")
    joined(desk, "Ana")
    eve = joined(desk, "Eve", shifts=EVENING)
    joined(desk, "Fay", shifts=EVENING)
    joined(desk, "Lee", role="lead")
    low, high = given(desk, ben, priority="P4"), given(desk, ben, priority="P1")
    waits = given(desk, eve)
    found = shown(desk)
    assert [one.name for one in found.columns] == ["", "Ana", "Ben", "Eve", "Fay"]
    assert found.unshown == 0  # who leads takes none
    told = columns(found)
    assert told["Ben"].cases == (high, low)
    assert (told["Ana"].cases, told["Eve"].cases) == ((), (waits,))
    assert [told[name].here for name in ("Ana", "Eve")] == [True, False]
    assert says(told["Ben"]) == ["until 17:00", "load 5 of 20"]
    assert says(told["Eve"]) == ["off until 15:00", "load 3 of 20"]
    assert (told["Ben"].load, told["Ben"].capacity, told["Ben"].breached) == (5, 20, 0)
    clock.instant += timedelta(minutes=16)  # past the first response of a P1
    assert columns(shown(desk))["Ben"].breached == 1


def test_of_a_large_team_who_is_not_at_work_gives_way_but_for_who_has_cases(
    desk: Database, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.queries.board._SMALL_TEAM", 2)
    joined(desk, "Ana")
    eve = joined(desk, "Eve", shifts=EVENING)
    joined(desk, "Fay", shifts=EVENING)
    given(desk, eve)
    found = shown(desk)
    assert ([one.name for one in found.columns], found.unshown) == (["", "Ana", "Eve"], 1)
    clock.instant += timedelta(hours=12)  # nobody is at work: somebody must be there to drop on
    found = shown(desk)
    assert ([one.name for one in found.columns], found.unshown) == (["", "Ana", "Eve", "Fay"], 0)


def test_heads_say_leave_and_what_people_say_of_themselves(
    desk: Database, clock: MovingClock
) -> None:
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    cleo = joined(desk, "Cleo")
    for person in (ana, ben, cleo):
        given(desk, person)
    at = clock.now()
    desk.write(partial(add_absence, person_id=ana, begins_at=at, ends_at=at + timedelta(hours=30),
                       stand_in_id=ben))  # fmt: skip
    desk.write(partial(set_status, person_id=ben, status="busy"))
    desk.write(partial(gone, person_id=cleo))
    told = columns(shown(desk))
    assert says(told["Ana"])[0] == "on leave until Wed 20:28; Ben stands in"
    assert says(told["Ben"])[0] == "Busy · until 17:00"
    assert says(told["Cleo"]) == ["not on the team any more"]
    assert not any(told[name].here for name in ("Ana", "Ben", "Cleo"))


def test_figures_about_others_are_the_leads(desk: Database) -> None:
    lead = joined(desk, "Lee", role="lead")
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben")
    desk.write(partial(set_capacity, person_id=ben, capacity=2))
    given(desk, ana), given(desk, ben)
    mine, theirs = (columns(shown(desk, me=ana))[name] for name in ("Ana", "Ben"))
    assert (mine.load, says(mine)[1]) == (3, "load 3 of 20")
    assert (theirs.load, theirs.capacity, says(theirs)[1]) == (None, None, "desk is full")
    assert says(columns(shown(desk, me=ben))["Ana"])[1] == "has room"
    assert columns(shown(desk, me=lead))["Ben"].load == 3
    told = columns(shown(desk, me=ana))
    assert (told[""].breached, told["Ana"].breached, told["Ben"].breached) == (0, 0, None)
    assert columns(shown(desk, me=lead))["Ben"].breached == 0
    assert columns(shown(desk, by="priority", me=ana))["P2"].breached == 0


def test_by_status_priority_and_skill(desk: Database) -> None:
    ana = joined(desk, "Ana", skills={"exports": 4})
    exports, other = given(desk, ana), given(desk, ana, title="Hm", impact="All", steps="Wait")
    desk.write(partial(pause, case_ids=[other], status="waiting_customer", waiting_for="Kim"))
    desk.write(partial(set_case_skills, case_ids=[other], skills={"Quotes": Need("Quotes", 2)}))
    by_status = columns(shown(desk, "status"))
    assert list(by_status)[:3] == ["New", "In progress", "Waiting on customer"]
    assert by_status["Waiting on customer"].cases == (other,)
    by_priority = shown(desk, "priority").columns
    assert [(one.key, one.cases) for one in by_priority[:2]] == [
        ("P1", ()),
        ("P2", (exports, other)),
    ]
    by_skill = columns(shown(desk, "skill"))
    assert list(by_skill) == ["exports", "German", "Quotes", ""]
    assert by_skill["exports"].cases == (exports,)
    assert by_skill["Quotes"].cases == (other,)
    assert says(by_skill["exports"]) == ["at work: Ana"]
    assert says(by_skill["Quotes"]) == ["nobody at work has it"]


def test_the_filter_holds_and_a_board_of_nothing_says_which_nothing(desk: Database) -> None:
    empty = shown(desk)
    assert (empty.cards, empty.has_cases) == (0, False)
    opened(desk), opened(desk, replace(WHOLE, title="Printer prints blanks", customer="Fabrikam"))
    assert shown(desk, only=QueueFilter(text="printer")).cards == 1
    none = shown(desk, only=QueueFilter(text="nothing of the kind"))
    assert (none.cards, none.has_cases) == (0, True)


def test_of_very_many_those_that_breach_first_are_shown(
    desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for priority in ("P4", "P1", "P3"):
        opened(desk, replace(WHOLE, priority=priority))
    monkeypatch.setattr("models.queries.board.MOST_CARDS", 2)
    found = shown(desk, "priority")
    assert [len(one.cases) for one in found.columns] == [1, 0, 1, 0]
    assert found.left_out == 1


def test_the_mark_is_another_after_what_changes_a_board(desk: Database, clock: MovingClock) -> None:
    ana = joined(desk, "Ana")
    seen = {desk.read(board_mark)}
    case_id = opened(desk)
    seen.add(desk.read(board_mark))
    assert desk.read(board_mark) in seen
    desk.write(partial(assign, case_ids=[case_id], person_id=ana))
    seen.add(desk.read(board_mark))
    desk.write(partial(set_status, person_id=ana, status="busy"))
    seen.add(desk.read(board_mark))
    desk.write(partial(add_absence, person_id=ana, begins_at=clock.now(),
                       ends_at=clock.now() + timedelta(hours=3)))  # fmt: skip
    seen.add(desk.read(board_mark))
    assert len(seen) == 5
    assert shown(desk).mark in seen


def test_a_clock_that_ends_after_the_shift_of_who_has_the_case_is_marked(
    desk: Database, clock: MovingClock
) -> None:
    """A first response of a P2 is due an hour later; both leave at 17:00, one comes back."""
    ana = joined(desk, "Ana")
    back = joined(
        desk, "Bo", shifts={day: [*spans, ("17:30", "20:00")] for day, spans in DAY.items()}
    )
    unknown = joined(desk, "Nora", shifts={})
    clock.instant += timedelta(minutes=92)  # 16:00
    just = given(desk, ana)
    assert card(desk, just).shift_ends == ""  # due as the shift ends
    clock.instant += timedelta(minutes=30)
    late, seen, known = (given(desk, person) for person in (ana, back, unknown))
    assert card(desk, late).shift_ends == "17:00"
    assert [card(desk, one).unattended for one in (late, seen, known)] == [True, False, False]
    off = given(desk, joined(desk, "Olga", shifts={"sun": [("09:00", "17:00")]}))
    assert (card(desk, off).unattended, card(desk, off).shift_ends) == (True, "")
    assert (card(desk, late).person_id, card(desk, late).waits) == (ana, "")
    clock.instant += timedelta(hours=2)
    assert not card(desk, late).unattended  # it is over: nothing can be done for it any more
