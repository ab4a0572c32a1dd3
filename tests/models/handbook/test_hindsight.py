"""What a desk said before it learned of something late, and what it says since."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from models.handbook import events as ev
from models.handbook.by_hand import is_by_hand
from models.handbook.case_clocks import judge
from models.handbook.events import Event, in_force
from models.handbook.hindsight import Correction, corrections
from models.handbook.policy import Policy
from models.handbook.verdict import Key
from tests.models.handbook.histories import History, histories
from tests.models.handbook.logs import FR, RES, Log, said


def found(log: Log) -> dict[Key, list[Correction]]:
    return corrections(log.events, log.policies, 1)


def test_a_reply_logged_late_undoes_a_breach_and_both_verdicts_are_told() -> None:
    log = Log().opened("11 09:00", "P1")
    reply = log.contact("11 09:05", "call", recorded="11 10:30")
    (change,) = found(log)[FR, 1, "SLA"]
    assert (change.fact.id, change.before) == (reply, "breached")
    assert said(change.due_before) == "11 09:15"
    assert change.after == log.verdict(FR)[0] == "met"
    assert (FR, 1, "SLO") in found(log)


def test_a_resolution_told_late_undoes_a_breach() -> None:
    log = Log().opened("11 09:00", "P1")
    log.tell(ev.RESOLVED, "11 10:00", recorded="11 14:00")
    (change,) = found(log)[RES, 1, "SLA"]
    assert (change.before, said(change.due_before), change.after) == ("breached", "11 13:00", "met")


def test_a_pause_entered_afterwards_is_a_change_by_hand_and_no_late_fact() -> None:
    """Its clocks say themselves what they were without it (rule 13)."""
    log = Log().opened("11 09:00", "P1")
    log.contact("11 09:05")
    log.waits("11 09:10", recorded="11 14:00")
    assert found(log) == {}
    assert said(log.clock(RES).original_due_at) == "11 13:00"


def test_what_was_known_in_time_corrects_nothing() -> None:
    log = Log().opened("11 09:00", "P1")
    log.contact("11 09:05", recorded="11 09:08")
    log.tell(ev.NOTE, "11 09:00", recorded="11 15:00")
    assert found(log) == {}


def test_a_late_fact_that_was_taken_back_corrects_nothing() -> None:
    log = Log().opened("11 09:00", "P1")
    log.retracted("11 10:31", log.contact("11 09:05", recorded="11 10:30"))
    assert found(log) == {}
    assert log.clock(FR).verdict is None


@given(histories())
def test_a_log_recorded_as_it_happened_needs_no_correction(history: History) -> None:
    assert corrections(history.events, history.policies, 1) == {}


@given(histories(), st.lists(st.integers(0, 500_000), min_size=1, max_size=9))
def test_late_facts_change_what_the_log_says_with_and_without_them(
    history: History, delays: list[int]
) -> None:
    events = [
        event._replace(recorded_at=event.occurred_at + delays[event.id % len(delays)])
        for event in history.events
    ]
    assert corrections(events, history.policies, 1) == _judged_anew(events, history.policies)


def _judged_anew(events: list[Event], policies: dict[int, Policy]) -> dict[Key, list[Correction]]:
    """The same, every log read from its opening."""
    kept = {event.id for event in in_force(events)}
    late = [event for event in events if event.id in kept and _is_late(event)]
    changes: dict[Key, list[Correction]] = defaultdict(list)
    for at in sorted({event.recorded_at for event in late}):
        fact = next(event for event in late if event.recorded_at == at)
        before = judge([e for e in events if e.recorded_at < at], policies, 1)
        after = {c.key: c for c in judge([e for e in events if e.recorded_at <= at], policies, 1)}
        for clock in before:
            was, now = clock.outcome_at(at), after.get(clock.key)
            then = "not promised" if now is None else now.outcome_at(at)
            if was in ("met", "breached") and then != was:
                changes[clock.key].append(Correction(fact, was, clock.due_at, then))
    return dict(changes)


def _is_late(event: Event) -> bool:
    told = event.kind not in (ev.OPENED, ev.NOTE, ev.POLICY_APPLIED)
    return told and event.occurred_at < event.recorded_at and not is_by_hand(event)
