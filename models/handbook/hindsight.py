"""Verdicts that a fact changed which the desk learned late (rules 10, 11 and 13)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from models.handbook import events as ev
from models.handbook.by_hand import is_by_hand
from models.handbook.case_clocks import Earlier, judge
from models.handbook.events import Event, in_force
from models.handbook.policy import Policy
from models.handbook.verdict import Key

_MOVE_NO_CLOCK: Final = frozenset({ev.OPENED, ev.NOTE, ev.LINKED, ev.POLICY_APPLIED})
"""Before its opening is known a case has no verdicts."""


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
    for fact in _late(events):
        at = fact.recorded_at
        before = _outcomes([e for e in events if e.recorded_at < at], policies, number, at, earlier)
        after = _outcomes([e for e in events if e.recorded_at <= at], policies, number, at, earlier)
        for key, (verdict, due) in before.items():
            then = after[key][0] if key in after else "not promised"
            if verdict in ("met", "breached") and then != verdict:
                found[key].append(Correction(fact, verdict, due, then))
    return dict(found)


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


def _outcomes(
    known: Sequence[Event], policies: Mapping[int, Policy], number: int, at: int, earlier: Earlier
) -> dict[Key, tuple[str, int | None]]:
    judged = judge(known, policies, number, earlier)
    return {clock.key: (clock.outcome_at(at), clock.due_at) for clock in judged}
