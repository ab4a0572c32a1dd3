"""A case's clocks as a function of its log: what is changed by hand, and events out of order
(handbook, rules 10, 13, 16 and 17)."""

import random
from dataclasses import replace

import pytest

from models.handbook import events as ev
from models.handbook.case_clocks import judge, versions_of
from models.handbook.case_facts import facts_of
from models.handbook.policy import Amount, Target
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Log, log_under, said, secs

# ---- rule 17: a deadline set by hand


def test_rule_17_a_deadline_set_by_hand_keeps_both_values() -> None:
    log = Log().opened("11 09:00", "P2")
    log.overridden("11 10:00", "13 12:00")
    clock = log.clock(RES)
    assert (said(clock.due_at), said(clock.original_due_at)) == ("13 12:00", "12 09:00")
    assert (clock.verdict, clock.original_verdict) == (None, "running")
    log.tell(ev.RESOLVED, "13 11:00")
    clock = log.clock(RES)
    assert (clock.verdict, clock.original_verdict) == ("met", "breached")
    assert (clock.target_seconds, clock.elapsed_seconds) == (51 * 3600, 50 * 3600)
    other = log.clock(RES, 1, "SLO")
    assert (other.verdict, other.original_due_at) == ("breached", None)


def test_rule_17_it_may_be_set_after_the_verdict() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 11:00")
    assert log.verdict(FR) == ("breached", "11 10:00")
    log.overridden("12 09:00", "11 12:00", FR)
    assert log.verdict(FR) == ("met", "11 11:00")
    assert log.clock(FR).original_verdict == "breached"
    log.overridden("12 10:00", "11 10:30", FR)  # and set anew
    assert log.verdict(FR) == ("breached", "11 10:30")
    assert said(log.clock(FR).original_due_at) == "11 10:00"


def test_rule_17_it_also_moves_a_breach_that_was_kept() -> None:
    log = Log().opened("11 09:00", "P2")
    log.priority("11 11:00", "P1")
    log.overridden("11 11:30", "11 14:00", FR)
    clock = log.clock(FR)
    assert (said(clock.due_at), clock.priority) == ("11 14:00", "P1")
    assert said(clock.original_due_at) == "11 10:00"


def test_rule_17_then_raised_the_earlier_of_both_binds() -> None:
    log = Log().opened("11 09:00", "P3")
    log.overridden("11 10:00", "20 12:00")
    log.priority("11 12:00", "P1")
    assert log.due(RES) == "11 16:00"
    sooner = Log().opened("11 09:00", "P3")
    sooner.overridden("11 10:00", "11 15:00")
    sooner.priority("11 12:00", "P1")
    assert sooner.due(RES) == "11 15:00"


def test_rule_17_it_stands_when_the_priority_is_lowered_or_first_set() -> None:
    log = Log().opened("11 09:00", None)
    log.overridden("11 10:00", "15 12:00")
    log.priority("11 11:00", "P2")
    assert log.due(RES) == "15 12:00"
    log.priority("11 12:00", "P1")
    assert log.due(RES) == "11 16:00"
    log.priority("11 13:00", "P4")
    assert log.due(RES) == "15 12:00"


def test_rule_17_a_pause_extends_it_from_when_it_was_set() -> None:
    log = log_under(pausing={"waiting_customer": frozenset({RES})}).opened("11 09:00", "P2")
    log.waits("11 10:00")
    log.overridden("11 11:00", "11 15:00")
    assert log.clock(RES).due_at is None  # while a pause lasts there is no due time
    log.works("11 12:00")
    assert log.due(RES) == "11 16:00"  # what was known when it was set is in it
    log.waits("11 12:30")
    log.works("11 13:00")
    log.waits("11 17:00")
    assert log.due(RES) == "11 16:30"
    log.tell(ev.RESOLVED, "11 18:00")
    clock = log.clock(RES)
    assert (clock.verdict, clock.target_seconds) == ("breached", 5 * 3600)


def test_rule_17_where_nothing_is_promised_there_is_nothing_to_set() -> None:
    log = Log().opened("11 09:00", "P4")
    log.overridden("11 10:00", "12 12:00", NU, 1, "SLA")
    log.overridden("11 10:00", "12 12:00", RES, 7)
    assert log.clocks() == Log().opened("11 09:00", "P4").clocks()


def test_rule_17_a_deadline_of_the_past_is_a_breach() -> None:
    log = Log().opened("11 09:00", "P2")
    log.overridden("11 10:00", "11 08:00")
    clock = log.clock(RES)
    assert (said(clock.due_at), clock.target_seconds) == ("11 08:00", 0)


# ---- rule 17: undo


def test_rule_17_a_retracted_pair_is_skipped() -> None:
    log = Log().opened("11 09:00", "P2")
    before = log.clocks()
    wrong = log.tell(ev.RESOLVED, "11 09:30")
    log.retracted("11 09:35", wrong)
    assert log.clocks() == before
    assert log.facts().status == "new"


def test_rule_17_an_undo_may_be_undone() -> None:
    log = Log().opened("11 09:00", "P2")
    done = log.tell(ev.RESOLVED, "11 09:30")
    undone = log.retracted("11 09:35", done)
    again = log.retracted("11 09:36", undone)
    assert log.verdict(RES) == ("met", "11 09:30")
    log.retracted("11 09:37", again)
    assert log.verdict(RES) == (None, None)


