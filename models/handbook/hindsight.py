"""Verdicts that a fact changed which the desk learned late (rules 10, 11 and 13)."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final

from models.handbook import events as ev
from models.handbook.by_hand import NOTHING, by_hand, is_by_hand
from models.handbook.case_clocks import DECIDED, Earlier, clocks_in_force
from models.handbook.events import Event, in_force
from models.handbook.growing_log import GrowingLog
from models.handbook.policy import Policy
from models.handbook.verdict import CaseClock, Key

_MOVE_NO_CLOCK: Final = frozenset({ev.OPENED, ev.NOTE, ev.LINKED, ev.POLICY_APPLIED})
"""Before its opening is known a case has no verdicts."""
_RECORDED_AT: Final = attrgetter("recorded_at")


@dataclass(frozen=True, slots=True)
class Correction:
    """A verdict reached by what was known, until `fact` was recorded; `after` may be "running".

    `due_before` is the due time by which it was reached.
    """

    fact: Event
    before: str
    due_before: int | None
    after: str


def corrections(
    events: Sequence[Event],
    policies: Mapping[int, Policy],
    number: int,
    earlier: Earlier = (),
) -> dict[Key, list[Correction]]:
    """What late facts changed of each clock's verdict, in the order in which they were recorded.

    A verdict is as of the instant at which the fact was recorded: with all that was known before,
    and with the fact as well. Facts taken back since changed nothing, and what changes verdicts by
    hand is no fact: `judge` itself says what they were without it.
    """
    found: dict[Key, list[Correction]] = defaultdict(list)
    recorded = sorted(events, key=_RECORDED_AT)
    log = GrowingLog()
    never_moved = by_hand(recorded) is NOTHING

    @lru_cache(maxsize=2)
    def clocks(count: int) -> list[CaseClock]:
        ordered = in_force(recorded[:count])
        moved = NOTHING if never_moved else by_hand(ordered)
        return clocks_in_force(ordered, policies, number, moved, earlier, log.clocks)

    for fact in _late(events):
        at = fact.recorded_at
        before = clocks(bisect_left(recorded, at, key=_RECORDED_AT))
        after = clocks(bisect_right(recorded, at, key=_RECORDED_AT))
        for clock, since in _changed(before, after):
            verdict = clock.outcome_at(at)
            then = "not promised" if since is None else since.outcome_at(at)
            if verdict in DECIDED and then != verdict:
                found[clock.key].append(Correction(fact, verdict, clock.due_at, then))
    return dict(found)


def _changed(
    before: Sequence[CaseClock], after: Sequence[CaseClock]
) -> Iterable[tuple[CaseClock, CaseClock | None]]:
    """Each clock that is not the very same afterwards, and what it is then."""
    known, kept = set(map(id, before)), set(map(id, after))
    fresh = {clock.key: clock for clock in after if id(clock) not in known}
    return [(clock, fresh.get(clock.key)) for clock in before if id(clock) not in kept]


def _late(events: Sequence[Event]) -> Iterable[Event]:
    """Of each instant at which something was recorded late, the first such fact still in force."""
    kept = {event.id for event in in_force(events)}
    late = {
        event.recorded_at: event
        for event in sorted(events, key=lambda event: event.id, reverse=True)
        if event.occurred_at < event.recorded_at
        and event.kind not in _MOVE_NO_CLOCK
        and not is_by_hand(event)
        and event.id in kept
    }
    return [late[at] for at in sorted(late)]
