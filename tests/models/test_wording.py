"""Sentences that several places share, so that none contradicts another."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.wording import owed_words

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
