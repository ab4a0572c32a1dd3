"""All clocks of a case: a pure function of its events and the policies (rules 8 to 18)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from models.handbook import events as ev
from models.handbook.events import Event, in_force
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION, Policy, is_raise
from models.handbook.track import Track
from models.handbook.verdict import CaseClock, verdicts

NOT_IN_SOURCE = "not in the source"


def judge(events: Sequence[Event], policies: Mapping[int, Policy], number: int) -> list[CaseClock]:
    """Every clock of a case opened under policy version `number`, in commitment and cycle order."""
    ordered = in_force(events)
    for event in ordered:
        if event.kind == ev.POLICY_APPLIED and event.data["mode"] == "restate":
            number = event.data["version"]
    reading = _Reading(policies, policies[number])
    for event in ordered:
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            handler(reading, event)
    edge, priority, excluded = reading.policy.edge, reading.priority, reading.excluded
    return [row for track in reading.tracks for row in verdicts(track, edge, priority, excluded)]


class _Reading:
    """The state of reading one case's log from the first event to the last."""

    def __init__(self, policies: Mapping[int, Policy], policy: Policy) -> None:
        self.policies = policies
        self.policy = policy
        self.priority = policy.provisional_priority
        self.provisional = True
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
        track.retarget(self.policy, self.priority, at, fresh=True)
        if not self.contacts_known and commitment in (FIRST_RESPONSE, NEXT_UPDATE):
            track.unknown = NOT_IN_SOURCE
        if self.policy.pauses(self.status, commitment):
            track.pause(at)
        self.tracks.append(track)
        self.running[commitment] = track

    def stop(self, commitment: str, at: int) -> None:
        """Stop a commitment's running clock, if there is one."""
        track = self.running.pop(commitment, None)
        if track is not None:
            track.stop(at, self.priority)

    def set_status(self, status: str, at: int) -> None:
        """Enter a status: pauses of running clocks end or begin (rule 13)."""
        self.status = status
        for commitment, track in self.running.items():
            track.resume(at)
            if self.policy.pauses(status, commitment):
                track.pause(at)


def _opened(reading: _Reading, event: Event) -> None:
    data = event.data
    reading.provisional = data.get("priority") is None
    reading.priority = data.get("priority") or reading.policy.provisional_priority
    reading.contacts_known = not data.get("contacts_unknown", False)
    reading.status = data.get("status", "new")
    start = min(event.occurred_at, data.get("earlier_start", event.occurred_at))
    for commitment in _all_commitments(reading.policy):
        reading.start(commitment, start)


def _all_commitments(policy: Policy) -> list[str]:
    """Every commitment any priority has: a later priority may add one."""
    return list(dict.fromkeys(name for row in policy.targets.values() for name in row))


def _contact(reading: _Reading, event: Event) -> None:
    kind = reading.policy.contact(event.data.get("type", ""))
    if kind.counts_as_response:
        reading.stop(FIRST_RESPONSE, event.occurred_at)
    if kind.counts_as_update and reading.resolved_at is None:
        reading.stop(NEXT_UPDATE, event.occurred_at)
        reading.contacts_known = True
        reading.start(NEXT_UPDATE, event.occurred_at)


def _acknowledged(reading: _Reading, event: Event) -> None:
    if reading.policy.acknowledgement_counts:
        reading.stop(FIRST_RESPONSE, event.occurred_at)


def _customer_message(reading: _Reading, event: Event) -> None:
    if reading.status == "waiting_customer":
        reading.set_status("in_progress", event.occurred_at)


def _status(reading: _Reading, event: Event) -> None:
    if reading.resolved_at is None:
        reading.set_status(event.data["status"], event.occurred_at)


def _priority(reading: _Reading, event: Event) -> None:
    old, new = reading.priority, event.data["priority"]
    fresh = reading.provisional
    for track in reading.running.values():
        raised = is_raise(old, new) and reading.policy.raise_from == "change"
        if not fresh:
            track.freeze_crossed(event.occurred_at, reading.policy.edge, old)
        track.retarget(reading.policy, new, event.occurred_at, fresh=fresh or not raised)
    reading.priority, reading.provisional = new, False


def _policy_applied(reading: _Reading, event: Event) -> None:
    if event.data["mode"] == "restate":
        return
    old, reading.policy = reading.policy, reading.policies[event.data["version"]]
    for track in reading.running.values():
        track.freeze_crossed(event.occurred_at, old.edge, reading.priority)
        track.retarget(reading.policy, reading.priority, event.occurred_at, fresh=True)
    for commitment in _all_commitments(reading.policy):
        if all(track.commitment != commitment for track in reading.tracks):
            reading.start(commitment, event.occurred_at)


def _resolved(reading: _Reading, event: Event) -> None:
    if reading.resolved_at is not None:
        return
    reading.resolved_at = event.occurred_at
    for commitment in list(reading.running):
        reading.stop(commitment, event.occurred_at)


def _reopened(reading: _Reading, event: Event) -> None:
    if reading.resolved_at is None:
        return
    resolved_at, reading.resolved_at, reading.status = reading.resolved_at, None, "in_progress"
    grace = reading.policy.reopen_grace_seconds
    goes_on = reading.policy.reopen == "continue" or event.occurred_at - resolved_at <= grace > 0
    if goes_on:
        last = max((t for t in reading.tracks if t.commitment == RESOLUTION), key=lambda t: t.cycle)
        last.go_on(resolved_at, event.occurred_at)
        reading.running[RESOLUTION] = last
    else:
        reading.start(RESOLUTION, event.occurred_at)
    reading.start(NEXT_UPDATE, event.occurred_at)


def _excluded(reading: _Reading, event: Event) -> None:
    reading.excluded = event.data["reason"]
    _resolved(reading, event)


def _merged_from(reading: _Reading, event: Event) -> None:
    for track in reading.running.values():
        if event.data["opened_at"] < track.started_at:
            track.begin_earlier(reading.policy, reading.priority, event.data["opened_at"])


def _overridden(reading: _Reading, event: Event) -> None:
    for track in reading.tracks:
        same = (track.commitment, track.cycle) == (event.data["commitment"], event.data["cycle"])
        line = track.lines.get(event.data["objective"])
        if same and line is not None:
            line.overridden_due = event.data["due_at"]


_HANDLERS: dict[str, Callable[[_Reading, Event], None]] = {
    ev.OPENED: _opened,
    ev.CONTACT: _contact,
    ev.ACKNOWLEDGED: _acknowledged,
    ev.CUSTOMER_MESSAGE: _customer_message,
    ev.PAUSED: _status,
    ev.RESUMED: _status,
    ev.STATUS_CHANGED: _status,
    ev.PRIORITY_CHANGED: _priority,
    ev.POLICY_APPLIED: _policy_applied,
    ev.RESOLVED: _resolved,
    ev.CLOSED: _resolved,
    ev.REOPENED: _reopened,
    ev.EXCLUDED: _excluded,
    ev.MERGED_FROM: _merged_from,
    ev.DEADLINE_OVERRIDDEN: _overridden,
}
