"""What a move does: the same as working it all out anew, for the desks it touches (rule 23)."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.desks import Desks, prepare
from models.handbook.policy import FIRST_RESPONSE
from models.handbook.what_if import LIKELY, effect, ends_outside
from tests.models.handbook.benches import HOUR, NOW
from tests.models.handbook.boards import (
    DAYS,
    board,
    boards,
    by_chance,
    due,
    held,
    people,
    prepared,
    slowly,
)

ANA, BEN = 1, 2


def keys(told: Any) -> list[str]:
    return [getattr(one, "job", one).key for one in told]


def late(desks: Desks) -> dict[tuple[int, Any], float]:
    """How likely each deadline is passed, by case and deadline."""
    at = desks.backlog.case_at.tolist()
    named = zip(at, desks.backlog.deadlines, desks.late.tolist(), strict=True)
    return {(desks.cases[place].job.case_id, one): share for place, one, share in named}


def test_every_queue_is_worked_off_next_due_first_within_shifts() -> None:
    random = Random(6)
    for _ in range(40):
        made = by_chance(random, random.randint(0, 9), random.randint(0, 4), 5)
        assert late(prepare(made[0], made[1], NOW, *made[2:])) == slowly(*made)


@given(boards(), st.data())
def test_an_answer_is_what_a_whole_new_look_would_find(desks: Desks, data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.sampled_from([c.job.case_id for c in desks.cases] or [77])))
    whom = data.draw(st.sampled_from([None, *(one.id for one in desks.agents)]))
    told = effect(desks, ids, whom)
    row = -1 if whom is None else desks.row[whom]
    after = desks.given(desks.to_move(ids, row), row)
    anew = desks
    for one in desks.agents:  # each desk by itself, whatever the move touched
        mine = [c.job.case_id for c in desks.cases if after.holder(c.job.case_id) == one.id]
        anew = anew.given(anew.to_move(mine, desks.row[one.id]), desks.row[one.id])
    if whom is None:
        anew = anew.given(anew.to_move(ids, -1), -1)
    assert late(anew) == late(after)
    assert sum(anew.loads) == sum(after.loads)
    crossed = {
        case_id for (case_id, one), share in late(desks).items()
        if share < LIKELY <= late(after)[case_id, one] and one.at >= NOW
    }  # fmt: skip
    assert {one.job.case_id for one in told.delayed} == crossed
    assert not crossed & {one.job.case_id for one in told.saved}


@given(boards(), st.data())
def test_moving_a_case_to_who_has_it_changes_nothing(desks: Desks, data: st.DataObject) -> None:
    if not desks.cases:
        return
    case_id = data.draw(st.sampled_from([case.job.case_id for case in desks.cases]))
    told = effect(desks, [case_id], desks.holder(case_id))
    assert (told.moved, told.delayed, told.saved, told.later) == ((), (), (), ())
    assert told.expected[0] == told.expected[1]
    assert told.load[0] == told.load[1]


@given(boards(), st.data())
def test_one_more_case_makes_no_other_of_a_queue_earlier(desks: Desks, data: st.DataObject) -> None:
    if not desks.cases or not desks.agents:
        return
    case_id = data.draw(st.sampled_from([case.job.case_id for case in desks.cases]))
    whom = data.draw(st.sampled_from([one.id for one in desks.agents]))
    before = {key: one for key, one in late(desks).items() if desks.holder(key[0]) == whom}
    row = desks.row[whom]
    after = desks.given(desks.to_move([case_id], row), row)
    assert all(late(after)[key] >= share for key, share in before.items())
    others = [key for key in late(desks) if desks.holder(key[0]) not in (whom, None)]
    assert all(late(after)[key] <= late(desks)[key] for key in others if key[0] != case_id)


@given(boards(), st.data())
def test_there_and_back_is_as_it_was(desks: Desks, data: st.DataObject) -> None:
    if not desks.cases or not desks.agents:
        return
    at = data.draw(st.integers(0, len(desks.cases) - 1))
    row = data.draw(st.integers(0, len(desks.agents) - 1))
    back = int(desks.holders[at])
    again = desks.given([at], row).given([at], back)
    assert late(again) == late(desks)
    assert again.loads.tolist() == desks.loads.tolist()


def test_a_case_before_others_delays_those_behind_it_past_their_clocks() -> None:
    cases = [
        held(1, BEN, due(3.5)), held(2, ANA, due(1.5, objective="SLO"), due(3)),
        held(3, ANA, due(40)),
    ]  # fmt: skip
    told = effect(board(cases, people("Ana", "Ben")), [1], ANA)
    assert keys(told.moved) == ["CS-1001"]
    assert told.people == {ANA, BEN}
    assert told.delayed == ()  # CS-1002 comes first still
    assert keys(told.later) == ["CS-1001", "CS-1003"]
    cases[0] = held(1, BEN, due(2))
    told = effect(board(cases, people("Ana", "Ben")), [1], ANA)
    assert [(one.job.key, one.deadline.objective) for one in told.delayed] == [("CS-1002", "SLO")]
    assert keys(told.later) == ["CS-1002", "CS-1003"]
    assert told.expected == (0.0, 0.0)  # the SLO is no breach


def test_a_case_is_saved_where_somebody_comes_to_it_in_time() -> None:
    cases = [held(1, BEN, due(1)), held(2, BEN, due(1.5)), held(3, None, due(30))]
    desks = board(cases, people("Ana", "Ben"))
    told = effect(desks, [2], ANA)
    assert keys(told.saved) == ["CS-1002"]
    assert told.expected == (1.0, 0.0)
    assert told.cost == (3.0, 0.0)
    assert told.gain == 3
    assert told.later == ()
    assert keys(effect(desks, [3], ANA).saved) == ["CS-1003"]
    back = effect(desks, [1], None)
    assert (back.to, keys(back.delayed), keys(back.saved)) == (None, ["CS-1001"], ["CS-1002"])


def test_an_answer_is_sooner_given_than_all_of_the_work() -> None:
    cases = [
        held(1, ANA, due(0.5, FIRST_RESPONSE), due(9)), held(2, ANA, due(0.6, FIRST_RESPONSE)),
    ]  # fmt: skip
    desks = board(cases, people("Ana"), hours=2)
    assert set(late(desks).values()) == {0}
    assert set(late(board(cases, people("Ana"), hours=2, answer=0.4)).values()) == {0, 1}


def test_what_is_past_its_clock_is_worked_first_and_is_no_breach_to_come() -> None:
    cases = [held(1, None, due(-1)), held(2, ANA, due(1.5))]
    told = effect(board(cases, people("Ana")), [1], ANA)
    assert keys(told.delayed) == ["CS-1002"]
    assert told.expected == (0.0, 1.0)
    assert (told.saved, told.still_late) == ((), ())


def test_one_column_does_not_work_through_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    desks = prepared(Random(1), 60, 30)
    looked, plain = list[int](), Desks.worked_off

    def spied(self: Desks, who: int, *given: Any) -> Any:
        looked.append(who)
        return plain(self, who, *given)

    monkeypatch.setattr(Desks, "worked_off", spied)
    case = next(c for c in desks.cases if desks.holder(c.job.case_id) not in (None, 5))
    effect(desks, [case.job.case_id], 5)
    assert sorted(looked) == sorted({desks.row[5], desks.row[desks.holder(case.job.case_id) or 0]})


def test_nobody_has_room_and_more_than_that_is_told() -> None:
    desks = board([held(1, None, due(2)), held(2, ANA, due(3))], people("Ana", "Ben", capacity=0))
    told = effect(desks, [1], ANA)
    assert told.overloads
    assert told.load == (2, 4)
    assert effect(desks, [1], BEN).load == (0, 2)
    assert not effect(desks, [2], ANA).overloads  # hers already: nothing moves


def test_somebody_who_went_off_away_or_on_leave_works_on_nothing() -> None:
    case = held(1, ANA, due(2), begun=True)
    for said, what in (
        ({"status": "off"}, ("status",)), ({"status": "away"}, ("status",)),
        ({"on_leave_until": NOW + 20 * HOUR, "spans": DAYS[1:]}, ("leave",)),
        ({"spans": ()}, ("shift",)), ({"spans": DAYS[1:]}, ("shift",)),
    ):  # fmt: skip
        team = [*people("Ana"), *people("X", "Ben", **said)[1:]]
        told = effect(board([case], team), [1], BEN)
        assert keys(told.delayed) == ["CS-1001"]
        assert [what for _, what in told.in_the_way] == [what]
    busy = board([case], [*people("Ana"), *people("X", "Ben", status="busy")[1:]])
    assert effect(busy, [1], BEN).delayed == ()  # at work, on what they have
    assert effect(busy, [1], BEN).in_the_way[0][1] == ("status",)


def test_nobody_on_shift_and_shifts_that_never_occur() -> None:
    desks = board([held(1, ANA, due(2)), held(2, None)], people("Ana", "Ben", spans=()))
    told = effect(desks, [1], BEN)
    assert (told.delayed, told.saved, keys(told.still_late)) == ((), (), ["CS-1001"])
    assert told.expected == (1.0, 1.0)
    assert [one.ends_at for one in told.after_shift] == [None]


def test_a_case_without_a_clock_that_binds_delays_nothing() -> None:
    desks = board([held(1, None), held(2, ANA, due(1))], people("Ana"))
    told = effect(desks, [1], ANA)
    assert (keys(told.moved), told.delayed, told.later, told.after_shift) == (
        ["CS-1001"], (), (), (),
    )  # fmt: skip
    assert told.load == (2, 4)


def test_a_case_and_a_person_that_are_not_known_do_nothing() -> None:
    desks = board([held(1, ANA, due(1))], people("Ana"))
    for ids, whom in (([99], ANA), ([1], 99), ([], ANA), ([1, 1], 99)):
        assert effect(desks, ids, whom).moved == ()
    nowhere = board([], [])
    assert effect(nowhere, [1], None).moved == ()
    assert effect(board([held(1, 99, due(1))], people("Ana")), [1, 1], ANA).expected == (1.0, 0.0)


def test_a_clock_that_ends_when_whoever_has_it_is_not_at_work() -> None:
    desks = board([held(1, ANA, due(1)), held(2, ANA, due(6)), held(3, None, due(6))],
                  people("Ana", "Ben"))  # fmt: skip
    assert ends_outside(desks, 1) is None
    found = ends_outside(desks, 2)
    assert found is not None
    assert (found.due_at, found.ends_at) == (NOW + 6 * HOUR, NOW + 3 * HOUR)
    assert ends_outside(desks, 3) is None  # nobody's
    told = effect(desks, [3], BEN)
    assert [(one.job.key, one.ends_at) for one in told.after_shift] == [("CS-1003", NOW + 3 * HOUR)]


def test_shifts_beyond_those_that_are_known_are_taken_to_be_as_many() -> None:
    far = held(1, ANA, due(20 * 24))
    assert set(late(board([far], people("Ana"), hours=70)).values()) == {0}  # 55 known, 78 in all
    assert set(late(board([far], people("Ana"), hours=90)).values()) == {1}
    assert ends_outside(board([far], people("Ana")), 1) is None  # not known
