"""Why a case goes elsewhere and why not to another: each is true, worked out move by move."""

import pytest

from models.handbook.rebalance import Move
from models.handbook.what_if_effect import Effect
from models.move_words import kept_words, not_with_words, origin_words
from models.what_if_words import further_words
from tests.models.handbook.benches import agent, job

ANA, BEN = agent(1, "Ana"), agent(2, "Ben")


def move(expected: tuple[float, float], cost: tuple[float, float]) -> Move:
    return Move(job(), 2, 1, Effect(ANA, expected=expected, cost=cost))


@pytest.mark.parametrize(
    ("expected", "cost", "said"),
    [
        ((2, 1), (9, 5), "so that fewer deadlines are missed"),
        ((2, 2.5), (9, 5), "so that deadlines that matter more are kept"),
        ((2, 2), (9, 9), "who held more than they have room for"),
    ],
)
def test_a_log_keeps_why_it_was_handed_on(
    expected: tuple[float, float], cost: tuple[float, float], said: str
) -> None:
    (kept,) = kept_words(move(expected, cost), BEN)
    assert str(kept) == f"handed on from Ben, {said}"
    assert kept_words(move(expected, cost), None) == ()
    assert [str(origin_words(one)) for one in (BEN, None)] == ["from Ben", "nobody has it"]


@pytest.mark.parametrize(
    ("theirs", "after", "said"),
    [
        ((5, 3), 1, "fewer breaches are to be expected with Ana"),
        ((5, 1), 1, "with Ana it is lesser deadlines that are missed"),
        ((1, 1), 1, "would do better by itself, but not with the other moves"),
        ((2, 2), 1, "would do as well by itself, but not with the other moves"),
        ((2, 2), -1, "might do better still: moves are chosen by what each does by itself"),
        ((2, 2), 0, "would do as well"),
    ],
)
def test_why_not_another(theirs: tuple[float, float], after: float, said: str) -> None:
    assert str(not_with_words(ANA, theirs, (2, 2), after)) == said


def test_what_others_might_save_is_not_rounded_down() -> None:
    told = "The search was not carried to its end: by what each does alone, other moves might save"
    assert [str(further_words(one)) for one in (0.001, 0.121)] == [
        f"{told} up to 1 % more of what is at stake", f"{told} up to 13 % more of what is at stake",
    ]  # fmt: skip
