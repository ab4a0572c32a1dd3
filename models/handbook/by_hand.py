"""What was moved by hand, afterwards, in a case's log: starts of clocks, and pauses (rule 13)."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from models.handbook import events as ev
from models.handbook.clock import Pause
from models.handbook.events import Event
from models.handbook.intake import WAITING
from models.handbook.policy import Policy

Cycle = tuple[str, int]
"""(commitment, cycle)."""


class ByHand(NamedTuple):
    """When cycles are said to have started, and the waits that were entered when they were over.

    Either counts as though it had been known from the beginning; without it the log says what the
    verdict would have been.
    """

    starts: Mapping[Cycle, int] = {}
    waits: tuple[tuple[str, Pause], ...] = ()

    def pauses_of(self, policy: Policy, commitment: str) -> tuple[Pause, ...]:
        """The waits in which this commitment's clock stands still."""
        if not self.waits:
            return ()
        return tuple(pause for status, pause in self.waits if policy.paused_in(status, commitment))


NOTHING: Final = ByHand()

_WAITS: Final = frozenset((ev.PAUSED, ev.STATUS_CHANGED))
_MOVED: Final = frozenset((ev.DEADLINE_OVERRIDDEN, ev.START_MOVED, ev.PAUSE_ENTERED))
MAYBE_BY_HAND: Final = _WAITS | _MOVED | {ev.POLICY_APPLIED}
"""The kinds of which some events change by hand how a case is judged."""


def by_hand(ordered: Iterable[Event]) -> ByHand:
    """What a log in force has been told afterwards; of two starts of one cycle the later word."""
    told = [event for event in ordered if event.kind in (ev.START_MOVED, ev.PAUSE_ENTERED)]
    if not told:
        return NOTHING
    moved = sorted((e for e in told if e.kind == ev.START_MOVED), key=lambda event: event.id)
    return ByHand(
        {(e.data["commitment"], e.data["cycle"]): e.data["started_at"] for e in moved},
        tuple(
            (e.data["status"], (e.occurred_at, e.data["until"]))
            for e in told
            if e.kind == ev.PAUSE_ENTERED
        ),
    )


def is_by_hand(event: Event) -> bool:
    """Whether an event changes by hand, afterwards, how a case is judged.

    A pause that ends a day later is no such thing, nor a contact that was logged late (rule 11);
    a pause entered after it began is (rule 13).
    """
    if event.kind in _WAITS:
        return event.recorded_at > event.occurred_at and event.data.get("status") in WAITING
    return event.kind in _MOVED or restates(event)


def restates(event: Event) -> bool:
    """Whether an event has a version judge the case from its opening (rule 16)."""
    return event.kind == ev.POLICY_APPLIED and event.data["mode"] == "restate"
