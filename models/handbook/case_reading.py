"""A case's log read from the first event to the last: which clocks start, pause and stop when."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from models.handbook import events as ev
from models.handbook.by_hand import NOTHING, ByHand
from models.handbook.conditions import (
    ACKNOWLEDGED,
    ASSIGNED,
    ENTERED,
    FIELD_CHANGED,
    FIELD_SET,
    FIELDS,
    FROM_CUSTOMER,
    LEFT,
    OPENED,
    REOPENED,
    RESPONSE,
    TO_CUSTOMER,
    UNASSIGNED,
    UPDATE,
    Happening,
    Verb,
    heard,
)
from models.handbook.events import Event
from models.handbook.policy import Policy
from models.handbook.track import Track

NOT_IN_SOURCE: Final = "not in the source"
_OPENED: Final = Happening(OPENED)
_REOPENED: Final = Happening(REOPENED)
_RESPONSE: Final = Happening(RESPONSE)
_UPDATE: Final = Happening(UPDATE)
_KEYS: Final = {"customer": "customer_id"}


class Reading:
    """The state of reading one case's log; `tracks` are its clocks in the order they started.

    `by_hand` is what was moved by hand, and counts from the beginning.
    """

    def __init__(
        self, policies: Mapping[int, Policy], policy: Policy, priority: str, by_hand: ByHand,
        kind: type[Track],
    ) -> None:  # fmt: skip
        self.policies = policies
        self.policy = policy
        self.priority = priority
        self.by_hand = by_hand
        self.kind = kind
        self.status = "new"
        self.fields: Mapping[str, Any] = {}
        self.looks_at_fields = any(one.hears_fields for one in policies.values())
        self.contacts_known = True
        self.resolved_at: int | None = None
        self.excluded = ""
        self.tracks: list[Track] = []
        self.running: dict[str, Track] = {}
        self.ended: frozenset[str] = frozenset()
        self.held: set[str] = set()
        self.cycles: Counter[str] = Counter()

    def happen(self, at: int, *happened: Happening) -> None:
        """Something happens to the case: clocks do what their conditions say."""
        if happened:
            for verb, commitment in heard(self.policy.hears, happened):
                _VERBS[verb](self, commitment, at)

    def told(self, kind: str, name: str = "") -> tuple[Happening, ...]:
        """This, if any clock listens for its kind."""
        return (Happening(kind, name),) if kind in self.policy.hears else ()

    def start(self, commitment: str, at: int) -> None:
        """Start the next cycle of a commitment, unless it runs or the case has ended."""
        if commitment in self.running or self.resolved_at is not None:
            return
        self.cycles[commitment] += 1
        track = self.kind(commitment, self.cycles[commitment], at)
        if self.by_hand is not NOTHING:
            track.started_at = self.by_hand.starts.get((commitment, track.cycle), at)
            track.added = self.by_hand.pauses_of(self.policy, commitment)
        track.begin(self.policy, self.priority)
        if not self.contacts_known and commitment in self.policy.told_by_contacts:
            track.left_out = "unknown", NOT_IN_SOURCE
        self.tracks.append(track)
        self._run(track, at)

    def go_on(self, commitment: str, at: int) -> None:
        """Let the last cycle of a commitment run again."""
        cycles = [track for track in self.tracks if track.commitment == commitment]
        if cycles:
            track, under = cycles[-1], cycles[-1].stopped_under
            track.go_on(at)
            self.retarget(track, under, at)
            self._run(track, at)

    def retarget(self, track: Track, old: str, at: int) -> None:
        """Move a clock from an old priority's targets to those in force (rule 14)."""
        if self.priority != old:
            track.freeze_crossed(at, old)
            track.retarget(self.policy, old, self.priority, at)

    def stop(self, commitment: str, at: int) -> None:
        """Stop a commitment's running clock, if there is one."""
        track = self.running.pop(commitment, None)
        if track is not None:
            track.stop(at, self.priority)

    def reset(self, commitment: str, at: int) -> None:
        """End the cycle that runs with its verdict, and start the next."""
        if commitment in self.running:
            self.stop(commitment, at)
            self.start(commitment, at)

    def hold(self, commitment: str, at: int) -> None:
        """Pause a commitment's clock until its condition to resume is met."""
        self.held.add(commitment)
        if commitment in self.running:
            self.running[commitment].pause(at)

    def release(self, commitment: str, at: int) -> None:
        """End such a pause; the case's status may still be one of its own (rule 13)."""
        self.held.discard(commitment)
        if commitment in self.running:
            self._pause_anew(self.running[commitment], at)

    def set_status(self, status: str, at: int) -> tuple[Happening, ...]:
        """Enter a status: pauses of running clocks end or begin (rule 13); says what happened."""
        old, self.status = self.status, status
        for track in self.running.values():
            self._pause_anew(track, at)
        return () if old == status else self.told(LEFT, old) + self.told(ENTERED, status)

    def set_fields(self, data: Mapping[str, Any]) -> tuple[Happening, ...]:
        """Fields of the case get other values; says what happened to them."""
        if not self.looks_at_fields:
            return ()
        old, self.fields = self.fields, {**self.fields, **data, **data.get("closing", {})}
        return tuple(_field_happenings(old, self.fields))

    def _run(self, track: Track, at: int) -> None:
        self.running[track.commitment] = track
        self._pause(track, at)

    def _pause_anew(self, track: Track, at: int) -> None:
        track.resume(at)
        self._pause(track, at)

    def _pause(self, track: Track, at: int) -> None:
        held = track.commitment in self.held
        if held or self.policy.pauses(self.status, track.commitment):
            track.pause(at)


_VERBS: Final[Mapping[Verb, Callable[[Reading, str, int], None]]] = {
    "resume": Reading.release, "stop": Reading.stop, "reset": Reading.reset,
    "start": Reading.start, "pause": Reading.hold,
}  # fmt: skip


def _field_happenings(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Happening]:
    """What was empty is set, what was not is changed; a field's value as text."""
    for name in FIELDS:
        key = _KEYS.get(name, name)
        before, after = old.get(key) or "", new.get(key) or ""
        if before != after:
            kind = FIELD_CHANGED if before else FIELD_SET
            yield Happening(kind, name, str(after))


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
    policy = policies[number]
    reading = Reading(policies, policy, _first_priority(ordered, policy), by_hand, kind)
    for event in ordered:
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            handler(reading, event)
    return reading


def _first_priority(ordered: Sequence[Event], policy: Policy) -> str:
    """The first priority somebody set, from the opening on (rule 9): it replaces the provisional
    one for every clock, one that had stopped too, as nothing was ever promised under that."""
    setting = (ev.OPENED, ev.PRIORITY_CHANGED, ev.FIELDS_CHANGED)
    found = (event.data.get("priority") for event in ordered if event.kind in setting)
    return next((priority for priority in found if priority), policy.provisional_priority)


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
    for track in reading.tracks:
        if (track.commitment, track.cycle) == (data["commitment"], data["cycle"]):
            track.override(data["objective"], data["due_at"], event.occurred_at)


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
