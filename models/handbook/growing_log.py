"""Logs that begin alike, read one after the other: each from where it differs from the last."""

from collections.abc import Mapping, Sequence
from typing import Final

from models.handbook.by_hand import ByHand
from models.handbook.case_reading import Reading
from models.handbook.event_handlers import begin_reading, go_on_reading
from models.handbook.events import Event
from models.handbook.policy import Policy
from models.handbook.track import Track
from models.handbook.verdict import CaseClock, verdicts

_STEP: Final = 50
"""Events between two places from which a reading can be taken up again."""


class GrowingLog:
    """One case's log as more of it becomes known: what it says is what `read_log` says of it.

    A fact that is learnt late leaves all before it as it was, so that a reading is taken up again
    at the last place kept before the fact. Clocks that had stopped by then are the same objects,
    and so are their verdicts.
    """

    def __init__(self, step: int = _STEP) -> None:
        self._step = step
        self._known: Sequence[Event] = ()
        self._policies: Mapping[int, Policy] | None = None
        self._inputs: tuple[object, ...] = ()
        self._kept: list[tuple[int, Reading]] = []
        self._verdicts: dict[int, tuple[Track, list[CaseClock]]] = {}

    def clocks(
        self, ordered: Sequence[Event], policies: Mapping[int, Policy], number: int, moved: ByHand
    ) -> list[CaseClock]:
        """Every clock of a log in force, the opening first."""
        reading = self._read(ordered, policies, number, moved)
        if reading.excluded:
            told = reading.priority, reading.excluded
            return [clock for track in reading.tracks for clock in verdicts(track, *told)]
        found: list[CaseClock] = []
        for track in reading.tracks:
            kept = self._verdicts.get(id(track))
            found += kept[1] if kept is not None else self._judged(track, reading.priority)
        return found

    def _read(
        self, ordered: Sequence[Event], policies: Mapping[int, Policy], number: int, moved: ByHand
    ) -> Reading:
        begun = begin_reading(ordered, policies, number, moved, Track)
        inputs = number, moved, begun.priority
        same = policies is self._policies and inputs == self._inputs
        alike = self._alike(ordered) if same else 0
        self._known, self._policies, self._inputs = ordered, policies, inputs
        del self._kept[alike:]
        place, reading = self._kept[-1] if self._kept else (0, begun)
        reading = reading.copy()
        while place < len(ordered):
            following = min(place + self._step, len(ordered))
            go_on_reading(reading, ordered[place:following])
            place = following
            if place % self._step == 0:
                self._kept.append((place, reading.copy()))
        return reading

    def _judged(self, track: Track, priority: str) -> list[CaseClock]:
        """A clock that has stopped changes no more: another is put in its place."""
        found = verdicts(track, priority, "")
        if track.stopped_at is not None:
            self._verdicts[id(track)] = track, found
        return found

    def _alike(self, ordered: Sequence[Event]) -> int:
        """How many of the places kept both logs have behind the same events."""
        begin = 0
        for number, (end, _) in enumerate(self._kept):
            if self._known[begin:end] != ordered[begin:end]:
                return number
            begin = end
        return len(self._kept)
