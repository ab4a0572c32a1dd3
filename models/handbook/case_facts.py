"""The facts of a case as its events tell them: what the case row stores is this, cached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from models.handbook import events as ev
from models.handbook.contract_rules import folded
from models.handbook.events import Event, in_force
from models.handbook.incident import (
    clear_step,
    drop_hotfix,
    give_role,
    schedule_hotfix,
    ship_hotfix,
    tick_step,
)
from models.handbook.intake import WRITTEN_AFTER, missing_fields
from models.handbook.suggestion import YES

FIELDS = (
    "title", "customer_id", "contact_id", "contract_id", "priority", "impact", "urgency",
    "workaround", "environment", "steps", "category", "group", "impact_level", "workaround_known",
    "expected", "actual", "security", "suggested_priority", "channel", "language",
)  # fmt: skip
_MATCHED = ("customer_id", "category", "group")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class CaseFacts:
    """What a case is after its last event. `priority` is None until somebody sets one (rule 9).

    `matched` is what its contract is found by: of customer, category and group the first value each
    got, and the contract made with that customer. It counts from the opening, as the first real
    priority does. A later change finds no other contract, nor does a first value that comes after
    the case was resolved: a verdict already reached stays (rule 14).

    `named` are the ids of those who see a restricted case; None where everybody does (rule 20).

    `learnt` are the events after the opening that told more of this, each with what was known until
    then: a clock whose verdict had fallen by that is judged by no contract that it found
    (`case_clocks`).

    `remind_at` is when whoever has a waiting case is reminded of it (rule 13). `unsettled` are the
    customer's messages since the resolution that nobody has answered or said what they are: thanks,
    a reopening, or another case (rule 15). `given` is the event that gave it to whoever has it,
    `by_rule` what the desk did about its assignment where no person has since.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    matched: dict[str, Any] = field(default_factory=dict)
    learnt: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    status: str = "new"
    assignee_id: int | None = None
    opened_at: int = 0
    resolved_at: int | None = None
    closed_at: int | None = None
    times_reopened: int = 0
    waiting_for: str = ""
    remind_at: int | None = None
    unsettled: list[Event] = field(default_factory=list)
    closing: Mapping[str, Any] = field(default_factory=dict)
    named: tuple[int, ...] | None = None
    given: Event | None = None
    by_rule: Event | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields still empty; a case with any is incomplete (rule 19)."""
        return missing_fields(self.fields | {"customer": self.fields.get("customer_id")})


def facts_of(events: Sequence[Event]) -> CaseFacts:
    """Read a case's log from the first event to the last."""
    facts = CaseFacts()
    for event in in_force(events):
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            handler(facts, event)
    return facts


def untouched(facts: CaseFacts, events: Sequence[Event]) -> Event | None:
    """What gave a case to whoever has it, where they have done nothing about it since.

    None too where it is not known who gave it: so it is in logs that were imported, which say
    nothing of who touched what.
    """
    given = facts.given
    if given is None:
        return None
    if not given.data.get("by_rule") and given.actor_id in (None, facts.assignee_id):
        return None
    since = (event for event in events if event.id > given.id)
    return None if any(event.actor_id == facts.assignee_id for event in since) else given


def _opened(facts: CaseFacts, event: Event) -> None:
    facts.opened_at = event.occurred_at
    facts.status = event.data.get("status", "new")
    _fields(facts, event)
    if event.data.get("security") == YES:
        facts.named = ()  # the leads alone, where the event names nobody
    _access(facts, event)


def _fields(facts: CaseFacts, event: Event) -> None:
    data = event.data
    for name in FIELDS:
        if name in data:
            facts.fields[name] = data[name]
    _match(facts, event, data)


def _match(facts: CaseFacts, event: Event, data: Mapping[str, Any]) -> None:
    """Keep what a case is first said to be, until it is resolved for the first time."""
    if facts.resolved_at is not None or facts.times_reopened:
        return
    names = _MATCHED if "customer_id" in facts.matched else (*_MATCHED, "contract_id")
    told = {name: data[name] for name in names if data.get(name) and name not in facts.matched}
    if told:
        if event.kind != ev.OPENED:
            facts.learnt.append((event.id, dict(facts.matched)))
        facts.matched.update(told)


def _changed(facts: CaseFacts, event: Event) -> None:
    _fields(facts, event)
    facts.closing = {**facts.closing, **event.data.get("closing", {})}


