"""Moves worth making: each costs less by itself and after the others, and nothing moves for
nothing (rule 23)."""

from random import Random

from hypothesis import given

from models.handbook.assignment_terms import USUAL
from models.handbook.desks import Desks
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE
from models.handbook.rebalance import WORTH, rebalance, unattended
from models.handbook.skill_rules import Need
from models.handbook.what_if import effect
from tests.models.handbook.boards import DAYS, board, boards, due, held, people, prepared

ANA, BEN = 1, 2


def moved(desks: Desks) -> dict[int, int]:
    found = rebalance(desks, USUAL)
    return {move.job.case_id: move.agent_id for move in found.moves}


def test_a_full_queue_gives_to_an_empty_one_what_that_saves() -> None:
    cases = [held(at, BEN, due(1.2 + at / 10)) for at in range(1, 4)]
    found = rebalance(board(cases, people("Ana", "Ben")), USUAL)
    assert found.expected == (2.0, 1.0)
    assert {move.agent_id for move in found.moves} == {ANA}
    assert all(move.holder == BEN and move.effect.saved for move in found.moves)


def test_nothing_moves_where_nothing_is_late() -> None:
    cases = [held(at, BEN, due(30 + at)) for at in range(1, 4)]
    assert moved(board(cases, people("Ana", "Ben"))) == {}
    assert moved(board([], people("Ana"))) == {}
    assert moved(board(cases, [])) == {}


def test_what_nobody_has_goes_to_somebody_and_never_beyond_their_room() -> None:
    cases = [held(at, None, due(20 + at)) for at in range(1, 7)]
    found = moved(board(cases, people("Ana", "Ben", capacity=4)))
    assert len(found) == 4  # each weighs two
    assert sorted(found.values()) == [ANA, ANA, BEN, BEN]
    assert moved(board(cases, people("Ana", "Ben", capacity=0))) == {}


def test_a_case_somebody_has_begun_on_moves_only_if_that_saves_it_or_another() -> None:
    full = [*people("Ana"), *people("X", "Ben", capacity=3)[1:]]
    for begun in (False, True):
        cases = [held(at, BEN, due(40 + at), begun=begun) for at in range(1, 4)]
        assert bool(moved(board(cases, full))) == (not begun)  # too full, but nothing is late
        late = [held(at, BEN, due(1.1), begun=begun) for at in range(1, 3)]
        assert moved(board(late, people("Ana", "Ben")))


def test_nobody_gets_what_they_may_not_take() -> None:
    needs = (Need("api", 3),)
    cases = [held(at, BEN, due(1.1), needs=needs) for at in range(1, 3)]
    assert moved(board(cases, people("Ana", "Ben"))) == {}
    for said in ({"status": "off"}, {"spans": DAYS[1:]}, {"takes": False, "capacity": 0}):
        team = [*people("Ana", **said), *people("X", "Ben")[1:]]
        assert moved(board([held(1, BEN, due(1.1)), held(2, BEN, due(1.1))], team)) == {}
    secret = [held(at, BEN, due(1.1), only=frozenset((BEN,))) for at in range(1, 3)]
    assert moved(board(secret, people("Ana", "Ben"))) == {}


def test_who_went_off_is_relieved_of_what_is_due_while_a_preferred_skill_is_no_obstacle() -> None:
    team = [*people("Ana"), *people("X", "Ben", status="off")[1:]]
    wanted = (Need("api", 3, required=False),)
    cases = [held(1, BEN, due(2), begun=True, needs=wanted), held(2, BEN, due(40))]
    assert moved(board(cases, team)) == {1: ANA, 2: ANA}


def test_what_is_due_before_its_holder_is_back_moves_though_its_last_clock_is_late_anyway() -> None:
    for away, goes in ({"spans": DAYS[1:]}, {1: ANA}), ({}, {}):
        team = [*people("Ana"), *people("X", "Ben", **away)[1:]]
        case = held(1, BEN, due(0.5, NEXT_UPDATE), due(0.9), begun=True)
        assert moved(board([case], team)) == goes


def test_what_is_due_within_the_hour_with_nobody_there_has_the_room_before_what_can_wait() -> None:
    team = [*people("Ana", capacity=3), *people("X", "Ben", spans=DAYS[1:])[1:]]
    soon = held(1, BEN, due(0.5, FIRST_RESPONSE))
    later = held(2, BEN, due(2, FIRST_RESPONSE), due(2.5))  # two clocks are saved by it
    assert moved(board([later], team)) == {2: ANA}
    assert moved(board([soon, later], team)) == {1: ANA}


@given(boards())
def test_each_move_is_worth_it(desks: Desks) -> None:
    found = rebalance(desks, USUAL)
    after = desks
    for move in found.moves:
        row = desks.row[move.agent_id]
        told = effect(desks, [move.job.case_id], move.agent_id)
        assert told == move.effect
        assert not told.in_the_way
        held_by = desks.holder(move.job.case_id)
        assert held_by == move.holder != move.agent_id
        then = effect(after, [move.job.case_id], move.agent_id)
        if held_by is not None:
            assert then.gain >= 0
            at = desks.place[move.job.case_id]
            if desks.cases[at].begun and not unattended(desks, at):
                assert then.gain >= WORTH
                assert then.saved
        after = after.given(after.to_move([move.job.case_id], row), row)
        assert after.loads[row] <= desks.agents[row].capacity
    assert found.expected == (
        float(desks.counts @ desks.late), float(after.counts @ after.late)
    )  # fmt: skip
    assert len({move.job.case_id for move in found.moves}) == len(found.moves)


def test_a_desk_by_chance_gets_better_and_no_worse() -> None:
    random = Random(5)
    better = 0
    for _ in range(15):
        desks = prepared(random, 20, 4, futures=30)
        found = rebalance(desks, USUAL)
        better += found.expected[1] < found.expected[0]
    assert better > 5
