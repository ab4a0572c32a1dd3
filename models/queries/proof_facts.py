"""The events of a case that begin and end stretches of a clock's time, as a proof tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from models.handbook import events as ev
from models.handbook.events import Event, in_force
from models.handbook.instants import from_seconds, to_seconds
from models.queries.case_clocks import CaseClockRow
from models.queries.laid_out import LedgerPiece

_SHOWN: Final = frozenset(
    {"type", "status", "priority", "version", "mode", "commitment", "cycle", "objective", "due_at",
     "started_at", "until"}
)  # fmt: skip
_INTERNAL: Final = frozenset({"reason", "waiting_for", "note"})
_MOVE_NO_CLOCK: Final = frozenset(
    {ev.NOTE, ev.LINKED, ev.UNLINKED, ev.ESCALATED, ev.DEADLINE_OVERRIDDEN}
)
_STARTS: Final = (
    ev.START_MOVED, ev.OPENED, ev.REOPENED, ev.CONTACT, ev.PRIORITY_CHANGED, ev.FIELDS_CHANGED,
    ev.POLICY_APPLIED, ev.MERGED_FROM,
)  # fmt: skip
_STOPS: Final = (ev.RESOLVED, ev.CLOSED, ev.EXCLUDED, ev.CONTACT, ev.ACKNOWLEDGED)
_TURNS: Final = (
    ev.PAUSE_ENTERED, ev.PAUSED, ev.CUSTOMER_MESSAGE, ev.RESUMED, ev.STATUS_CHANGED, ev.REOPENED,
    ev.CONTACT, ev.POLICY_APPLIED, ev.RESOLVED, ev.OPENED,
)  # fmt: skip
"""What begins or ends a pause. Of several events at one instant the first kind is told, and any
other only where none of these is there: a team's own conditions may name them."""


@dataclass(frozen=True)
class Fact:
    """An event: when it counts from and when the desk knew, by whom in their role, and what of its
    data the reader of the page may see."""

    id: int
    kind: str
    at: datetime
    recorded_at: datetime
    role: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Stretch:
    """A piece of a clock's time; `ended_by` is None where the calendar, or the present, ends it."""

    piece: LedgerPiece
    ended_by: Fact | None


class Facts:
    """A case's events as clocks see them, found by their instants; `roles` are by person."""

    def __init__(
        self, events: Sequence[Event], roles: Mapping[int, str], *, external: bool
    ) -> None:
        self._roles = roles
        self._shown = _SHOWN if external else _SHOWN | _INTERNAL
        self._at: dict[int, list[Event]] = {}
        for event in in_force(events):
            if event.kind not in _MOVE_NO_CLOCK:
                for at in _instants(event):
                    self._at.setdefault(at, []).append(event)

    def fact(self, event: Event) -> Fact:
        """The event, without what the reader may not see."""
        data = {name: value for name, value in event.data.items() if name in self._shown and value}
        return Fact(
            event.id, event.kind, from_seconds(event.occurred_at), from_seconds(event.recorded_at),
            self._roles.get(event.actor_id or 0), data,
        )  # fmt: skip

    def starting(self, clock: CaseClockRow) -> Fact | None:
        """What a clock counts from; None where that is the start of a case merged into this one."""
        return self._found(clock.started_at, _STARTS)

    def stretches(self, clock: CaseClockRow) -> tuple[Stretch, ...]:
        """The clock's time in pieces, each with the event that ends it."""
        following = (*(piece.why for piece in clock.pieces[1:]), "")
        return tuple(
            Stretch(piece, self._ending(clock, piece, after))
            for piece, after in zip(clock.pieces, following, strict=False)
        )

    def stopping(self, clock: CaseClockRow) -> Fact | None:
        """What stopped the clock."""
        return self._found(clock.stopped_at, _STOPS)

    def _ending(self, clock: CaseClockRow, piece: LedgerPiece, after: str) -> Fact | None:
        if not after:
            return self.stopping(clock)
        return self._found(piece.end, _TURNS) if "paused" in (piece.why, after) else None

    def _found(self, at: datetime | None, kinds: Sequence[str]) -> Fact | None:
        there = [] if at is None else self._at.get(to_seconds(at), [])
        rank = {kind: place for place, kind in enumerate(kinds)}
        chosen = min(there, key=lambda event: rank.get(event.kind, len(rank)), default=None)
        return None if chosen is None else self.fact(chosen)


def _instants(event: Event) -> Sequence[int]:
    """The instants at which an event bears on a clock."""
    if event.kind == ev.START_MOVED:
        return [event.data["started_at"]]
    if event.kind == ev.PAUSE_ENTERED:
        return event.occurred_at, event.data["until"]
    return [event.occurred_at]
