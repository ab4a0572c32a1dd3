"""The plain questions a policy answers (handbook, rules 6 to 9, 11, 13 and 14)."""

from dataclasses import replace

import pytest

from models.handbook.policy import (
    FIRST_RESPONSE,
    NEXT_UPDATE,
    PRIORITIES,
    RESOLUTION,
    Amount,
    ContactType,
    Policy,
    Target,
    is_raise,
)
from tests.models.handbook.logs import DEFAULT, secs

HOUR = 3600


def test_rule_8_a_commitment_may_have_an_slo_only() -> None:
    cadence = DEFAULT.target("P1", NEXT_UPDATE)
    assert cadence is not None
    assert (cadence.amount("SLA"), cadence.amount("SLO")) == (None, Amount(HOUR // 2))
    answer = DEFAULT.target("P1", FIRST_RESPONSE)
    assert answer is not None
    assert (answer.amount("SLA"), answer.amount("SLO")) == (Amount(900), Amount(600))


def test_rule_9_p4_has_no_cadence() -> None:
    assert DEFAULT.target("P4", NEXT_UPDATE) is None
    assert set(DEFAULT.commitments("P4")) == {FIRST_RESPONSE, RESOLUTION}
    assert DEFAULT.commitment_names() == (FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION)


def test_rule_9_what_nobody_chose_is_the_handbooks_own() -> None:
    bare = Policy("Bare", "team", DEFAULT.calendars, {})
    for name in ("edge", "raise_from", "reopen", "reopen_grace_seconds", "provisional_priority",
                 "acknowledgement_counts"):  # fmt: skip
        assert getattr(bare, name) == getattr(DEFAULT, name)
    assert Target(None, Amount(1), "team").warnings == (0.75,)
    assert bare.target("P1", RESOLUTION) is None
    assert bare.commitments("P1") == {}
    assert bare.team is DEFAULT.calendars["team"]


@pytest.mark.parametrize(
    ("start", "days", "hours"),
    [
        ("11 10:00", 1, 8),
        ("11 10:00", 3, 24),
        ("11 18:00", 1, 8),  # Tuesday 18:00, brought to its closing
        ("16 12:00", 1, 8),  # from Saturday: the whole of Monday
        ("11 06:00", 1, 8),  # Tuesday 06:00, brought to Monday's closing
    ],
)
def test_rule_6_a_number_of_days_becomes_a_budget_once(start: str, days: int, hours: int) -> None:
    assert Amount(days=days).budget(secs(start), DEFAULT.team) == hours * HOUR


def test_rule_7_hours_are_what_they_are_on_any_calendar() -> None:
    assert {
        Amount(4 * HOUR).budget(secs("16 12:00"), calendar)
        for calendar in DEFAULT.calendars.values()
    } == {4 * HOUR}


def test_rule_13_pauses_belong_to_statuses_and_first_response_never_pauses() -> None:
    assert DEFAULT.pauses("waiting_customer", RESOLUTION)
    assert DEFAULT.pauses("waiting_customer", NEXT_UPDATE)
    assert not DEFAULT.pauses("waiting_third_party", RESOLUTION)
    assert not DEFAULT.pauses("unheard_of", RESOLUTION)
    everything = frozenset({FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION, "workaround"})
    wide = replace(DEFAULT, pausing={"new": everything})
    assert not wide.pauses("new", FIRST_RESPONSE)
    assert wide.pauses("new", "workaround")


def test_rule_11_each_contact_type_carries_two_switches() -> None:
    assert DEFAULT.contact("call") == ContactType(True, True)
    assert DEFAULT.contact("status_page") == ContactType(False, True)
    assert DEFAULT.contact("carrier pigeon") == ContactType(True, True)


def test_rule_14_a_raise_asks_for_more() -> None:
    raises = {(old, new) for old in PRIORITIES for new in PRIORITIES if is_raise(old, new)}
    assert raises == {
        ("P2", "P1"), ("P3", "P1"), ("P3", "P2"), ("P4", "P1"), ("P4", "P2"), ("P4", "P3"),
    }  # fmt: skip
