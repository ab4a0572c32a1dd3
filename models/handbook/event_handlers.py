"""A case's log read from first event to last: what each kind of event does to its clocks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from models.handbook import events as ev
from models.handbook.by_hand import ByHand
from models.handbook.case_reading import Reading
from models.handbook.conditions import (
    ACKNOWLEDGED,
    ASSIGNED,
    ENTERED,
    FROM_CUSTOMER,
    OPENED,
    REOPENED,
    RESPONSE,
    TO_CUSTOMER,
    UNASSIGNED,
    UPDATE,
    Happening,
)
from models.handbook.events import Event
from models.handbook.policy import Policy
from models.handbook.track import Track

_OPENED: Final = Happening(OPENED)
_REOPENED: Final = Happening(REOPENED)
_RESPONSE: Final = Happening(RESPONSE)
_UPDATE: Final = Happening(UPDATE)


def read_log(
    ordered: Sequence[Event],
    policies: Mapping[int, Policy],
    number: int,
    by_hand: ByHand,
    kind: type[Track] = Track,
) -> Reading:
    """Read a log in force, the opening first, under policy version `number`.

    `kind` is what is told how each clock runs: one that is judged, or one that only notes it.
    """
    reading = begin_reading(ordered, policies, number, by_hand, kind)
    go_on_reading(reading, ordered)
    return reading


def begin_reading(
    ordered: Sequence[Event],
    policies: Mapping[int, Policy],
    number: int,
    by_hand: ByHand,
    kind: type[Track] = Track,
) -> Reading:
    """Where the case stands before the first event of its log."""
    policy = policies[number]
    priority = first_priority(ordered) or policy.provisional_priority
    return Reading(policies, policy, priority, by_hand, kind)


def go_on_reading(reading: Reading, events: Iterable[Event]) -> None:
    """Read the events that follow."""
    for event in events:
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            handler(reading, event)


def first_priority(ordered: Sequence[Event]) -> str:
    """The first priority somebody set, from the opening on (rule 9): it replaces the provisional
    one for every clock, one that had stopped too, as nothing was ever promised under that.

    Empty where nobody has set one yet.
    """
    setting = (ev.OPENED, ev.PRIORITY_CHANGED, ev.FIELDS_CHANGED)
    found = (event.data.get("priority") for event in ordered if event.kind in setting)
    return next((priority for priority in found if priority), "")


def _opened(reading: Reading, event: Event) -> None:
    data = event.data
    reading.contacts_known = not data.get("contacts_unknown", False)
    reading.status = data.get("status", "new")
    entered = reading.told(ENTERED, reading.status)
    reading.happen(event.occurred_at, _OPENED, *entered, *reading.set_fields(data))


def _contact(reading: Reading, event: Event) -> None:
    """A contact stops the first response, and is an update: the next one is owed (rule 11)."""
    at, name = event.occurred_at, event.data.get("type", "")
    happened = reading.set_status("in_progress", at) if reading.status == "new" else ()
    kind = reading.policy.contact(name)
    if kind.counts_as_response:
        happened += (_RESPONSE,)
    if kind.counts_as_update and reading.resolved_at is None:
        reading.contacts_known = True
        happened += (_UPDATE,)
    reading.happen(at, *happened, *reading.told(TO_CUSTOMER, name))


def _acknowledged(reading: Reading, event: Event) -> None:
    counts = (_RESPONSE,) if reading.policy.acknowledgement_counts else ()
    reading.happen(event.occurred_at, *reading.told(ACKNOWLEDGED), *counts)


def _customer_message(reading: Reading, event: Event) -> None:
    at, waited = event.occurred_at, reading.status == "waiting_customer"
    happened = reading.set_status("in_progress", at) if waited else ()
    reading.happen(at, *reading.told(FROM_CUSTOMER, event.data.get("type", "")), *happened)


def _status(reading: Reading, event: Event) -> None:
    if reading.resolved_at is None:
        at = event.occurred_at
        reading.happen(at, *reading.set_status(event.data["status"], at))


def _assigned(reading: Reading, event: Event) -> None:
    data = event.data
    assigned = reading.told(ASSIGNED if data.get("person_id") is not None else UNASSIGNED)
    happened = reading.set_fields({"group": data["group"]}) if "group" in data else ()
    reading.happen(event.occurred_at, *assigned, *happened)


def _unassigned(reading: Reading, event: Event) -> None:
    reading.happen(event.occurred_at, *reading.told(UNASSIGNED))


def _fields(reading: Reading, event: Event) -> None:
    _priority(reading, event)
    reading.happen(event.occurred_at, *reading.set_fields(event.data))


def _priority(reading: Reading, event: Event) -> None:
    """Another priority, or the first, which has been in force all along (rules 9 and 14)."""
    old, new = reading.priority, event.data.get("priority")
    if new is None:
        return
    reading.priority = new
    for track in reading.running.values():
        reading.retarget(track, old, event.occurred_at)


def _policy_applied(reading: Reading, event: Event) -> None:
    """Another version from now on: what was reached stays, what runs is retargeted (rule 16)."""
    at = event.occurred_at
    reading.policy = reading.policies[event.data["version"]]
    for track in reading.running.values():
        track.freeze_crossed(at, reading.priority)
        track.renew(reading.policy, reading.priority, at)
    conditions = {
        name: reading.policy.conditions(name) for name in reading.policy.commitment_names()
    }
    reading.held = {name for name in reading.held if name in conditions and conditions[name].pause}
    reading.set_status(reading.status, at)
    for name, own in conditions.items():
        if not reading.cycles[name] and _OPENED in own.start:
            reading.start(name, at)


def _resolved(reading: Reading, event: Event) -> None:
    if reading.resolved_at is None:
        reading.resolved_at, reading.ended = event.occurred_at, frozenset(reading.running)
        for commitment in list(reading.running):
            reading.stop(commitment, event.occurred_at)


def _reopened(reading: Reading, event: Event) -> None:
    """A new cycle of what starts then; a clock that nothing resets may go on instead (rule 15)."""
    resolved_at, at = reading.resolved_at, event.occurred_at
    if resolved_at is None:
        return
    reading.resolved_at, reading.excluded, reading.held = None, "", set()
    reading.status = event.data.get("status", "in_progress")
    policy = reading.policy
    if policy.reopen == "continue" or at - resolved_at <= policy.reopen_grace_seconds > 0:
        for commitment in sorted(reading.ended):
            own = policy.conditions(commitment)
            if _REOPENED in own.start and not own.reset:
                reading.go_on(commitment, at)
    reading.happen(at, _REOPENED, *reading.told(ENTERED, reading.status))


def _excluded(reading: Reading, event: Event) -> None:
    """Left out as long as the case is; the clocks this ended are, even if it is reopened."""
    reading.excluded = event.data["reason"]
    for track in reading.running.values():
        track.left_out = "excluded", reading.excluded
    _resolved(reading, event)


def _merged_from(reading: Reading, event: Event) -> None:
    """The clocks that ran in the merged case go on in this one, from the earlier start (rule 12).

    `clocks` tells when each of them started there, by commitment.
    """
    for commitment, started_at in event.data["clocks"].items():
        track = reading.running.get(commitment)
        if track is not None and started_at < track.started_at:
            track.freeze_crossed(event.occurred_at, reading.priority)
            track.begin_earlier(started_at)


def _overridden(reading: Reading, event: Event) -> None:
    data = event.data
    for track in list(reading.tracks):
        if (track.commitment, track.cycle) == (data["commitment"], data["cycle"]):
            reading.own(track).override(data["objective"], data["due_at"], event.occurred_at)


_HANDLERS: dict[str, Callable[[Reading, Event], None]] = {
    ev.OPENED: _opened,
    ev.CONTACT: _contact,
    ev.ACKNOWLEDGED: _acknowledged,
    ev.CUSTOMER_MESSAGE: _customer_message,
    ev.PAUSED: _status,
    ev.RESUMED: _status,
    ev.STATUS_CHANGED: _status,
    ev.ASSIGNED: _assigned,
    ev.UNASSIGNED: _unassigned,
    ev.PRIORITY_CHANGED: _fields,
    ev.FIELDS_CHANGED: _fields,
    ev.POLICY_APPLIED: _policy_applied,
    ev.RESOLVED: _resolved,
    ev.CLOSED: _resolved,
    ev.REOPENED: _reopened,
    ev.EXCLUDED: _excluded,
    ev.MERGED_FROM: _merged_from,
    ev.DEADLINE_OVERRIDDEN: _overridden,
}
