"""Where a case stands while its log is read, and what its clocks do when something happens."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any, Final

from models.handbook.by_hand import NOTHING, ByHand
from models.handbook.conditions import (
    ENTERED,
    FIELD_CHANGED,
    FIELD_SET,
    FIELDS,
    LEFT,
    Happening,
    Verb,
    heard,
)
from models.handbook.environment import environment_line
from models.handbook.policy import Policy
from models.handbook.track import Track

NOT_IN_SOURCE: Final = "not in the source"
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

    def copy(self) -> "Reading":
        """A reading that goes on from here by itself; both have the clocks that have stopped."""
        other = copy(self)
        other.running = {name: track.copy() for name, track in self.running.items()}
        other.tracks = [
            track if track.stopped_at is not None else other.running[track.commitment]
            for track in self.tracks
        ]
        other.held, other.cycles = set(self.held), self.cycles.copy()
        return other

    def own(self, track: Track) -> Track:
        """A clock to be changed: one that has stopped may be another reading's too."""
        if self.running.get(track.commitment) is track:
            return track
        place = next(place for place, one in enumerate(self.tracks) if one is track)
        self.tracks[place] = track.copy()
        return self.tracks[place]

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
            track, under = self.own(cycles[-1]), cycles[-1].stopped_under
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
        new = {**self.fields, **data, **data.get("closing", {})}
        if isinstance(data.get("environment"), Mapping):
            new["environment"] = environment_line(data["environment"])
        old, self.fields = self.fields, new
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
