"""A lead is placed in the time in which it was learned: whatever the hours, none is converted."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.handbook.alerting import LEARNED, AlertPlan, Audience, plan_alerts
from models.handbook.calendar import BusinessCalendar
from models.handbook.held import open_between
from models.handbook.lead_time import lead_time
from models.handbook.placing import place_lead
from models.handbook.roster import EVERYBODY_HERE, Leave, Member, Roster, Span
from tests.models.handbook.logs import DEFAULT, RES, Log, said, secs
from tests.models.handbook.test_placing import ANA, DAYS, NINE_TO_FIVE, with_leads

ZONE = "Europe/Berlin"
TEAM = BusinessCalendar(ZONE, {day: [("09:00", "17:00")] for day in DAYS})
AFTERNOONS = tuple((day, (("13:00", "17:00"),)) for day in DAYS)
BEGIN, END = secs("11 00:00"), secs("20 00:00")
instants = st.integers(BEGIN, END)
leaves = st.builds(
    lambda one, other: Leave(min(one, other), max(one, other) + 1), instants, instants
)
rosters = st.one_of(
    st.just(EVERYBODY_HERE),
    st.builds(
        lambda shifts, away: Roster({ANA: Member(ANA, "agent", shifts, tuple(away))}),
        st.sampled_from([(), NINE_TO_FIVE, AFTERNOONS]), st.lists(leaves, max_size=2),
    ),
)  # fmt: skip
"""Ana, whose hours are known or not, who may be away; or nobody whom the desk knows."""
calendars = st.sampled_from([TEAM, BusinessCalendar.always()])


def seconds_in(spans: list[Span], start: int, end: int) -> int:
    """As cases teach it."""
    (found,) = open_between(spans, np.array([start]), np.array([end])).tolist()
    return int(found)


@given(rosters, calendars, instants, instants)
def test_who_is_told_as_early_as_a_case_took_has_as_long_as_it_took(
    roster: Roster, calendar: BusinessCalendar, begun: int, stopped: int
) -> None:
    taught = lead_time([ANA], roster, ZONE, calendar, BEGIN, END)
    took = seconds_in(taught, begun, stopped)
    assume(took > 0)
    known = min(begun, stopped) - 86_400
    hours = lead_time([ANA], roster, ZONE, calendar, known, stopped)
    placed = place_lead(hours, took, stopped)
    assert seconds_in(hours, placed, stopped) == took
    assert placed >= begun
    assert seconds_in(hours, begun, placed) == 0  # when such a case would have to be begun


def learned(seconds: int, roster: Roster, priority: str = "P3") -> AlertPlan:
    """Of a case of Ana's that is due on Wednesday at 11:00, when such cases took so long."""
    policy = with_leads(learned_lead=3600)
    target = replace(DEFAULT.targets["P3"][RES], learned_lead=3600)
    targets = {**policy.targets, "P3": {**policy.targets["P3"], RES: target}}
    policy = replace(policy, targets=targets)
    log = Log({1: policy}).opened("11 09:00", priority)
    log.overridden("11 09:00", "13 11:00")
    audience = Audience(
        policy, ANA, "", secs("11 09:00"), roster, {(ANA, RES, priority, ""): (seconds, 31)}
    )
    plans = plan_alerts(list(log.clocks().values()), audience)
    return next(plan for plan in plans if (plan.commitment, plan.level) == (RES, LEARNED))


@pytest.mark.parametrize(
    ("shifts", "priority", "at"),
    [
        (NINE_TO_FIVE, "P2", "12 14:00"), (NINE_TO_FIVE, "P3", "12 14:00"),
        (AFTERNOONS, "P3", "11 16:00"),
        ((), "P3", "12 14:00"),  # hers are not known: the clock's, which is the team's
        ((), "P2", "13 06:00"),  # a P2's runs round the clock
    ],
)  # fmt: skip
def test_five_hours_before_wednesday_at_eleven(
    shifts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], priority: str, at: str
) -> None:
    plan = learned(5 * 3600, Roster({ANA: Member(ANA, "agent", shifts)}), priority)
    assert said(plan.due_at) == at
    assert plan.reason.get("own_hours", False) is bool(shifts)


def test_why_it_comes_at_another_instant_than_by_the_clock_is_in_its_reason() -> None:
    by_her_hours = learned(5 * 3600, Roster({ANA: Member(ANA, "agent", AFTERNOONS)}))
    assert by_her_hours.reason == {
        "lead_seconds": 18_000, "cases": 31, "own_hours": True, "counted_at": secs("12 14:00"),
    }  # fmt: skip
    at_night = learned(5 * 3600, Roster({ANA: Member(ANA, "agent", NINE_TO_FIVE)}), "P2")
    assert at_night.reason["usual_at"] == secs("13 06:00")
    assert "counted_at" not in at_night.reason
    by_the_clock = learned(5 * 3600, EVERYBODY_HERE)
    assert by_the_clock.reason == {"lead_seconds": 18_000, "cases": 31}
