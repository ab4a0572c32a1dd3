"""A desk that lives: whatever is done to a case, what is stored of it is what its log says."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from desktop.watch import sweep
from models.commands.afterwards import is_another_case, was_thanks
from models.commands.by_hand import enter_pause, move_start, override_deadline
from models.commands.cases import assign, change_priority, open_case, pause, resume
from models.commands.closing import ClosingNote, close_case, reopen, resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.escalation import escalate
from models.commands.facts import edit_facts
from models.commands.handbook import publish_handbook
from models.commands.links import add_link, remove_link
from models.commands.merging import merge, split
from models.commands.people import add_person, leave_team, rejoin_team, set_role
from models.commands.undo import undo
from models.commands.working_times import add_absence, add_turn, end_absence, set_shifts
from models.database import Database
from models.errors import KnownError
from models.handbook.intake import ENDED, WAITING
from models.handbook.policy import COMMITMENTS, NEXT_UPDATE, PRIORITIES
from models.handbook.publication import TO, Publication, To
from models.handbook.zones import zone
from models.queries.case import case_detail
from models.queries.explanation import explanation
from models.queries.queue import queue_rows
from models.queries.reply_templates import offered_templates
from models.queries.team import team_now
from models.verification import case_differences
from models.wording import full_words
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE
from tests.models.handbook.policies import SOURCE

CONTRACT = """
[[contracts]]
name = "Billing"
categories = ["Billing"]
targets.P2.resolution = { sla = "%s", slo = "1 h", calendar = "round_the_clock" }
"""
VERSIONS: Final = [
    SOURCE,
    SOURCE.replace('sla = "24 h", slo = "18 h"', 'sla = "5 h", slo = "3 h"'),
    SOURCE + CONTRACT % "96 h",
    SOURCE + CONTRACT % "2 h",
]
NOTE = ClosingNote("A full disk", "none", "Watch the disk")
AGO = st.integers(1, 72).map(lambda hours: timedelta(hours=hours))


class DeskLife(RuleBasedStateMachine):
    """One case on a real database; what a desk refuses is left undone."""

    desk: ClassVar[Database]
    clock: ClassVar[MovingClock]

    @initialize(priority=st.sampled_from([None, *PRIORITIES]))
    def opened(self, priority: str | None) -> None:
        self.clock.instant += timedelta(minutes=1)
        new = replace(WHOLE, priority=priority, incomplete=priority is None)
        self.case_id = self.desk.write(partial(open_case, new=new)).result

    def do(self, command: Callable[..., object], **given: Any) -> None:
        with suppress(KnownError):
            self.desk.write(partial(command, **given))

    def this(self, command: Callable[..., object], **given: Any) -> None:
        self.do(command, case_id=self.case_id, **given)

    def these(self, command: Callable[..., object], **given: Any) -> None:
        self.do(command, case_ids=[self.case_id], **given)

    @rule(hours=st.sampled_from([0.1, 1, 5, 30]))
    def time_passes(self, hours: float) -> None:
        self.clock.instant += timedelta(hours=hours)
        sweep(self.desk)

    @rule(person=st.sampled_from([None, 1, 2]))
    def assigned(self, person: int | None) -> None:
        self.these(assign, person_id=person)

    @rule(status=st.sampled_from(WAITING), remind=st.sampled_from([None, 1]))
    def pauses(self, status: str, remind: int | None) -> None:
        self.these(pause, status=status, waiting_for="Priya", remind=remind)

    @rule()
    def resumes(self) -> None:
        self.these(resume)

    @rule(priority=st.sampled_from(PRIORITIES))
    def priority_changes(self, priority: str) -> None:
        self.these(change_priority, priority=priority, note="As agreed")

    @rule()
    def contacted(self) -> None:
        self.this(log_contact, type="reply", text="On it")

    @rule(way=st.sampled_from(["reply", "status_page"]), minutes=st.integers(0, 300))
    def an_update_is_promised(self, way: str, minutes: int) -> None:
        """The instant in the text is the one by which the clock is due, to the minute."""
        told = self.desk.read(partial(offered_templates, case_id=self.case_id, way=way,
                                      now=self.clock.now(), me=None))  # fmt: skip
        self.clock.instant += timedelta(minutes=minutes)
        if not told.promised:
            return
        with suppress(KnownError):
            log = partial(log_contact, case_id=self.case_id, type=way, promised=told.promised)
            said = self.desk.write(partial(log, text=told.promised)).result
            now = self.clock.now()
            clocks = self.desk.read(partial(explanation, case_id=self.case_id, now=now)).clocks
            running = [c for c in clocks if c.commitment == NEXT_UPDATE and c.stopped_at is None]
            due_at = min(running, key=lambda c: (-c.cycle, c.objective)).due_at
            assert due_at is not None
            assert said == full_words(due_at, zone("Europe/Berlin"))

    @rule(ago=st.sampled_from([timedelta(), timedelta(minutes=30)]))
    def the_customer_writes(self, ago: timedelta) -> None:
        at = self.clock.instant - ago
        self.this(log_customer_message, text="And?", occurred_at=at)

    @rule(command=st.sampled_from([was_thanks, is_another_case]))
    def a_message_after_the_resolution_is_settled(self, command: Callable[..., object]) -> None:
        shown = partial(case_detail, case_id=self.case_id, now=self.clock.instant)
        for message in self.desk.read(shown).unsettled[:1]:
            self.this(command, message_id=message.id)

    @rule(source=st.sampled_from(VERSIONS), to=st.sampled_from(TO))
    def a_version_is_published(self, source: str, to: To) -> None:
        self.clock.instant += timedelta(seconds=1)
        self.do(publish_handbook, publication=Publication(source, to, reason="As agreed"))

    @rule(facts=st.sampled_from([{"category": "Billing"}, {"category": "Login"},
                                 {"customer": "Fabrikam"}]))  # fmt: skip
    def facts_are_learnt(self, facts: dict[str, str]) -> None:
        self.this(edit_facts, facts=facts)

    @rule(kind=st.sampled_from(["same", "follows", "defect"]))
    def linked(self, kind: str) -> None:
        self.this(add_link, kind=kind, to=f"CS-{1000 + self.case_id % 3}")

    @rule()
    def a_link_is_taken_back(self) -> None:
        shown = partial(case_detail, case_id=self.case_id, now=self.clock.instant)
        for link in self.desk.read(shown).links[:1]:
            self.this(remove_link, event_id=link.event_id or 0)

    @rule(into=st.booleans(), ago=st.sampled_from([timedelta(), timedelta(hours=2)]))
    def merged(self, into: bool, ago: timedelta) -> None:
        """With a case that the customer had opened before, or at the same time."""
        new = replace(WHOLE, priority=None, incomplete=True, received_at=self.clock.instant - ago)
        other = self.desk.write(partial(open_case, new=new)).result
        one, two = (self.case_id, other) if into else (other, self.case_id)
        target = self.desk.read(partial(case_detail, case_id=two, now=self.clock.instant))
        self.do(merge, case_id=one, to=target.row.key)
        assert self.desk.read(partial(case_differences, case_id=other)) == []

    @rule()
    def a_message_becomes_a_case(self) -> None:
        shown = partial(case_detail, case_id=self.case_id, now=self.clock.instant)
        told = self.desk.read(shown).timeline
        for event in [e for e in told if e.kind == "customer_message"][:1]:
            self.this(split, message_id=event.id)

    @rule()
    def escalated(self) -> None:
        self.this(escalate, roles=["lead"], reason="All are down")

    @rule()
    def the_last_step_is_taken_back(self) -> None:
        self.this(undo)

    @rule()
    def resolved(self) -> None:
        self.these(resolve)

    @rule()
    def closed(self) -> None:
        self.this(close_case, note=NOTE)

    @rule()
    def reopened(self) -> None:
        self.this(reopen)

    @rule(commitment=st.sampled_from(COMMITMENTS), shift=st.integers(-20, 60))
    def a_deadline_is_set_by_hand(self, commitment: str, shift: int) -> None:
        due_at = self.clock.instant + timedelta(hours=shift)
        self.this(override_deadline, commitment=commitment, due_at=due_at, reason="Agreed")

    @rule(commitment=st.sampled_from(COMMITMENTS), ago=AGO)
    def a_start_is_moved(self, commitment: str, ago: timedelta) -> None:
        self.this(move_start, commitments=[commitment], started_at=self.clock.instant - ago,
                  reason="Had called")  # fmt: skip

    @rule(ago=AGO, lasts=st.booleans())
    def a_wait_is_entered_afterwards(self, ago: timedelta, lasts: bool) -> None:
        began_at = self.clock.instant - ago
        self.this(enter_pause, status="waiting_customer", waiting_for="Priya", reason="Forgotten",
                  began_at=began_at, ended_at=None if lasts else began_at + ago / 2)  # fmt: skip

    @rule(with_hours=st.booleans())
    def shifts_change(self, with_hours: bool) -> None:
        shifts = {"mon": (("09:00", "17:00"),)} if with_hours else {}
        self.do(set_shifts, person_id=2, shifts=shifts)

    @rule(hours=st.sampled_from([1, 60]), stand_in=st.sampled_from([None, 1]))
    def goes_on_leave(self, hours: int, stand_in: int | None) -> None:
        now = self.clock.instant
        self.do(add_absence, person_id=2, begins_at=now, ends_at=now + timedelta(hours=hours),
                stand_in_id=stand_in)  # fmt: skip

    @rule(taken=st.booleans())
    def leave_ends(self, taken: bool) -> None:
        for row in self.desk.read(partial(team_now, now=self.clock.instant)).leaves[:1]:
            ends_at = self.clock.instant if taken else None
            self.do(end_absence, absence_id=row.id, version=row.version, ends_at=ends_at)

    @rule(role=st.sampled_from(["squad_lead", "lead"]), hours=st.sampled_from([1, 60]))
    def takes_a_turn(self, role: str, hours: int) -> None:
        now = self.clock.instant
        self.do(add_turn, role=role, person_id=2, begins_at=now,
                ends_at=now + timedelta(hours=hours))  # fmt: skip

    @rule(role=st.sampled_from(["agent", "squad_lead"]))
    def gets_a_role(self, role: str) -> None:
        self.do(set_role, person_id=2, role=role)

    @rule(cases_to=st.sampled_from([None, 1]))
    def leaves_the_team(self, cases_to: int | None) -> None:
        self.do(leave_team, person_id=2, cases_to=cases_to)

    @rule()
    def comes_back(self) -> None:
        self.do(rejoin_team, person_id=2)

    @invariant()
    def what_is_stored_is_what_the_log_says(self) -> None:
        said = partial(case_differences, case_id=self.case_id)
        assert self.desk.read(said) == []

    @invariant()
    def no_clock_runs_in_a_case_that_has_ended(self) -> None:
        rows = partial(queue_rows, ids=[self.case_id], now=self.clock.instant)
        [row] = self.desk.read(rows)
        if row.status in ENDED:
            assert row.due_at is None


def test_what_is_stored_is_what_the_log_says_whatever_is_done(
    database: Database, clock: MovingClock
) -> None:
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    database.write(partial(add_person, name="Ben"))
    life = type("Life", (DeskLife,), {"desk": database, "clock": clock})
    tries = 100 if os.environ.get("LEADLINE_FULL") else 6
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=tries, stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
