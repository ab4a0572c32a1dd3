"""All clocks of a case: a pure function of its events and the policies (rules 8 to 18)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from models.handbook import events as ev
from models.handbook.by_hand import MAYBE_BY_HAND, NOTHING, ByHand, by_hand, is_by_hand, restates
from models.handbook.event_handlers import first_priority, read_log
from models.handbook.events import Event, in_force
from models.handbook.policy import Policy
from models.handbook.verdict import CaseClock, Key, verdicts

Earlier = Sequence[tuple[int, Mapping[int, Policy]]]
"""(event, the policies until then), in order: each event found another contract for the case."""

ReadClocks = Callable[[Sequence[Event], Mapping[int, Policy], int, ByHand], list[CaseClock]]
"""What reads the clocks of a log in force: `read_clocks`, or one that has read much of it."""

DECIDED: Final = ("met", "breached")


def judge(
    events: Sequence[Event], policies: Mapping[int, Policy], number: int, earlier: Earlier = ()
) -> list[CaseClock]:
    """Every clock of a case opened under policy version `number`, in the order they started.

    Where something was changed by hand afterwards (a deadline, a pause, the version it is judged
    by), each clock also says what it was without (rules 13, 16 and 17).

    `earlier` is what judged the case before its contract was found. A contract counts from the
    opening, as a clock starts when the customer wrote and not when a desk noticed (rule 9): for
    every clock that has no verdict when it is found. A verdict that had fallen by then stays, to
    the customer's good or not (rule 14), with the policy it fell under: nothing that is learnt
    afterwards chooses the promise by which what is over is judged. Who wants that restates or
    overrides, with a reason and a name (rules 16 and 17).
    """
    as_it_was = [e for e in events if e.kind not in MAYBE_BY_HAND or not is_by_hand(e)]
    ordered = in_force(events)
    if len(as_it_was) == len(events):
        return clocks_in_force(ordered, policies, number, NOTHING, earlier)
    clocks = clocks_in_force(ordered, policies, number, by_hand(ordered), earlier)
    without = clocks_in_force(in_force(as_it_was), policies, number, NOTHING, earlier)
    before = {c.key: c for c in without}
    return [_with_original(clock, before.get(clock.key, clock)) for clock in clocks]


def versions_of(events: Sequence[Event], number: int) -> list[tuple[int, int]]:
    """(since, version) of the policies that judge a case, in order (rule 16).

    The first judges from the opening, and its `since` is 0: the case's own `number`, or the last
    one it was restated to. The others were applied to it since.
    """
    found = [(0, number)]
    for event in in_force(events):
        if event.kind == ev.POLICY_APPLIED:
            version = event.data["version"]
            found = [(0, version)] if restates(event) else [*found, (event.occurred_at, version)]
    return found


def _with_original(clock: CaseClock, before: CaseClock) -> CaseClock:
    if clock.standing == before.standing:
        return clock
    return clock._replace(
        original_due_at=before.due_at,
        original_verdict=before.verdict or "running",
        original_verdict_at=before.verdict_at,
    )


def read_clocks(
    ordered: Sequence[Event], policies: Mapping[int, Policy], number: int, moved: ByHand
) -> list[CaseClock]:
    """The clocks of a log in force, the opening first, under one set of policies."""
    reading = read_log(ordered, policies, number, moved)
    priority, excluded = reading.priority, reading.excluded
    return [row for track in reading.tracks for row in verdicts(track, priority, excluded)]


def clocks_in_force(
    ordered: list[Event],
    policies: Mapping[int, Policy],
    number: int,
    moved: ByHand,
    earlier: Earlier,
    read: ReadClocks = read_clocks,
) -> list[CaseClock]:
    """The clocks of a log in force; none of one that was never opened."""
    if not ordered or ordered[0].kind != ev.OPENED:
        return []
    if earlier:
        known = known_when_restated(ordered)
        earlier = [one for one in earlier if one[0] not in known]
    restated = [
        index
        for index, event in enumerate(ordered)
        if event.kind == ev.POLICY_APPLIED and restates(event)
    ]
    if restated:  # from the opening: what was applied before it moves nothing any more
        last = restated[-1]
        number = ordered[last].data["version"]
        ordered = [
            event for index, event in enumerate(ordered)
            if event.kind != ev.POLICY_APPLIED or index > last
        ]  # fmt: skip
    if not earlier:
        return read(ordered, policies, number, moved)
    return _as_they_fell(ordered, policies, number, moved, earlier, read)


def known_when_restated(ordered: Sequence[Event]) -> set[int]:
    """The ids of what was known when a case was last restated: a contract that these events found
    judges what had fallen, too, as with every restatement both verdicts are kept (rule 16)."""
    last = max((place for place, event in enumerate(ordered) if restates(event)), default=0)
    return {event.id for event in ordered[:last]}


def _as_they_fell(
    ordered: Sequence[Event],
    policies: Mapping[int, Policy],
    number: int,
    moved: ByHand,
    earlier: Earlier,
    read: ReadClocks,
) -> list[CaseClock]:
    """Each clock under the policies in force when its verdict fell, or else under the last ones."""
    places = {event.id: place for place, event in enumerate(ordered)}
    opening = _with_first_priority(ordered)
    kept: dict[Key, CaseClock] = {}
    for event_id, until_then in earlier:
        place = places.get(event_id)
        after = until_then if place is None else _reopened_as(until_then, policies)
        judged = {c.key: c for c in read(ordered, after, number, moved)}
        if place is None:  # what found the contract is not known in this log
            return list((judged | kept).values())
        at = ordered[place].occurred_at
        by_then = read([opening, *ordered[1:place]], until_then, number, moved)
        fallen = {c.key for c in by_then if c.outcome_at(at) in DECIDED}
        kept = {key: judged[key] for key in fallen if key in judged} | kept
    return list(({c.key: c for c in read(ordered, policies, number, moved)} | kept).values())


def _with_first_priority(ordered: Sequence[Event]) -> Event:
    """The opening with the first priority set, which counts from there (rule 9): what had fallen
    is the same whether that is learnt before or after what finds the contract."""
    opening = ordered[0]
    if opening.data.get("priority") or not (first := first_priority(ordered)):
        return opening
    return opening._replace(data={**opening.data, "priority": first})


def _reopened_as(before: Mapping[int, Policy], found: Mapping[int, Policy]) -> Mapping[int, Policy]:
    """What a reopen does is the found contract's to say: it comes later."""
    said = {number: (one.reopen, one.reopen_grace_seconds) for number, one in found.items()}
    if all((one.reopen, one.reopen_grace_seconds) == said[n] for n, one in before.items()):
        return before
    return {
        number: replace(policy, reopen=said[number][0], reopen_grace_seconds=said[number][1])
        for number, policy in before.items()
    }
