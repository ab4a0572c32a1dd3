"""What a customer is promised, in words: hours, credits, and which of their cases."""

import pytest

from models.handbook.calendar import BusinessCalendar
from models.handbook.policy_file import read_policy
from models.handbook.remedies import Remedies, RemedyTable
from models.queries.customer import Terms
from models.terms_words import (
    hours_lines,
    promised_commitments,
    promised_words,
    remedy_lines,
    week_words,
    whose_words,
)
from tests.models.handbook.policies import SOURCE

POLICY = read_policy(SOURCE, 1)


def test_a_promise_is_told_as_the_handbook_counts_it() -> None:
    assert promised_words(POLICY, "P3", "first_response", "SLA") == "4 h of work time"
    assert promised_words(POLICY, "P3", "resolution", "SLO") == "2 business days"
    assert promised_words(POLICY, "P4", "next_update", "SLO") == ""
    assert promised_commitments(POLICY, "SLA") == ("first_response", "resolution")
    assert "next_update" in promised_commitments(POLICY, "SLA", "SLO")


def test_hours_are_told_once_with_the_priorities_that_count_on_them() -> None:
    week = "Mon–Fri 09:00–17:00, Europe/Berlin"
    assert hours_lines(POLICY, "SLA") == [
        ("P1, P2", "every hour of every day"), ("P3, P4", week),
    ]  # fmt: skip
    assert hours_lines(POLICY, "SLA", "SLO") == [
        ("P1, P2 (first response and resolution)", "every hour of every day"),
        ("P2 (next update), P3, P4", week),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"mon": [("09:00", "12:00"), ("13:00", "17:00")], "tue": [("09:00", "17:00")]},
         "Mon 09:00–12:00 and 13:00–17:00, Tue 09:00–17:00, Europe/Berlin"),
        ({"sat": [("10:00", "14:00")], "sun": [("10:00", "14:00")]},
         "Sat–Sun 10:00–14:00, Europe/Berlin"),
    ],
)  # fmt: skip
def test_days_with_the_same_hours_are_one(
    hours: dict[str, list[tuple[str, str]]], words: str
) -> None:
    assert week_words(BusinessCalendar("Europe/Berlin", hours)) == words
    closed = BusinessCalendar("Europe/Berlin", hours, holidays=["2026-12-25"])
    assert week_words(closed) == f"{words}, not on public holidays"


def test_days_that_are_otherwise_are_named() -> None:
    special: dict[str, list[tuple[str, str]]] = {
        "2026-12-24": [], "2026-12-31": [("09:00", "12:00")], "2027-01-04": [],
    }  # fmt: skip
    calendar = BusinessCalendar(
        "Europe/Berlin", {"mon": [("09:00", "17:00")]}, ["2026-12-25"], special
    )
    assert week_words(calendar) == (
        "Mon 09:00–17:00, Europe/Berlin, not on public holidays; "
        "closed on 24 Dec 2026, 4 Jan 2027; open 09:00–12:00 on 31 Dec 2026"
    )


def test_credits_are_lines_and_none_where_there_are_none() -> None:
    assert remedy_lines(None) == []


def test_a_credit_for_whatever_is_late_names_no_time() -> None:
    table = RemedyTable(over=((0, 100), (1_800, 200)))
    remedies = Remedies("EUR", 1_000, "month", {("P1", "resolution"): table})
    assert remedy_lines(remedies)[0] == (
        "P1 resolution: 1 EUR for each that is late, "
        "2 EUR for each that is over by more than 30 min"
    )


def test_which_cases_names_no_group() -> None:
    assert whose_words(Terms("", POLICY), 0) == "All cases"
    assert whose_words(Terms("", POLICY), 1) == "All other cases"
    assert whose_words(Terms("A", POLICY, ("billing", "exports")), 0) == (
        "Cases about billing or exports"
    )
    assert "econd line" not in whose_words(Terms("A", POLICY, (), ("second line",)), 0)
