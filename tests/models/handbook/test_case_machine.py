"""A case that lives: anything a desk may do to it, in any order, with time passing between
(handbook, rules 5 and 10 to 17)."""

import os
from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.case_facts import CaseFacts, facts_of
from models.handbook.clock import merged
from models.handbook.intake import ENDED, EXCLUSIONS, OPEN, WAITING, may
from models.handbook.ledger import ledger
from models.handbook.policy import PRIORITIES, Amount, Policy, Target, is_raise
from models.handbook.verdict import CaseClock
from tests.models.handbook.histories import GAPS, MOMENTS, SPRING, TYPES, History, policies
from tests.models.handbook.logs import DEFAULT, FR, Key

PRIORITY = st.sampled_from(PRIORITIES)
BACK = st.integers(0, 200_000)
Seen = tuple[str | None, int | None, str]


class CaseLife(RuleBasedStateMachine):
    """Every step is one a desk would allow; what the case then says is checked after each."""

    history: History
    seen: dict[Key, Seen]
    set_by_hand: dict[Key, int]

    @initialize(
        policy=policies(), other=policies(), at=MOMENTS, priority=st.one_of(st.none(), PRIORITY)
    )
    def opened(self, policy: Policy, other: Policy, at: int, priority: str | None) -> None:
        self.history = History({1: policy, 2: other}, at)
        self.history.tell(ev.OPENED, priority=priority)
        self.seen, self.set_by_hand = {}, {}

    def facts(self) -> CaseFacts:
        return facts_of(self.history.events)

    def clocks(self) -> dict[Key, CaseClock]:
        return self.history.clocks()

    def allowed(self, action: str) -> bool:
        return may(action, self.facts().status)

    def may_be_held(self) -> set[str]:
        """The commitments that conditions of some version may pause."""
        known = self.every_policy()
        return {name for p in known for name, own in p.own_conditions.items() if own.pause}

    def every_policy(self) -> list[Policy]:
        """Every policy that has a say, those from before the contract was found too."""
        before = [policy for _, until in self.history.earlier for policy in until.values()]
        return [*self.history.policies.values(), *before]

    def by_hand(self, kind: str, at: int | None = None, **data: Any) -> None:
        """What may change a verdict: those reached so far are no longer held against it."""
        self.history.tell(kind, at, **data)
        self.seen = {}

    @rule(seconds=GAPS)
    def time_passes(self, seconds: int) -> None:
        self.history.now += seconds

    @rule(person=st.integers(1, 3))
    def assigned(self, person: int) -> None:
        if self.allowed("assign"):
            self.history.tell(ev.ASSIGNED, person_id=person)

    @rule()
    def unassigned(self) -> None:
        if self.allowed("assign"):
            self.history.tell(ev.UNASSIGNED)

    @rule(category=st.sampled_from(["Login", "Billing", ""]))
    def a_field_changes(self, category: str) -> None:
        if self.allowed("change_fields"):
            self.history.tell(ev.FIELDS_CHANGED, category=category)

    @rule()
    def a_workaround_is_found(self) -> None:
        if self.allowed("change_fields"):
            self.history.tell(ev.FIELDS_CHANGED, closing={"workaround": "Restart it"})

    @rule(type=st.sampled_from(TYPES))
    def contacted(self, type: str) -> None:
        if self.allowed("contact"):
            self.history.tell(ev.CONTACT, type=type)

    @rule(type=st.sampled_from(TYPES), ago=BACK)
    def a_contact_is_logged_late(self, type: str, ago: int) -> None:
        self.by_hand(ev.CONTACT, self.history.now - ago, type=type)

    @rule()
    def the_customer_writes(self) -> None:
        waited = self.facts().status == "waiting_customer"
        self.history.tell(ev.CUSTOMER_MESSAGE)
        assert not waited or self.facts().status == "in_progress"

    @rule(status=st.sampled_from(WAITING))
    def pauses(self, status: str) -> None:
        if self.allowed("pause"):
            self.history.tell(ev.PAUSED, status=status, waiting_for="Priya")
            assert self.facts().status == status
            stands = self.history.policies[1].pauses(status, FR)
            assert not stands
            assert all(c.paused_since is None for c in self.clocks().values() if c.commitment == FR)

    @rule(status=st.sampled_from(WAITING), ago=BACK)
    def a_pause_is_entered_afterwards(self, status: str, ago: int) -> None:
        self.by_hand(ev.PAUSED, self.history.now - ago, status=status, reason="Forgotten")

    @rule()
    def resumes(self) -> None:
        if self.allowed("work"):
            self.history.tell(ev.RESUMED, status="in_progress")
            if not any(policy.pausing.get("in_progress") for policy in self.every_policy()):
                paused = {c.commitment for c in self.clocks().values() if c.paused_since}
                assert paused <= self.may_be_held()

    @rule(priority=PRIORITY)
    def priority_changes(self, priority: str) -> None:
        if not self.allowed("change_priority"):
            return
        old, over = self.facts().fields.get("priority"), self.history.over()
        if old is None:
            self.by_hand(ev.PRIORITY_CHANGED, priority=priority)
            return
        before = self.clocks()
        self.history.tell(ev.PRIORITY_CHANGED, priority=priority)
        for key, clock in self.clocks().items():
            _has_the_pauses_of(before.get(key, clock), clock)
        if is_raise(old, priority):
            assert self.history.over() == over

    @rule(later=policies())
    def a_version_is_published_for_new_cases_only(self, later: Policy) -> None:
        clocks = self.clocks()
        self.history.policies = {**self.history.policies, 3: later}
        assert self.clocks() == clocks

    @rule()
    def a_version_is_published_for_open_cases(self) -> None:
        if self.facts().status in OPEN:
            over = self.history.over()
            self.history.tell(ev.POLICY_APPLIED, version=2, mode="open")
            assert self.history.over() == over

    @rule(own=policies())
    def a_contract_is_found_late(self, own: Policy) -> None:
        """It may promise more or less than the handbook: what had fallen by then stays."""
        facts = self.facts()
        if self.history.earlier or facts.resolved_at is not None or facts.times_reopened:
            return
        until = self.history.policies
        found = self.history.tell(ev.FIELDS_CHANGED, group="Night")
        self.history.earlier = [(found.id, until)]
        self.history.policies = {number: _under(policy, own) for number, policy in until.items()}

    @rule(version=st.sampled_from([1, 2]))
    def restated(self, version: int) -> None:
        self.by_hand(ev.POLICY_APPLIED, version=version, mode="restate", reason="Agreed")

    @rule(data=st.data(), shift=st.integers(-50_000, 200_000))
    def a_deadline_is_set_by_hand(self, data: st.DataObject, shift: int) -> None:
        keys = sorted(self.clocks())
        if keys:
            commitment, cycle, objective = key = data.draw(st.sampled_from(keys))
            due_at, before = self.history.now + shift, self.clocks()[key]
            self.by_hand(
                ev.DEADLINE_OVERRIDDEN, commitment=commitment, cycle=cycle, objective=objective,
                due_at=due_at, reason="Agreed by phone",
            )  # fmt: skip
            self.set_by_hand[key] = self.history.now
            clock = self.clocks()[key]
            if clock != before or clock.running:  # not what was kept of a promise that is over
                left_out = clock.verdict in ("unknown", "excluded")
                assert left_out or clock.due_at in (due_at, None)

    @rule(data=st.data(), ago=BACK)
    def a_start_is_moved_by_hand(self, data: st.DataObject, ago: int) -> None:
        cycles = sorted({(commitment, cycle) for commitment, cycle, _ in self.clocks()})
        if cycles:
            commitment, cycle = data.draw(st.sampled_from(cycles))
            others = {key: c for key, c in self.clocks().items() if key[0] != commitment}
            began_at = self.history.now - ago
            self.by_hand(
                ev.START_MOVED, commitment=commitment, cycle=cycle, started_at=began_at,
                reason="Had called",
            )  # fmt: skip
            moved = [c for key, c in self.clocks().items() if key[:2] == (commitment, cycle)]
            assert all(c.started_at >= began_at for c in moved)
            left = {key: c for key, c in self.clocks().items() if key[0] != commitment}
            assert _without_originals(left) == _without_originals(others)

    @rule(status=st.sampled_from(WAITING), ago=BACK, share=st.floats(0.01, 1))
    def a_wait_is_entered_when_it_was_over(self, status: str, ago: int, share: float) -> None:
        facts, begin = self.facts(), self.history.now - ago
        before = self.clocks()
        self.by_hand(
            ev.PAUSE_ENTERED, begin, status=status, waiting_for="Priya", reason="Forgotten",
            until=begin + int(ago * share),
        )  # fmt: skip
        assert self.facts() == facts
        for key, clock in self.clocks().items():
            if key[0] == FR:
                assert clock == before[key]

    @rule()
    def resolved(self) -> None:
        if self.allowed("resolve"):
            self.history.tell(ev.RESOLVED)
            assert self.facts().status == "resolved"

    @rule()
    def closed(self) -> None:
        if self.allowed("close"):
            self.history.tell(ev.CLOSED, root_cause="DNS")

    @rule(reason=st.sampled_from(EXCLUSIONS))
    def left_out(self, reason: str) -> None:
        if self.allowed("exclude"):
            self.by_hand(ev.EXCLUDED, reason=reason)
            assert {clock.verdict for clock in self.clocks().values()} <= {"excluded"}

    @rule()
    def reopened(self) -> None:
        if self.allowed("reopen"):
            verdicts = self.verdicts()
            self.history.tell(ev.REOPENED)
            assert self.facts().status == "in_progress"
            assert verdicts.items() <= self.verdicts().items()

    @precondition(lambda self: len(self.history.events) > 1)
    @rule(again=st.booleans())
    def the_last_step_is_taken_back(self, again: bool) -> None:
        last = self.history.events[-1]
        if last.kind == ev.RETRACTED:
            return
        without = replace(self.history, events=self.history.events[:-1])
        whole = self.clocks()
        self.by_hand(ev.RETRACTED, event_id=last.id)
        assert self.clocks() == without.clocks()
        assert self.facts() == facts_of(without.events)
        if again:  # it was right after all
            self.by_hand(ev.RETRACTED, event_id=self.history.events[-1].id)
            assert self.clocks() == whole

    def verdicts(self) -> dict[Key, Seen]:
        return {
            key: (clock.verdict, clock.verdict_at, clock.priority)
            for key, clock in self.clocks().items()
            if clock.verdict == "met"
        }

    @invariant()
    def first_verdicts_stay(self) -> None:
        verdicts = self.verdicts() | {
            key: ("breached", at, self.clocks()[key].priority)
            for key, at in self.history.over().items()
        }
        assert self.seen.items() <= verdicts.items()
        self.seen = verdicts

    @invariant()
    def met_exactly_when_stopped_at_or_before_due(self) -> None:
        for clock in self.clocks().values():
            if clock.verdict in ("met", "breached"):
                assert clock.stopped_at is not None
                in_time = clock.due_at is None or clock.stopped_at <= clock.due_at
                assert (clock.verdict == "met") == in_time

    @invariant()
    def while_a_pause_lasts_there_is_no_due_time_but_of_what_was_over(self) -> None:
        for key, clock in self.clocks().items():
            if clock.running and (clock.due_at is None or clock.paused_since is not None):
                assert clock.paused_since is not None
                was_over = max(clock.paused_since, self.set_by_hand.get(key, 0))
                assert clock.due_at is None or clock.due_at <= was_over, key

    @invariant()
    def what_has_ended_has_no_clock_that_runs(self) -> None:
        facts, clocks = self.facts(), self.clocks().values()
        assert (facts.status in ENDED) == (facts.resolved_at is not None)
        if facts.resolved_at is not None:
            assert not any(clock.running for clock in clocks)
        running = [(clock.commitment, clock.objective) for clock in clocks if clock.running]
        assert len(running) == len(set(running))

    @invariant()
    def ledgers_tile(self) -> None:
        calendars: dict[str, BusinessCalendar] = {
            calendar.fingerprint: calendar
            for policy in self.every_policy()
            for calendar in policy.calendars.values()
        }
        for clock in self.clocks().values():
            until = clock.stopped_at if clock.stopped_at is not None else clock.paused_since
            if until is None or clock.elapsed_seconds is None:
                continue
            stop = max(clock.started_at, until)
            pieces = ledger(clock.started_at, stop, clock.pauses, calendars[clock.calendar])
            ends = [clock.started_at, *(piece.end for piece in pieces)]
            assert ends == [*(piece.begin for piece in pieces), stop]
            assert sum(piece.seconds for piece in pieces) == clock.elapsed_seconds

    @invariant()
    def the_order_of_the_rows_does_not_matter(self) -> None:
        turned = replace(self.history, events=self.history.events[::-1])
        assert turned.clocks() == self.clocks()


