"""Of what use an alert was: followed by what it is for, or not (handbook, rules 9 and 25)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.alert_use import Fired, Ran, Soon, means, use_of
from models.handbook.alerting import (
    BY_RULE,
    CALLS,
    LEARNED,
    MESSAGE,
    OVER,
    SHIPS,
    UNTOUCHED,
    WAIT,
)
from models.handbook.calendar import BusinessCalendar
from tests.models.handbook.logs import may as at

SOON = Soon(BusinessCalendar.always(), timedelta(hours=1))
TEAM = BusinessCalendar("Europe/Berlin", {"mon": [("09:00", "17:00")], "tue": [("09:00", "17:00")]})
DUE = at("11 12:00")
RUNS = Ran(None, DUE, None)


def alert(
    level: str, sla: Ran | None = None, slo: Ran | None = None, fired: str = "11 11:00"
) -> Fired:
    return Fired("resolution", level, at(fired), DUE, None, sla, slo)


def met(stopped: str) -> Ran:
    return Ran("met", DUE, at(stopped))


def missed(stopped: str) -> Ran:
    return Ran("breached", DUE, at(stopped))


@pytest.mark.parametrize("level", ["75%", "-30min", LEARNED])
@pytest.mark.parametrize(
    ("clock", "now", "use"),
    [
        (met("11 11:30"), "11 13:00", True), (missed("11 12:30"), "11 13:00", False),
        (RUNS, "11 12:00", None), (RUNS, "11 12:01", False),  # nobody has ended it, and it is over
        (Ran(None, None, None), "12 12:00", None),  # it stands still
        (met("11 10:59"), "11 13:00", None),  # over before it could be told
        (Ran("excluded", DUE, at("11 11:30")), "11 13:00", None), (None, "11 13:00", None),
    ],
)  # fmt: skip
def test_a_warning_is_of_use_where_what_it_warned_of_was_kept(
    level: str, clock: Ran | None, now: str, use: bool | None
) -> None:
    assert use_of(alert(level, clock), SOON, at(now)) is use
    assert use_of(alert(level, None, clock), SOON, at(now)) is use  # of a commitment without an SLA


@pytest.mark.parametrize(
    ("sla", "use"), [(met("11 11:30"), True), (missed("11 12:30"), False), (RUNS, None)]
)
def test_a_crossed_slo_is_of_use_where_the_sla_was_kept(sla: Ran, use: bool | None) -> None:
    over = Ran("breached", at("11 10:00"), sla.stopped_at)
    assert use_of(alert("slo", sla, over), SOON, at("11 11:59")) is use


@pytest.mark.parametrize(
    ("level", "sla"), [("sla", True), ("slo", False), (OVER, True), (OVER, False)]
)
@pytest.mark.parametrize(
    ("stopped", "now", "use"),
    [("11 13:00", "11 15:00", True), ("11 13:01", "11 15:00", False), (None, "11 13:00", None),
     (None, "11 13:01", False)],
)  # fmt: skip
def test_what_binds_is_crossed_then_it_is_of_use_to_end_it_as_soon_as_a_new_case_is_answered(
    level: str, sla: bool, stopped: str | None, now: str, use: bool | None
) -> None:
    clock = RUNS if stopped is None else missed(stopped)
    told = alert(level, clock if sla else None, None if sla else clock, fired="11 12:00")
    assert use_of(told, SOON, at(now)) is use
    assert use_of(told, None, at(now)) is None  # no first response is promised to measure by


def test_how_soon_is_counted_as_the_first_response_is() -> None:
    clock = missed("12 09:30")
    told = alert("sla", clock, fired="11 16:45")
    assert use_of(told, Soon(TEAM, timedelta(hours=1)), at("12 12:00")) is True
    assert use_of(told, SOON, at("12 12:00")) is False


@pytest.mark.parametrize("what", [MESSAGE, WAIT, BY_RULE, UNTOUCHED])
@pytest.mark.parametrize(
    ("settled", "use"), [("11 11:40", True), ("11 12:40", False), (None, None)]
)
def test_what_no_clock_tells_is_of_use_where_somebody_sees_to_it_soon(
    what: str, settled: str | None, use: bool | None
) -> None:
    told = Fired(what, "x", at("11 11:00"), DUE, None if settled is None else at(settled))
    assert use_of(told, SOON, at("11 12:00")) is use


@pytest.mark.parametrize(
    ("settled", "now", "use"),
    [("11 12:00", "11 14:00", True), ("11 12:01", "11 14:00", False), (None, "11 12:00", None),
     (None, "11 12:01", False)],
)  # fmt: skip
def test_a_reminder_of_a_hotfix_is_of_use_where_it_was_out_when_it_was_due(
    settled: str | None, now: str, use: bool | None
) -> None:
    ended = None if settled is None else at(settled)
    told = Fired(SHIPS, "reminder", at("11 09:00"), DUE, ended)
    assert use_of(told, None, at(now)) is use


hours = st.integers(0, 72).map(lambda number: at("11 00:00") + timedelta(hours=number))
clocks = st.one_of(
    st.none(), st.builds(Ran, st.none(), st.one_of(st.none(), hours), st.none()),
    st.builds(Ran, st.sampled_from(["met", "breached", "excluded", "unknown"]), hours, hours),
)  # fmt: skip


@given(
    st.sampled_from(["resolution", *CALLS]),
    st.sampled_from(["75%", "-2h", LEARNED, "slo", "sla", OVER, "reminder", "due"]),
    hours, hours, st.one_of(st.none(), hours), clocks, clocks, hours, hours,
)  # fmt: skip
def test_what_is_decided_stays_decided_and_every_level_has_its_words(
    commitment: str, level: str, fired: datetime, deadline: datetime, withdrawn: datetime | None,
    sla: Ran | None, slo: Ran | None, one: datetime, other: datetime,
) -> None:  # fmt: skip
    told = Fired(commitment, level, fired, deadline, withdrawn, sla, slo)
    sooner, later = sorted((one, other))
    before, after = use_of(told, SOON, sooner), use_of(told, SOON, later)
    assert before is None or before is after
    assert means(commitment, level, sla is not None) in ("kept", "sla", "soon", "shipped")
