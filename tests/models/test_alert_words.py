"""Why an alert comes, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert_words import called_words, lead_of, level_words, whom_words
from models.handbook.alerting import lead_level


@pytest.mark.parametrize(
    ("level", "reason", "said"),
    [
        ("75%", None, "75% of the time used"),
        ("75%", {"usual_at": 1}, "75% of the time is used up outside working hours"),
        ("slo", None, "SLO reached"),
        ("-30min", {"usual_at": 1}, "30 min left"),
        ("-2h", None, "2 h left"),
        ("over", None, "Still open"),
        ("learned", {"lead_seconds": 5400, "cases": 0}, "1 h 30 min left"),
        ("learned", {"lead_seconds": 5400, "cases": 31},
         "1 h 30 min left; 9 of 10 of your last 31 such cases took no longer"),
        ("learned", {"lead_seconds": 5400, "cases": 0, "own_hours": True},
         "1 h 30 min of working hours left"),
        ("learned", {"lead_seconds": 5400, "cases": 31, "own_hours": True},
         "1 h 30 min of working hours left; 9 of 10 of your last 31 such cases took no longer"),
    ],
)  # fmt: skip
def test_a_level_says_what_a_clock_has_come_to(
    level: str, reason: dict[str, int] | None, said: str
) -> None:
    assert str(level_words(level, reason)) == said


@given(st.integers(1, 31 * 86_400))
def test_a_lead_is_read_back_from_its_level(seconds: int) -> None:
    assert lead_of(lead_level(seconds)) == seconds


def test_whoever_is_told_for_somebody_else_is_told_so() -> None:
    assert str(whom_words({"for_id": 3})) == "You stand in"
    assert str(whom_words({"away_id": 3})) == "Who has it is away"
    assert whom_words(None) is None


def test_what_nobody_had_seen_says_to_whom_it_went_and_loudly_that_nobody_holds_the_role() -> None:
    assert called_words("", unheld=False) is None
    assert str(called_words("comms_lead", unheld=False)) == (
        "Nobody had seen it: on to the comms lead"
    )
    assert str(called_words("comms_lead", unheld=True)) == (
        "Nobody had seen it, and nobody is comms lead: the lead is told"
    )
