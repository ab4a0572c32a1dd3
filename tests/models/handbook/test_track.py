"""How targets move while clocks run: priorities, policy versions (handbook, rules 14 and 16)."""

from dataclasses import replace

import pytest

from models.handbook import events as ev
from models.handbook.policy import Amount, Policy, Target
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Log, log_under, said, secs

# ---- rule 14: raised


def test_rule_14_raised_is_due_at_the_earlier_of_old_due_and_change_plus_new_target() -> None:
    log = Log().opened("11 09:00", "P2")
    log.priority("11 12:00", "P1")
    assert (log.due(RES), log.due(RES, 1, "SLO")) == ("11 16:00", "11 15:00")
    late = Log().opened("11 09:00", "P2")
    late.priority("12 07:00", "P1")  # two hours before the old due time
    assert (late.due(RES), late.clock(RES).target_seconds) == ("12 09:00", 24 * 3600)


def test_rule_14_the_clock_that_binds_says_what_it_counts() -> None:
    log = Log().opened("11 09:00", "P2")
    log.priority("11 12:00", "P1")
    log.tell(ev.RESOLVED, "11 15:00")
    clock = log.clock(RES)
    assert (clock.started_at, clock.target_seconds) == (secs("11 12:00"), 4 * 3600)
    assert (clock.elapsed_seconds, clock.priority) == (3 * 3600, "P1")


def test_rule_14_a_raise_never_breaches_at_once_even_at_the_last_second() -> None:
    log = Log().opened("11 09:00", "P4")
    log.priority("11 16:59:59", "P1")
    assert log.due(FR) == "11 17:00"
    at_the_due_time = Log().opened("11 09:00", "P4")
    at_the_due_time.priority("11 17:00", "P1")
    assert at_the_due_time.verdict(FR) == (None, None)
    assert at_the_due_time.due(FR) == "11 17:00"


def test_rule_14_several_raises_leave_the_earliest() -> None:
    log = Log().opened("11 09:00", "P4")
    log.priority("11 10:00", "P3")
    assert log.due(RES) == "14 10:00"
    log.priority("13 12:00", "P2")
    assert log.due(RES) == "14 10:00"
    log.priority("13 13:00", "P1")
    assert log.due(RES) == "13 17:00"


def test_rule_14_a_contract_may_count_the_raised_target_from_the_opening() -> None:
    log = log_under(raise_from="opening").opened("11 09:00", "P2")
    log.priority("11 12:00", "P1")
    assert log.due(RES) == "11 13:00"


def test_rule_14_counted_from_the_opening_too_the_earlier_of_both_binds() -> None:
    log = log_under(raise_from="opening").opened("11 09:00", "P2")
    log.overridden("11 10:00", "11 12:30")
    log.priority("11 12:00", "P1")  # whose target would be used up at 13:00
    assert log.due(RES) == "11 12:30"
    late = log_under(raise_from="opening").opened("11 09:00", "P2")
    late.overridden("11 10:00", "13 12:00")
    late.priority("11 12:00", "P1")
    assert late.due(RES) == "11 13:00"


def test_rule_14_a_commitment_the_old_priority_lacked_counts_from_the_raise() -> None:
    log = Log().opened("11 09:00", "P4")
    log.contact("11 09:30")
    log.priority("11 12:00", "P1")
    assert log.due(NU, 2, "SLO") == "11 12:30"


def test_rule_14_raised_while_paused() -> None:
    log = Log().opened("11 09:00", "P2")
    log.waits("11 10:00")
    log.priority("11 11:00", "P1")
    clock = log.clock(RES)
    assert (clock.due_at, clock.target_seconds, clock.elapsed_seconds) == (None, 4 * 3600, 0)
    log.works("11 12:00")
    assert log.due(RES) == "11 16:00"
    nearly = Log().opened("11 09:00", "P2")
    nearly.waits("12 08:00")
    nearly.priority("12 08:30", "P1")
    clock = nearly.clock(RES)  # an hour of the old promise is left, and binds
    assert (clock.target_seconds, clock.elapsed_seconds) == (24 * 3600, 23 * 3600)
    nearly.works("12 10:00")
    assert nearly.due(RES) == "12 11:00"


def test_rule_14_pauses_survive_changes_of_priority() -> None:
    log = Log().opened("11 09:00", "P2")
    log.waits("11 10:00")
    log.works("11 12:00")
    log.priority("11 13:00", "P3")
    assert log.clock(RES).pauses == ((secs("11 10:00"), secs("11 12:00")),)
    assert log.due(RES) == "14 11:00"
    log.priority("11 14:00", "P2")
    assert log.due(RES) == "12 14:00"


# ---- rule 14: lowered


def test_rule_14_lowered_counts_the_new_target_from_the_opening() -> None:
    log = Log().opened("11 09:00", "P1")
    log.priority("11 10:00", "P2")
    assert (log.due(RES), log.clock(RES).priority) == ("12 09:00", "P2")
    assert log.due(FR) == "11 09:15"  # breached under P1 by then