@pytest.mark.parametrize("kind", [ev.REOPENED, ev.PRIORITY_CHANGED, ev.DEADLINE_OVERRIDDEN])
def test_rule_17_whatever_is_retracted_leaves_no_trace(kind: str) -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.RESOLVED, "11 12:00")
    before, facts = log.clocks(), log.facts()
    wrong = log.tell(kind, "11 13:00", priority="P1", commitment=RES, cycle=1, objective="SLA",
                     due_at=secs("11 11:00"))  # fmt: skip
    log.retracted("11 13:05", wrong)
    assert (log.clocks(), log.facts()) == (before, facts)


def test_a_case_whose_opening_was_retracted_has_no_clocks() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:10")
    log.retracted("11 09:11", 1)
    assert log.clocks() == {}
    assert judge([], {1: DEFAULT}, 1) == []


# ---- rule 13: a pause entered afterwards


def test_rule_13_a_pause_entered_afterwards_keeps_both_verdicts() -> None:
    log = Log().opened("11 09:00", "P1")
    log.tell(ev.RESOLVED, "11 14:00")
    assert log.verdict(RES) == ("breached", "11 13:00")
    log.waits("11 10:00", recorded="12 09:00")
    log.tell(ev.RESUMED, "11 12:00", recorded="12 09:00", status="in_progress")
    clock = log.clock(RES)
    assert (clock.verdict, said(clock.due_at)) == ("met", "11 15:00")
    assert (clock.original_verdict, said(clock.original_due_at)) == ("breached", "11 13:00")
    assert log.clock(FR).original_verdict is None


def test_what_is_merely_logged_late_is_no_change_by_hand() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:30", recorded="11 12:00")
    log.waits("11 10:00")
    log.tell(ev.CUSTOMER_MESSAGE, "11 11:00", recorded="11 15:00")
    assert all(clock.original_verdict is None for clock in log.clocks().values())
    assert all(clock.original_due_at is None for clock in log.clocks().values())


# ---- rule 16: restated


def _stricter() -> Log:
    row = {**DEFAULT.targets["P2"], RES: Target(Amount(3600), None, "round_the_clock")}
    policy = replace(DEFAULT, targets={**DEFAULT.targets, "P2": row}, number=2)
    return Log({1: DEFAULT, 2: policy, 3: DEFAULT}).opened("11 09:00", "P2")


def test_rule_16_restated_is_judged_anew_from_the_opening_and_keeps_both_verdicts() -> None:
    log = _stricter()
    log.tell(ev.RESOLVED, "11 12:00")
    assert log.verdict(RES) == ("met", "11 12:00")
    log.tell(
        ev.POLICY_APPLIED, "12 09:00", version=2, mode="restate", reason="Wrong from the start"
    )
    clock = log.clock(RES)
    assert (clock.verdict, said(clock.verdict_at)) == ("breached", "11 10:00")
    assert (clock.original_verdict, said(clock.original_due_at)) == ("met", "12 09:00")
    assert versions_of(log.events, 1) == [(0, 2)]


def test_rule_16_what_was_applied_before_a_restatement_moves_nothing_any_more() -> None:
    log = _stricter()
    log.tell(ev.POLICY_APPLIED, "11 10:00", version=2, mode="open")
    log.tell(ev.POLICY_APPLIED, "11 10:30", version=3, mode="restate", reason="Taken back")
    assert (log.due(RES), versions_of(log.events, 1)) == ("12 09:00", [(0, 3)])
    log.tell(ev.POLICY_APPLIED, "11 11:00", version=2, mode="open")
    assert log.due(RES) == "11 12:00"
    assert versions_of(log.events, 1) == [(0, 3), (secs("11 11:00"), 2)]
    assert versions_of(_stricter().events, 1) == [(0, 1)]


# ---- rule 10: a pure function of the events, in whatever order they are handed over


def test_rule_10_the_order_of_the_rows_does_not_matter() -> None:
    log = Log().opened("11 09:00", None)
    log.contact("11 08:50", "call", recorded="11 09:10")
    log.priority("11 09:20", "P1")
    log.waits("11 09:30")
    log.tell(ev.CUSTOMER_MESSAGE, "11 10:00", recorded="11 10:30")
    log.overridden("11 11:00", "11 18:00")
    log.tell(ev.RESOLVED, "11 12:00")
    log.tell(ev.CLOSED, "11 13:00", root_cause="DNS")
    log.tell(ev.REOPENED, "11 12:30", recorded="11 14:00")
    log.retracted("11 14:05", log.tell(ev.RESOLVED, "11 14:00"))
    clocks, facts = judge(log.events, log.policies, 1), facts_of(log.events)
    for seed in range(20):
        shuffled = random.Random(seed).sample(log.events, len(log.events))
        assert judge(shuffled, log.policies, 1) == clocks
        assert facts_of(shuffled) == facts


def test_rule_10_of_the_same_instant_the_first_recorded_comes_first() -> None:
    log = Log().opened("11 09:00", "P2")
    log.waits("11 10:00")
    log.works("11 10:00")
    assert log.clock(RES).paused_since is None
    other = Log().opened("11 09:00", "P2")
    other.works("11 10:00")
    other.waits("11 10:00")
    assert other.clock(RES).paused_since == secs("11 10:00")
