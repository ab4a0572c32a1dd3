"""Sentences that several places share, so that none contradicts another."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.wording import counted_against_words, owed_words, target_words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 12, 12, 28, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("commitment", "customer", "after", "said"),
    [
        ("next_update", "Northwind", {"minutes": 4}, "owes Northwind an update by 14:32"),
        ("first_response", "Contoso", {"hours": 20}, "owes Contoso a first response by Wed 10:28"),
        ("resolution", "", {"days": 9}, "owes a resolution by 21 May 14:28"),
        ("resolution", "Fabrikam", {"minutes": -90}, "owes Fabrikam a resolution since 12:58"),
        ("root_cause_report", "Adatum", {"minutes": 1}, "owes Adatum root cause report by 14:29"),
    ],
)  # fmt: skip
def test_what_is_owed_to_whom_by_when(
    commitment: str, customer: str, after: dict[str, int], said: str
) -> None:
    owed_at = NOW + timedelta(**after)
    assert str(owed_words(commitment, customer, owed_at, NOW, BERLIN)) == said


def test_at_its_due_time_a_clock_is_not_over_yet() -> None:
    assert str(owed_words("next_update", "", NOW, NOW, BERLIN)) == "owes an update by 14:28"


def test_what_was_counted_stands_beside_its_target_in_the_same_unit() -> None:
    for given in ((86_400, 0), (14_400, 0)):
        for business in (True, False):
            target = target_words(*given, business=business)
            assert counted_against_words(target, given[0], business=business) == target
    days = target_words(86_400, 3, business=True)
    told = counted_against_words(days, 86_400, business=True)
    assert str(told) == "24 h of work time (3 business days)"