def _under(policy: Policy, own: Policy) -> Policy:
    """The policy as a contract may have it: with other targets, hours and answers."""
    targets = {
        priority: {**policy.targets.get(priority, {}), **own.targets.get(priority, {})}
        for priority in PRIORITIES
    }
    return replace(
        policy, targets=targets, calendars={**policy.calendars, **own.calendars}, edge=own.edge,
        raise_from=own.raise_from, reopen=own.reopen, pausing=own.pausing,
        reopen_grace_seconds=own.reopen_grace_seconds,
        acknowledgement_counts=own.acknowledgement_counts,
    )  # fmt: skip


def _has_the_pauses_of(before: CaseClock, after: CaseClock) -> None:
    """Pauses survive as far as both go: a breach kept of what nobody promises any more has ended,
    and goes on, with what was waited for meanwhile, where it is promised again (rule 14)."""
    ends = [clock.stopped_at for clock in (before, after) if clock.stopped_at is not None]
    until = min(ends, default=None)
    assert merged(after.pauses, 0, until) == merged(before.pauses, 0, until)


def _without_originals(clocks: dict[Key, CaseClock]) -> dict[Key, CaseClock]:
    """The clocks, whatever they would have been without what was changed by hand."""
    return {
        key: clock._replace(original_due_at=None, original_verdict=None, original_verdict_at=None)
        for key, clock in clocks.items()
    }


def test_a_case_keeps_the_handbook_whatever_happens_to_it() -> None:
    tries = 600 if os.environ.get("LEADLINE_FULL") else 15
    run_state_machine_as_test(
        CaseLife, settings=settings(max_examples=tries, stateful_step_count=30, deadline=None)
    )


def test_a_kept_breach_promised_again_goes_on_with_the_pause_that_began_meanwhile() -> None:
    promised = {"workaround": Target(Amount(3_600), None, "round_the_clock")}
    twice = replace(
        DEFAULT, targets={**{key: {} for key in PRIORITIES}, "P1": promised},
        pausing={"waiting_customer": frozenset(promised)},
    )  # fmt: skip
    state = CaseLife()
    state.opened(twice, twice, SPRING, "P1")
    state.time_passes(30_000)
    state.priority_changes("P3")
    state.pauses("waiting_customer")
    state.priority_changes("P1")
    (clock,) = state.clocks().values()
    assert clock.outcome_at(state.history.now) == "breached"
    assert clock.pauses == ((state.history.now, None),)
