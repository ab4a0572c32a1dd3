"""What a row of a clock says (handbook, rules 5, 8, 12, 14 and 26)."""

from dataclasses import replace

import pytest

from models.handbook import events as ev
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Log, log_under, said, secs


def test_rule_5_a_clock_that_runs_has_no_verdict_and_says_when_it_would_be_over() -> None:
    clock = Log().opened("11 10:00", "P3").clock(FR)
    assert clock.running
    assert (clock.verdict, clock.verdict_at, clock.stopped_at) == (None, None, None)
    assert (clock.elapsed_seconds, clock.paused_seconds, clock.paused_since) == (None, 0, None)
    assert (clock.started_at, clock.target_seconds, said(clock.due_at)) == (
        secs("11 10:00"), 4 * 3600, "11 14:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stop", "verdict", "at"),
    [
        ("11 13:59:59", "met", "11 13:59:59"),
        ("11 14:00", "met", "11 14:00"),
        ("11 14:00:01", "breached", "11 14:00"),
        ("12 09:00", "breached", "11 14:00"),
    ],
)
def test_rules_5_and_26_the_stop_if_met_and_the_crossing_if_breached(
    stop: str, verdict: str, at: str
) -> None:
    log = Log().opened("11 10:00", "P3")
    log.contact(stop)
    assert log.verdict(FR) == (verdict, at)
    assert not log.clock(FR).running


def test_rule_5_what_only_the_edge_decided_has_used_its_target_exactly() -> None:
    log = Log().opened("11 13:00", "P3")
    log.contact("11 17:05")
    clock = log.clock(FR)
    assert (clock.verdict, clock.elapsed_seconds, clock.target_seconds) == (
        "breached", 4 * 3600, 4 * 3600,
    )  # fmt: skip
    other = log_under(edge="opening").opened("11 13:00", "P3")
    other.contact("11 17:05")
    assert (other.verdict(FR), other.due(FR)) == (("met", "11 17:05"), "12 09:00")


def test_rule_8_the_same_clock_is_judged_twice() -> None:
    log = Log().opened("11 10:00", "P3")
    log.contact("11 13:30")
    assert log.verdict(FR) == ("met", "11 13:30")
    assert log.verdict(FR, 1, "SLO") == ("breached", "11 13:00")
    assert [clock.objective for clock in log.clocks().values() if clock.commitment == FR] == [
        "SLA", "SLO",
    ]  # fmt: skip


def test_rule_8_the_cadence_has_an_slo_only_until_a_contract_promises_it() -> None:
    assert {key[2] for key in Log().opened("11 10:00", "P3").clocks() if key[0] == NU} == {"SLO"}
    cadence = DEFAULT.targets["P3"][NU]
    promised = {**DEFAULT.targets["P3"], NU: replace(cadence, sla=cadence.slo)}
    log = log_under(targets={**DEFAULT.targets, "P3": promised}).opened("11 10:00", "P3")
    assert {key[2] for key in log.clocks() if key[0] == NU} == {"SLA", "SLO"}


def test_rule_9_warnings_are_instants_in_order_and_none_lies_behind_a_pause() -> None:
    target = replace(DEFAULT.targets["P2"][RES], warnings=(0.5, 0.75, 0.9))
    row = {**DEFAULT.targets["P2"], RES: target}
    log = log_under(targets={**DEFAULT.targets, "P2": row}).opened("11 00:00", "P2")
    assert [(share, said(at)) for share, at in log.clock(RES).warnings] == [
        (0.5, "11 12:00"), (0.75, "11 18:00"), (0.9, "11 21:36"),
    ]  # fmt: skip
    log.waits("11 15:00")
    assert [share for share, _ in log.clock(RES).warnings] == [0.5]
    log.works("11 16:00")
    assert said(log.clock(RES).warnings[1][1]) == "11 19:00"


def test_rule_13_while_it_waits_it_has_no_due_time_and_says_since_when_and_what_is_used() -> None:
    log = Log().opened("11 09:00", "P3")
    log.waits("11 11:00")
    clock = log.clock(RES)
    assert clock.running
    assert (clock.due_at, clock.paused_since) == (None, secs("11 11:00"))
    assert (clock.elapsed_seconds, clock.paused_seconds) == (2 * 3600, 0)
    assert clock.pauses == ((secs("11 11:00"), None),)


def test_what_it_used_and_what_pauses_took_is_together_the_calendars_own() -> None:
    log = Log().opened("11 09:00", "P3")
    log.waits("11 15:00")
    log.works("12 11:00")
    log.tell(ev.RESOLVED, "12 15:00")
    clock = log.clock(RES)
    assert (clock.elapsed_seconds, clock.paused_seconds) == (10 * 3600, 4 * 3600)
    assert clock.paused_since is None


def test_rule_12_what_is_left_out_says_why_and_is_neither_met_nor_breached() -> None:
    log = Log().opened("11 09:00", "P2", contacts_unknown=True)
    clock = log.clock(FR)
    assert (clock.verdict, clock.reason) == ("unknown", "not in the source")
    assert (clock.due_at, clock.verdict_at, clock.warnings, clock.running) == (
        None,
        None,
        (),
        False,
    )
    log.tell(ev.EXCLUDED, "11 12:00", reason="duplicate")
    assert {(clock.verdict, clock.reason) for clock in log.clocks().values()} == {
        ("excluded", "duplicate")
    }


def test_rule_14_it_counts_under_the_priority_in_force_at_its_verdict() -> None:
    log = Log().opened("11 09:00", "P3")
    log.priority("11 10:00", "P2")
    log.contact("11 10:30")
    log.priority("11 11:00", "P4")
    assert (log.clock(FR).verdict, log.clock(FR).priority) == ("met", "P2")
    assert log.clock(RES).priority == "P4"


def test_each_says_which_calendar_it_counts_on() -> None:
    clocks = Log().opened("11 09:00", "P2").clocks()
    always, team = (DEFAULT.calendars[name].fingerprint for name in ("round_the_clock", "team"))
    assert {key[0]: clock.calendar for key, clock in clocks.items()} == {
        FR: always, NU: team, RES: always,
    }  # fmt: skip