def test_rule_14_lowered_after_a_raise_forgets_the_raise() -> None:
    log = Log().opened("11 09:00", "P3")
    log.priority("11 10:00", "P1")
    log.priority("11 11:00", "P3")
    assert log.due(RES) == "13 17:00"
    log.priority("11 12:00", "P1")
    assert log.due(RES) == "11 16:00"


def test_rule_14_lowered_counts_from_the_opening_even_where_that_is_over() -> None:
    log = Log().opened("11 09:00", "P4")
    log.priority("15 09:00", "P2")
    log.priority("15 10:00", "P3")
    assert log.due(RES) == "13 17:00"


def test_rule_14_lowered_to_a_priority_without_the_commitment() -> None:
    log = Log().opened("11 09:00", "P2")
    log.priority("11 10:00", "P4")
    assert (NU, 1, "SLO") not in log.clocks()
    over = Log().opened("11 09:00", "P1")
    over.priority("11 10:00", "P4")  # its update was due at 9:30: that stays, and is over
    clock = over.clock(NU, 1, "SLO")
    assert (clock.verdict, clock.verdict_at, clock.priority) == ("breached", secs("11 09:30"), "P1")
    assert clock.stopped_at == secs("11 10:00")
    over.priority("11 11:00", "P2")  # promised again: it is owed still
    assert over.clock(NU, 1, "SLO").running
    over.contact("11 12:00")
    assert over.verdict(NU, 1, "SLO") == ("breached", "11 09:30")
    assert over.verdict(NU, 2, "SLO") == (None, None)


def test_rule_14_a_breach_that_is_over_is_over_once() -> None:
    log = Log().opened("11 09:00", "P1")
    log.priority("11 10:00", "P4")  # no cadence: its breach of 9:30 ended then
    before = log.clock(NU, 1, "SLO")
    log.priority("11 11:00", "P3")
    log.priority("11 11:00", "P4")
    log.tell(ev.POLICY_APPLIED, "11 12:00", version=1, mode="open")
    assert said(before.stopped_at) == "11 10:00"
    assert said(log.clock(NU, 1, "SLO").stopped_at) == "11 11:00"  # when it last was owed


def test_rule_17_a_deadline_set_by_hand_revives_no_clock_that_is_over() -> None:
    log = Log().opened("11 09:00", "P1")
    log.priority("11 10:00", "P4")
    log.overridden("11 12:00", "11 09:45", NU, 1, "SLO")
    clock = log.clock(NU, 1, "SLO")
    assert (clock.verdict, said(clock.verdict_at)) == ("breached", "11 09:30")
    assert said(clock.stopped_at) == "11 10:00"


def test_the_same_priority_again_changes_nothing() -> None:
    log = Log().opened("11 09:00", "P3")
    log.priority("11 12:00", "P1")
    before = log.clocks()
    log.priority("11 12:30", "P1")
    assert log.clocks() == before


# ---- rule 14: verdicts already reached


def test_rule_14_a_verdict_already_reached_stays_under_its_priority() -> None:
    log = Log().opened("11 09:00", "P3")
    log.contact("11 11:00")
    log.priority("11 12:00", "P1")
    clock = log.clock(FR)
    assert (clock.verdict, clock.priority, clock.target_seconds) == ("met", "P3", 4 * 3600)


@pytest.mark.parametrize("other", ["P1", "P3", "P4"])
def test_rule_14_a_breach_stays_counts_once_and_still_runs(other: str) -> None:
    log = Log().opened("11 09:00", "P2")
    log.priority("11 10:00:01", other)
    clock = log.clock(FR)
    assert clock.running
    assert (clock.due_at, clock.priority) == (secs("11 10:00"), "P2")
    log.contact("11 16:00")
    assert log.verdict(FR) == ("breached", "11 10:00")
    assert log.clock(FR).priority == "P2"
    assert log.clock(FR).elapsed_seconds == 7 * 3600


def test_rule_14_the_slo_may_be_crossed_where_the_sla_is_not() -> None:
    log = Log().opened("11 09:00", "P2")
    log.priority("11 09:50", "P3")
    slo, sla = log.clock(FR, 1, "SLO"), log.clock(FR)
    assert (slo.due_at, slo.priority) == (secs("11 09:45"), "P2")
    assert (sla.due_at, sla.priority) == (secs("11 13:00"), "P3")
    log.contact("11 12:00")
    assert log.verdict(FR, 1, "SLO") == ("breached", "11 09:45")
    assert log.verdict(FR) == ("met", "11 12:00")


def test_rule_14_the_priority_in_force_at_a_breach_is_the_one_of_the_crossing() -> None:
    log = Log().opened("11 09:00", "P3")
    log.priority("11 10:00", "P2")
    log.tell(ev.STATUS_CHANGED, "11 11:30", status="in_progress")
    log.contact("11 15:00")
    assert log.verdict(FR) == ("breached", "11 11:00")
    assert log.clock(FR).priority == "P2"


