"""The forecast in words."""

from dataclasses import replace

import pytest

from models.forecast_words import cases_words, chance_words, forecast_words, percent_of, trust_words
from models.handbook.calibration import NOTHING_SAID, Said, calibrate
from models.handbook.forecast import Expected
from models.handbook.thresholds import TAUGHT
from models.queries.forecast import CaseChance, ForecastNow
from tests.conftest import NOW


def now(*spans: tuple[int, int]) -> ForecastNow:
    expected = tuple(
        Expected(hours, (low + high) / 2, low, high)
        for hours, (low, high) in zip((8, 24, 72), spans, strict=True)
    )
    return ForecastNow(NOW, (), expected, {}, 100, 1_000)


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        (((0, 0), (0, 0), (0, 0)), "No case is expected to breach within 72 hours"),
        (((0, 0), (0, 2), (3, 3)),
         "Expected to breach: no case within 8 hours, up to 2 within 24 hours, 3 within 72 hours"),
        (((0, 1), (0, 0), (0, 1)),
         "Expected to breach: up to 1 case within 8 hours, none within 24 hours, up to 1 within 72 "
         "hours"),
        (((1, 1), (2, 4), (1_000, 1_200)),
         "Expected to breach: 1 case within 8 hours, 2 to 4 within 24 hours, 1,000 to 1,200 within "
         "72 hours"),
    ],
)  # fmt: skip
def test_how_many_by_when(spans: tuple[tuple[int, int], ...], said: str) -> None:
    assert str(forecast_words(now(*spans))) == said


def test_without_a_past_it_says_by_what_it_goes() -> None:
    known = now((0, 0), (0, 0), (0, 0))
    few = replace(known, learnt_from=TAUGHT - 1)
    supposed = "as the handbook supposes: too few past cases are known"
    assert str(forecast_words(few)) == f"{forecast_words(known)}, {supposed}"
    assert supposed not in str(forecast_words(replace(few, learnt_from=TAUGHT)))


def test_of_one_span() -> None:
    assert str(cases_words(Expected(8, 1.2, 0, 2))) == "up to 2 cases"


@pytest.mark.parametrize(
    ("chance", "late", "said"),
    [
        (1.0, True, "breached already"),
        (1.0, False, "over 99 % likely to breach"),
        (0.999, False, "over 99 % likely to breach"),
        (0.99, False, "99 % likely to breach"),
        (0.304, False, "30 % likely to breach"),
        (0.006, False, "1 % likely to breach"),
        (0.001, False, "hardly likely to breach"),
    ],
)
def test_a_chance(chance: float, late: bool, said: str) -> None:
    assert str(chance_words(CaseChance(1, "CS-1", "P2", chance, late))) == said


def test_what_is_possible_is_neither_nothing_nor_certain() -> None:
    assert [percent_of(one) for one in (0.0, 0.0049, 0.005, 0.9999, 1.0)] == [0, 0, 1, 99, 100]


def said(chance: float, breached: int, count: int) -> list[Said]:
    return [Said(chance, at < breached) for at in range(count)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "Not enough data to say how far to trust it: no past forecast yet, 50 are needed"),
        (said(0.1, 2, 80),
         "Not enough data to say how far to trust it: of 80 past forecasts 2 breached; "
         "5 that did and 5 that did not are needed"),
        (said(0.1, 5, 50) + said(0.9, 45, 50),
         "You can rely on it: over 100 past forecasts it said 50 % breach and 50 % did; on "
         "average it is off by 1 %"),
        (said(0.1, 10, 50) + said(0.9, 40, 50),
         "Take it as a hint: over 100 past forecasts it said 50 % breach and 50 % did; on "
         "average it is off by 10 %"),
        (said(0.3, 30, 100),
         "Do not rely on it: over 100 past forecasts, always saying 30 % would have been as good"),
    ],
)  # fmt: skip
def test_how_far_to_trust_it(rows: list[Said], words: str) -> None:
    assert str(trust_words(calibrate(rows))) == words


def test_nothing_said_yet() -> None:
    assert NOTHING_SAID.happened == 0
