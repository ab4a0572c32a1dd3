"""All clocks of a case: a pure function of its events and the policies (rules 8 to 18)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.handbook import events as ev
from models.handbook.by_hand import MAYBE_BY_HAND, NOTHING, ByHand, by_hand, is_by_hand, restates
from models.handbook.event_handlers import read_log
from models.handbook.events import Event, in_force
from models.handbook.policy import Policy
from models.handbook.verdict import CaseClock, verdicts


def judge(events: Sequence[Event], policies: Mapping[int, Policy], number: int) -> list[CaseClock]:
    """Every clock of a case opened under policy version `number`, in the order they started.

    Where something was changed by hand afterwards (a deadline, a pause, the version it is judged
    by), each clock also says what it was without (rules 13, 16 and 17).
    """
    as_it_was = [e for e in events if e.kind not in MAYBE_BY_HAND or not is_by_hand(e)]
    ordered = in_force(events)
    if len(as_it_was) == len(events):
        return _read(ordered, policies, number, NOTHING)
    clocks = _read(ordered, policies, number, by_hand(ordered))
    before = {c.key: c for c in _read(in_force(as_it_was), policies, number, NOTHING)}
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
    return replace(
        clock, original_due_at=before.due_at, original_verdict=before.verdict or "running",
        original_verdict_at=before.verdict_at,
    )  # fmt: skip


def _read(
    ordered: list[Event], policies: Mapping[int, Policy], number: int, moved: ByHand
) -> list[CaseClock]:
    """The clocks of a log in force; none of one that was never opened."""
    if not ordered or ordered[0].kind != ev.OPENED:
        return []
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
    reading = read_log(ordered, policies, number, moved)
    priority, excluded = reading.priority, reading.excluded
    return [row for track in reading.tracks for row in verdicts(track, priority, excluded)]