# ---- rule 16: another version from now on


def _with(policy: Policy, commitment: str, target: Target, **changes: object) -> Policy:
    rows = {**policy.targets, "P2": {**policy.targets["P2"], commitment: target}}
    return replace(policy, targets=rows, number=2, **changes)  # type: ignore[arg-type]


def _applied(new: Policy, at: str, mode: str = "open") -> Log:
    log = Log({1: DEFAULT, 2: new}).opened("11 09:00", "P2")
    log.tell(ev.POLICY_APPLIED, at, version=2, mode=mode)
    return log


def _hours(hours: int) -> Target:
    return Target(Amount(hours * 3600), None, "round_the_clock")


def test_rule_16_more_time_counts_from_the_start() -> None:
    log = _applied(_with(DEFAULT, RES, _hours(30)), "11 12:00")
    assert log.due(RES) == "12 15:00"
    assert (RES, 1, "SLO") not in log.clocks()


def test_rule_16_less_time_counts_from_now_beside_the_old() -> None:
    stricter = _with(DEFAULT, RES, _hours(4))
    assert _applied(stricter, "11 12:00").due(RES) == "11 16:00"
    assert _applied(stricter, "12 08:00").due(RES) == "12 09:00"


def test_rule_16_a_verdict_already_reached_stays() -> None:
    log = _applied(_with(DEFAULT, FR, _hours(9)), "11 10:30")
    log.contact("11 12:00")
    assert log.verdict(FR) == ("breached", "11 10:00")


def test_rule_16_another_edge_moves_no_verdict_already_reached() -> None:
    opening = replace(DEFAULT, edge="opening", number=2)
    log = Log({1: DEFAULT, 2: opening}).opened("11 09:00", "P4")
    log.contact("11 17:00")
    log.tell(ev.RESOLVED, "15 17:30")
    assert log.verdict(RES) == ("breached", "15 17:00")
    log.tell(ev.REOPENED, "15 18:00")
    log.tell(ev.POLICY_APPLIED, "15 18:30", version=2, mode="open")
    assert log.verdict(RES) == ("breached", "15 17:00")
    assert log.due(RES, 2) == "25 09:00"


def test_rule_16_a_version_applied_while_paused_goes_by_what_is_left() -> None:
    log = Log({1: DEFAULT, 2: _with(DEFAULT, RES, _hours(4))}).opened("11 09:00", "P2")
    log.waits("11 10:00")
    log.tell(ev.POLICY_APPLIED, "11 11:00", version=2, mode="open")
    log.works("11 12:00")
    assert log.due(RES) == "11 16:00"


def test_rule_16_what_the_new_version_pauses_is_paused_from_now_on() -> None:
    pausing = {"waiting_third_party": frozenset({RES})}
    log = Log({1: DEFAULT, 2: replace(DEFAULT, pausing=pausing)}).opened("11 09:00", "P2")
    log.waits("11 10:00", "waiting_third_party")
    log.tell(ev.POLICY_APPLIED, "11 11:00", version=2, mode="open")
    assert log.clock(RES).paused_since == secs("11 11:00")


def test_rule_16_a_commitment_new_in_the_version_starts_now_in_open_cases_only() -> None:
    new = _with(DEFAULT, "workaround", _hours(2))
    log = _applied(new, "11 12:00")
    assert log.due("workaround") == "11 14:00"
    log.tell(ev.POLICY_APPLIED, "11 13:00", version=2, mode="open")
    assert ("workaround", 2, "SLA") not in log.clocks()
    over = Log({1: DEFAULT, 2: new}).opened("11 09:00", "P2")
    over.tell(ev.RESOLVED, "11 10:00")
    over.tell(ev.POLICY_APPLIED, "11 12:00", version=2, mode="open")
    assert ("workaround", 1, "SLA") not in over.clocks()


def test_rule_16_a_promise_the_old_version_lacked_counts_from_now() -> None:
    promised = Target(Amount(3600), Amount(1800), "round_the_clock")
    log = _applied(_with(DEFAULT, NU, promised), "11 12:00")
    assert (log.due(NU), log.due(NU, 1, "SLO")) == ("11 13:00", "11 12:30")


def test_rule_16_what_the_new_version_no_longer_promises_is_gone() -> None:
    fewer = {**DEFAULT.targets, "P2": {FR: DEFAULT.targets["P2"][FR]}}
    log = _applied(replace(DEFAULT, targets=fewer), "11 09:30")
    assert {key[0] for key in log.clocks()} == {FR}


def test_rule_16_the_first_real_priority_after_it_still_breaches_nothing_at_once() -> None:
    stricter = _with(DEFAULT, RES, _hours(4))
    log = Log({1: DEFAULT, 2: stricter}).opened("11 09:00", None)
    log.tell(ev.POLICY_APPLIED, "11 18:00", version=2, mode="open")
    log.priority("11 18:30", "P2")
    assert log.due(RES) == "11 22:00"  # as though it had been P2 from the opening
