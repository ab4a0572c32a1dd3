"""A case's log read from the first event to the last: which clocks start, pause and stop when."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION, Policy
from models.handbook.track import Track

NOT_IN_SOURCE = "not in the source"


class Reading:
    """The state of reading one case's log; `tracks` are its clocks in the order they started."""

    def __init__(self, policies: Mapping[int, Policy], policy: Policy, priority: str) -> None:
        self.policies = policies
        self.policy = policy
        self.priority = priority
        self.status = "new"
        self.contacts_known = True
        self.resolved_at: int | None = None
        self.excluded = ""
        self.tracks: list[Track] = []
        self.running: dict[str, Track] = {}
        self.cycles: Counter[str] = Counter()

    def start(self, commitment: str, at: int) -> None:
        """Start the next cycle of a commitment, if this priority has it."""
        self.cycles[commitment] += 1
        track = Track(commitment, self.cycles[commitment], at)
        track.begin(self.policy, self.priority)
        if not self.contacts_known and commitment in (FIRST_RESPONSE, NEXT_UPDATE):
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

    def set_status(self, status: str, at: int) -> None:
        """Enter a status: pauses of running clocks end or begin (rule 13)."""
        self.status = status
        for track in self.running.values():
            track.resume(at)
            self._pause(track, at)

    def _run(self, track: Track, at: int) -> None:
        self.running[track.commitment] = track
        self._pause(track, at)

    def _pause(self, track: Track, at: int) -> None:
        if self.policy.pauses(self.status, track.commitment):
            track.pause(at)


def read_log(ordered: Sequence[Event], policies: Mapping[int, Policy], number: int) -> Reading:
    """Read a log in force, the opening first, under policy version `number`."""
    reading = Reading(policies, policies[number], _first_priority(ordered, policies[number]))
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
    for commitment in reading.policy.commitment_names():
        reading.start(commitment, event.occurred_at)


def _contact(reading: Reading, event: Event) -> None:
    """A contact stops the first response, and is an update: the next one is owed (rule 11)."""
    if reading.status == "new":
        reading.set_status("in_progress", event.occurred_at)
    kind = reading.policy.contact(event.data.get("type", ""))
    if kind.counts_as_response:
        reading.stop(FIRST_RESPONSE, event.occurred_at)
    if kind.counts_as_update and reading.resolved_at is None:
        reading.stop(NEXT_UPDATE, event.occurred_at)
        reading.contacts_known = True
        reading.start(NEXT_UPDATE, event.occurred_at)


def _acknowledged(reading: Reading, event: Event) -> None:
    if reading.policy.acknowledgement_counts:
        reading.stop(FIRST_RESPONSE, event.occurred_at)


def _customer_message(reading: Reading, event: Event) -> None:
    if reading.status == "waiting_customer":
        reading.set_status("in_progress", event.occurred_at)


def _status(reading: Reading, event: Event) -> None:
    if reading.resolved_at is None:
        reading.set_status(event.data["status"], event.occurred_at)


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
    reading.set_status(reading.status, at)
    if reading.resolved_at is None:
        for commitment in reading.policy.commitment_names():
            if not reading.cycles[commitment]:
                reading.start(commitment, at)


def _resolved(reading: Reading, event: Event) -> None:
    if reading.resolved_at is None:
        reading.resolved_at = event.occurred_at
        for commitment in list(reading.running):
            reading.stop(commitment, event.occurred_at)


def _reopened(reading: Reading, event: Event) -> None:
    """A new cycle of resolution and cadence; resolution may go on instead (rule 15)."""
    resolved_at, at = reading.resolved_at, event.occurred_at
    if resolved_at is None:
        return
    reading.resolved_at, reading.excluded = None, ""
    reading.status = event.data.get("status", "in_progress")
    grace = reading.policy.reopen_grace_seconds
    if reading.policy.reopen == "continue" or at - resolved_at <= grace > 0:
        reading.go_on(RESOLUTION, at)
    else:
        reading.start(RESOLUTION, at)
    reading.start(NEXT_UPDATE, at)


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
    ev.PRIORITY_CHANGED: _priority,
    ev.FIELDS_CHANGED: _priority,
    ev.POLICY_APPLIED: _policy_applied,
    ev.RESOLVED: _resolved,
    ev.CLOSED: _resolved,
    ev.REOPENED: _reopened,
    ev.EXCLUDED: _excluded,
    ev.MERGED_FROM: _merged_from,
    ev.DEADLINE_OVERRIDDEN: _overridden,
}
