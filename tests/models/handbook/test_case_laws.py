"""What must hold of any case, whatever happens to it (handbook, rules 5, 10 and 12 to 15)."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.clock import ClockState, Pause, measure
from models.handbook.instants import from_seconds, maybe_from_seconds, to_seconds
from models.handbook.ledger import ledger
from models.handbook.policy import PRIORITIES
from models.handbook.policy_file import read_policy
from models.handbook.verdict import CaseClock
from tests.models.handbook.histories import PLAIN, History, histories, policies, steps
from tests.models.handbook.logs import RES
from tests.models.handbook.policies import SOURCE

EVERYTHING = (*PLAIN, ev.EXCLUDED)


def measured(history: History, clock: CaseClock) -> ClockState:
    """The same clock as strangers measure it."""
    [calendar] = [
        calendar
        for policy in history.policies.values()
        for calendar in {c.fingerprint: c for c in policy.calendars.values()}.values()
        if calendar.fingerprint == clock.calendar
    ][:1]
    pauses = [(from_seconds(begin), maybe_from_seconds(end)) for begin, end in clock.pauses]
    return measure(
        from_seconds(clock.started_at), from_seconds(clock.target_seconds) - from_seconds(0),
        calendar, pauses, maybe_from_seconds(clock.stopped_at),
        None if clock.stopped_at is not None else from_seconds(history.now),
        history.policies[1].edge,
    )  # fmt: skip


@given(histories(kinds=EVERYTHING))
def test_rule_5_every_clock_is_met_exactly_when_it_stopped_at_or_before_its_due_time(
    history: History,
) -> None:
    for clock in history.clocks().values():
        if clock.verdict in ("met", "breached"):
            assert clock.stopped_at is not None
            met = clock.due_at is None or clock.stopped_at <= clock.due_at
            assert clock.verdict == ("met" if met else "breached")
            assert clock.verdict_at == (clock.stopped_at if met else clock.due_at)


@given(
    histories(first=True, kinds=tuple(kind for kind in EVERYTHING if kind != ev.PRIORITY_CHANGED))
)
def test_every_clock_of_a_case_is_what_a_stranger_would_measure(history: History) -> None:
    for clock in history.clocks().values():
        if clock.verdict in ("unknown", "excluded"):
            continue
        state = measured(history, clock)
        if clock.running:
            over = clock.due_at is not None and history.now > clock.due_at
            assert state.verdict == ("breached" if over else "running")
            assert state.due_at is None or to_seconds(state.due_at) == clock.due_at
            assert (state.due_at is None) == (clock.paused_since is not None)
        else:
            assert state.verdict == clock.verdict
            assert state.due_at is not None
            assert to_seconds(state.due_at) == clock.due_at
            assert state.elapsed is not None
            assert state.elapsed.total_seconds() == clock.elapsed_seconds
            assert state.paused.total_seconds() == clock.paused_seconds


@given(histories(kinds=EVERYTHING))
def test_the_ledger_tiles_the_time_of_every_clock_and_adds_up_to_what_it_used(
    history: History,
) -> None:
    calendars = {
        calendar.fingerprint: calendar for calendar in history.policies[1].calendars.values()
    }
    for clock in history.clocks().values():
        if clock.verdict in ("unknown", "excluded"):
            continue
        start = clock.started_at
        until = clock.stopped_at if clock.stopped_at is not None else clock.paused_since
        stop = max(start, history.now if until is None else until)
        pieces = ledger(start, stop, clock.pauses, calendars[clock.calendar])
        assert [start, *(p.end for p in pieces)] == [*(p.begin for p in pieces), stop]
        assert all(piece.begin < piece.end for piece in pieces)
        if clock.elapsed_seconds is not None:
            assert sum(piece.seconds for piece in pieces) == clock.elapsed_seconds


@given(st.data())
def test_rule_14_raising_never_breaches_at_once(data: st.DataObject) -> None:
    history = data.draw(histories(kinds=EVERYTHING, raise_from="change"))
    old = data.draw(st.sampled_from(PRIORITIES[1:]))
    history.tell(ev.PRIORITY_CHANGED, priority=old)  # so that what follows is a raise
    before, over = history.clocks(), history.over()
    new = data.draw(st.sampled_from(PRIORITIES[: PRIORITIES.index(old)]))
    history.tell(ev.PRIORITY_CHANGED, priority=new)
    assert history.over() == over
    policy = history.policies[1]
    for key, clock in history.clocks().items():
        target = policy.target(new, clock.commitment)
        amount = target and target.amount(clock.objective)
        if clock.running and key not in over and clock.paused_since is None and target and amount:
            calendar = policy.calendars[target.calendar]
            budget = amount.budget(history.now, calendar)
            due = calendar.add_seconds(history.now, budget, policy.edge)
            earlier = before[key].due_at if key in before else None
            assert clock.due_at == (due if earlier is None else min(earlier, due))


@given(histories(first=True, kinds=EVERYTHING), st.integers(0, 400_000))
def test_rules_13_and_14_raised_during_a_pause_nothing_is_due_before_the_pause_ends(
    history: History, later: int
) -> None:
    history.tell(ev.PRIORITY_CHANGED, priority="P4")
    history.tell(ev.PAUSED, status="waiting_customer")
    paused = {
        key: clock for key, clock in history.clocks().items() if clock.paused_since is not None
    }
    history.now += later
    history.tell(ev.PRIORITY_CHANGED, priority="P1")
    clocks = history.clocks()
    for key in paused.keys() & clocks.keys():
        # What was used up by the time the pause began was due then, and is over already.
        assert (clocks[key].due_at is None) == (paused[key].due_at is None)


@given(histories(first=True, kinds=EVERYTHING))
def test_rule_14_pauses_survive_any_changes_of_priority(history: History) -> None:
    plain = replace(history, events=[e for e in history.events if e.kind != ev.PRIORITY_CHANGED])
    without = plain.clocks()
    for key, clock in history.clocks().items():
        if clock.commitment == RES and key in without:
            # A priority that promises nothing stops a clock that is over: what pauses it from that
            # very second on is not its own.
            stop = clock.stopped_at
            assert _until(clock.pauses, stop) == _until(without[key].pauses, stop)


def _until(pauses: Sequence[Pause], stop: int | None) -> list[Pause]:
    """Those begun before a stop; one that it ended goes on."""
    if stop is None:
        return list(pauses)
    return [(a, b if b is not None and b <= stop else None) for a, b in pauses if a < stop]


def test_rule_14_a_clock_stopped_in_the_second_a_wait_begins_has_no_part_in_it() -> None:
    plain = read_policy(SOURCE)
    target = plain.targets["P1"][RES]
    assert target.sla is not None
    policy = replace(
        plain, targets={**{priority: {} for priority in PRIORITIES}, "P4": {RES: target}},
        pausing={"in_progress": frozenset({RES})},
    )  # fmt: skip
    opened = 1_774_000_000
    late = opened + target.sla.seconds + 60
    log = [
        ev.Event(1, ev.OPENED, opened, opened, {"priority": "P4"}),
        ev.Event(2, ev.CONTACT, late, late, {"type": "reply"}),
        ev.Event(3, ev.PRIORITY_CHANGED, late, late, {"priority": "P1"}),
    ]
    clocks = [clock for clock in judge(log, {1: policy}, 1) if clock.objective == "SLA"]
    assert [(c.stopped_at, c.verdict, c.pauses) for c in clocks] == [(late, "breached", ())]


@given(st.data())
def test_a_verdict_is_changed_by_nothing_that_happens_later(data: st.DataObject) -> None:
    """But by hand: an override, a restatement, an undo, an exclusion, a cycle that continues."""
    history = data.draw(histories(first=True))
    before, over = history.clocks(), history.over()
    history.policies[2] = data.draw(policies())
    applied = st.tuples(
        st.integers(0, 100_000), st.just(ev.POLICY_APPLIED),
        st.fixed_dictionaries({"version": st.sampled_from([1, 2]), "mode": st.just("open")}),
    )  # fmt: skip
    later = steps()
    for step in data.draw(st.lists(st.one_of(later, later, applied), min_size=1, max_size=4)):
        history.goes_on(step)
    after, still = history.clocks(), history.over()
    for key, clock in before.items():
        if clock.verdict == "met":
            assert key in after
            assert (after[key].verdict, after[key].verdict_at) == ("met", clock.verdict_at)
        if clock.verdict is not None:
            assert after[key].priority == clock.priority
    assert {key: still.get(key) for key in over} == over


@given(st.data())
def test_rule_16_a_version_applied_to_open_cases_breaches_nothing_at_once(
    data: st.DataObject,
) -> None:
    history = data.draw(histories(kinds=EVERYTHING))
    history.policies[2] = data.draw(policies())
    over = history.over()
    history.now += data.draw(st.integers(0, 100))
    over |= history.over()
    history.tell(ev.POLICY_APPLIED, version=2, mode="open")
    assert history.over() == over


@given(histories(kinds=EVERYTHING), st.randoms(use_true_random=False))
def test_rule_10_clocks_are_a_function_of_the_events_in_whatever_order_they_are_read(
    history: History, shuffled: random.Random
) -> None:
    clocks = history.clocks()
    shuffled.shuffle(history.events)
    assert history.clocks() == clocks


@given(histories(kinds=EVERYTHING))
def test_rule_12_no_clock_runs_in_a_case_that_has_ended(history: History) -> None:
    history.tell(ev.RESOLVED)
    assert not any(clock.running for clock in history.clocks().values())
