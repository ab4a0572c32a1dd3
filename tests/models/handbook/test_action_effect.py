"""Whether an action worked: the rule's three words, and its laws (handbook, rule 28)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.action_effect import (
    ATTAINMENT,
    BETTER,
    BREACHES,
    CANNOT_TELL,
    CASES,
    CHANCE,
    DID_NOT,
    FACTOR,
    FEWEST,
    MAYBE_FAR,
    MEASURES,
    NARROWED,
    NOT_FAR,
    REOPENED,
    RESPONSE,
    TOO_FEW,
    WORKED,
    WORSE,
    Effect,
    Measure,
    Reading,
    change,
    direction,
    effect_from,
    judge,
)

BREACH = Measure(BREACHES, priority="P2", commitment="resolution")


def read(part: int, whole: int, quarters: int = 1) -> Reading:
    return Reading("2016Q1", "2016Q1", quarters, part, whole)


def median(seconds: float, low: float, high: float, whole: int = 80) -> Reading:
    return Reading("2016Q1", "2016Q1", 1, whole, whole, seconds, low, high)


@pytest.mark.parametrize(
    ("effect", "before", "after", "verdict", "why"),
    [
        (Effect(BREACH, 3), read(14, 160), read(3, 171), WORKED, ""),
        (Effect(BREACH, 2), read(14, 160), read(3, 171), CANNOT_TELL, NOT_FAR),
        (Effect(BREACH, 3), read(14, 160), read(15, 171), DID_NOT, ""),
        (Effect(BREACH, 3), read(6, 160), read(3, 171), CANNOT_TELL, CHANCE),
        (Effect(BREACH, 3), read(6, 160), read(5, 171), CANNOT_TELL, MAYBE_FAR),
        (Effect(BREACH, 0), read(0, 160), read(0, 171), CANNOT_TELL, CHANCE),
        (Effect(BREACH, 0), read(14, 160), read(0, 9), CANNOT_TELL, TOO_FEW),
        (Effect(BREACH, 3), read(28, 320, 2), read(6, 342, 2), WORKED, ""),
        (Effect(Measure(ATTAINMENT), 90), read(120, 160), read(160, 170), WORKED, ""),
        (Effect(Measure(ATTAINMENT), 90), read(120, 160), read(121, 170), DID_NOT, ""),
        (Effect(Measure(ATTAINMENT), 90), read(150, 160), read(160, 170), CANNOT_TELL, CHANCE),
        (Effect(Measure(REOPENED), 5), read(40, 200), read(4, 200), WORKED, ""),
        (Effect(Measure(REOPENED), 5), read(40, 200), read(39, 200), DID_NOT, ""),
        (Effect(Measure(RESPONSE, "P3"), 30), median(3600, 3000, 4200), median(1700, 1500, 1800),
         WORKED, ""),
        (Effect(Measure(RESPONSE, "P3"), 30), median(3600, 3000, 4200), median(3500, 3100, 4000),
         DID_NOT, ""),
        (Effect(Measure(RESPONSE, "P3"), 30), median(3600, 3000, 4200), median(1700, 1500, 3200),
         CANNOT_TELL, CHANCE),
    ],
)  # fmt: skip
def test_worked_did_not_and_cannot_tell(
    effect: Effect, before: Reading, after: Reading, verdict: str, why: str
) -> None:
    found = judge(effect, before, after)
    assert (found.verdict, found.why) == (verdict, why)


def test_two_quarters_on_either_side_are_judged_at_a_higher_level() -> None:
    assert judge(Effect(BREACH, 3), read(14, 160), read(3, 171)).level == 0.95
    assert judge(Effect(BREACH, 3), read(14, 160), read(3, 171, 2)).level == 0.99


def test_what_was_never_answered_is_longer_than_any_time() -> None:
    effect = Effect(Measure(RESPONSE, "P1"), 15)
    waiting = Reading("2016Q1", "2016Q1", 1, 20, 20, None, 700, None)
    assert judge(effect, median(900, 800, 1000), waiting).verdict == CANNOT_TELL
    assert judge(effect, waiting, median(600, 500, 650)).verdict == WORKED
    assert judge(effect, waiting, waiting).verdict == CANNOT_TELL


COUNTED = st.sampled_from((BREACHES, FACTOR, CASES, ATTAINMENT, REOPENED))
READINGS = st.integers(FEWEST, 300).flatmap(
    lambda whole: st.builds(read, st.integers(0, whole), st.just(whole))
)
LEVELS = st.sampled_from((0.95, 0.99))


@given(COUNTED, READINGS, READINGS, LEVELS)
def test_what_is_better_one_way_is_worse_the_other(
    kind: str, before: Reading, after: Reading, level: float
) -> None:
    one = Measure(kind)
    there = direction(one, change(one, before, after, level))
    back = direction(one, change(one, after, before, level))
    assert back == {BETTER: WORSE, WORSE: BETTER}.get(there, there)


@given(COUNTED, READINGS, st.integers(0, 300), st.integers(1, 5))
def test_identical_quarters_have_never_worked(
    kind: str, before: Reading, expected: int, quarters: int
) -> None:
    after = before._replace(quarters=quarters)
    assert judge(Effect(Measure(kind), expected), before, after).verdict != WORKED


@given(COUNTED, READINGS, READINGS, st.integers(2, 10))
def test_more_of_the_same_never_widens(
    kind: str, before: Reading, after: Reading, times: int
) -> None:
    one = Measure(kind)
    few = change(one, before, after, 0.95)
    many = change(
        one, before._replace(part=before.part * times, whole=before.whole * times),
        after._replace(part=after.part * times, whole=after.whole * times), 0.95,
    )  # fmt: skip
    assert few.low <= many.low + 1e-9
    assert many.high <= few.high + 1e-9


@given(COUNTED, READINGS, READINGS, st.integers(0, 100))
def test_under_so_few_cases_nothing_is_told(
    kind: str, before: Reading, after: Reading, expected: int
) -> None:
    few = after._replace(part=min(after.part, 3), whole=FEWEST - 1)
    effect = Effect(Measure(kind), expected)
    assert judge(effect, before, few).verdict == CANNOT_TELL
    assert judge(effect, few, after).verdict == CANNOT_TELL


@given(COUNTED, READINGS, READINGS, st.integers(0, 100))
def test_asking_for_less_never_turns_a_success_into_a_failure(
    kind: str, before: Reading, after: Reading, expected: int
) -> None:
    effect = Effect(Measure(kind), expected)
    less = -5 if effect.measure.more_is_better else 5
    easier = replace(effect, expected=expected + less)
    order = (DID_NOT, CANNOT_TELL, WORKED)
    hard, easy = (judge(one, before, after).verdict for one in (effect, easier))
    assert order.index(easy) >= order.index(hard)


@pytest.mark.parametrize("kind", MEASURES)
def test_an_effect_is_stored_and_read_again(kind: str) -> None:
    said = {name: name.upper() for name in NARROWED[kind]}
    effect = Effect(Measure(kind, **said), 3)
    assert effect_from(effect.to_json()) == effect
    assert effect_from({}) is None
    assert effect_from({"measure": "joy", "expected": 3}) is None