def _access(facts: CaseFacts, event: Event) -> None:
    if "named" in event.data:
        named = event.data["named"]  # None once the restriction is lifted
        facts.named = None if named is None else tuple(named)


def _skills(facts: CaseFacts, event: Event) -> None:
    """By their folded names: what one event says of a skill, a later one says anew."""
    said = {folded(name): (name, row) for name, row in facts.fields.get("skills", {}).items()}
    said |= {folded(name): (name, row) for name, row in event.data["skills"].items()}
    facts.fields["skills"] = dict(said.values())


def _assigned(facts: CaseFacts, event: Event) -> None:
    facts.assignee_id = event.data.get("person_id")
    facts.given = event if facts.assignee_id is not None else None
    facts.by_rule = event if event.data.get("by_rule") else None
    if "group" in event.data:
        facts.fields["group"] = event.data["group"]
        _match(facts, event, {"group": event.data["group"]})


def _unassigned(facts: CaseFacts, event: Event) -> None:
    facts.assignee_id = facts.given = None
    facts.by_rule = event if event.data.get("by_rule") else None


def _status(facts: CaseFacts, event: Event) -> None:
    if facts.resolved_at is None:
        _wait(facts, event.data["status"], event.data)


def _wait(facts: CaseFacts, status: str, data: Mapping[str, Any] = _NOTHING) -> None:
    """Enter a status, with whom it waits for and when to be reminded of that; or leave a wait."""
    facts.status = status
    facts.waiting_for, facts.remind_at = data.get("waiting_for", ""), data.get("remind_at")


def _contact(facts: CaseFacts, event: Event) -> None:
    facts.unsettled = []
    if facts.status == "new":
        facts.status = "in_progress"


def _customer_message(facts: CaseFacts, event: Event) -> None:
    if facts.status == "waiting_customer":
        _wait(facts, "in_progress")
    if facts.status in WRITTEN_AFTER:
        facts.unsettled = [*facts.unsettled, event]


def _settled(facts: CaseFacts, event: Event) -> None:
    settled = event.data["event_id"]
    facts.unsettled = [message for message in facts.unsettled if message.id != settled]


def _resolved(facts: CaseFacts, event: Event) -> None:
    if facts.resolved_at is None:
        facts.resolved_at = event.occurred_at
        _wait(facts, "resolved")
    facts.closing = {**facts.closing, **event.data}


def _closed(facts: CaseFacts, event: Event) -> None:
    """Closed without having been resolved, a case was resolved by that (rule 12)."""
    _resolved(facts, event)
    if facts.closed_at is None:
        facts.closed_at, facts.status = event.occurred_at, "closed"


def _reopened(facts: CaseFacts, event: Event) -> None:
    if facts.resolved_at is not None:
        facts.resolved_at = facts.closed_at = None
        facts.status = event.data.get("status", "in_progress")
        facts.times_reopened += 1
        facts.unsettled = []


def _excluded(facts: CaseFacts, event: Event) -> None:
    _wait(facts, event.data["reason"])
    if facts.resolved_at is None:
        facts.resolved_at = event.occurred_at


_HANDLERS: dict[str, Callable[[CaseFacts, Event], None]] = {
    ev.OPENED: _opened,
    ev.FIELDS_CHANGED: _changed,
    ev.PRIORITY_CHANGED: _fields,
    ev.ASSIGNED: _assigned,
    ev.UNASSIGNED: _unassigned,
    ev.STATUS_CHANGED: _status,
    ev.PAUSED: _status,
    ev.RESUMED: _status,
    ev.CONTACT: _contact,
    ev.CUSTOMER_MESSAGE: _customer_message,
    ev.MESSAGE_SETTLED: _settled,
    ev.RESOLVED: _resolved,
    ev.CLOSED: _closed,
    ev.REOPENED: _reopened,
    ev.EXCLUDED: _excluded,
    ev.ACCESS_CHANGED: _access,
    ev.SKILLS_CHANGED: _skills,
    ev.ROLE_GIVEN: lambda facts, event: give_role(facts.fields, event),
    ev.STEP_TICKED: lambda facts, event: tick_step(facts.fields, event),
    ev.STEP_CLEARED: lambda facts, event: clear_step(facts.fields, event),
    ev.HOTFIX_SCHEDULED: lambda facts, event: schedule_hotfix(facts.fields, event),
    ev.HOTFIX_SHIPPED: lambda facts, event: ship_hotfix(facts.fields, event),
    ev.HOTFIX_DROPPED: lambda facts, event: drop_hotfix(facts.fields, event),
}
