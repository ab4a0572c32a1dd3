"""How well an article has answered so far: what followed in the cases it was the answer of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from models.handbook import events as ev
from models.handbook.events import Event, in_force

HOLDS_AFTER: Final = 14 * 86_400
"""Seconds without a reopening after which an answer held (handbook, rule 27)."""

TELLING: Final = (ev.RESOLVED, ev.CLOSED, ev.REOPENED, ev.RETRACTED)
"""The kinds of events that say what followed."""


@dataclass(frozen=True)
class Record:
    """`helped` counts the cases that were resolved with its answer, or of which somebody said that
    it helped; `reopened` those of them opened again within 14 days, `held` those that were not and
    had their 14 days; `wrong` the cases of which somebody said that it is wrong.
    """

    helped: int = 0
    reopened: int = 0
    held: int = 0
    wrong: int = 0

    @property
    def weight(self) -> float:
        """What it adds to how well an article fits, from -0.2 to 0.1: what held counts."""
        good = min(self.held, 5) * 0.02
        return max(good - 0.05 * (self.wrong + self.reopened), -0.2)


@dataclass(frozen=True)
class Answered:
    """A case and what became of it since an article answered it (`since`, seconds).

    `events` are only those of `TELLING`.
    """

    case_id: int
    since: int
    is_over: bool
    resolved_at: int | None
    events: Sequence[Event] = ()

    @property
    def came_back(self) -> bool:
        """Whether it was opened again within 14 days of an end that followed the answer."""
        ended: int | None = None
        for event in in_force(self.events):
            if event.kind == ev.REOPENED:
                if ended is not None and event.occurred_at <= ended + HOLDS_AFTER:
                    return True
                ended = None
            elif event.occurred_at >= self.since and ended is None:
                ended = event.occurred_at
        return False


def record_of(
    answered: Sequence[Answered], helped: frozenset[int], wrong: frozenset[int], now: int
) -> Record:
    """Count it; `helped` and `wrong` are the cases of which somebody said so last.

    A case of which it was called wrong was not helped, whatever became of it.
    """
    back = {one.case_id for one in answered if one.came_back}
    over = {one.case_id for one in answered if one.is_over} | back
    held = {
        one.case_id for one in answered
        if one.is_over and one.resolved_at is not None and one.resolved_at + HOLDS_AFTER <= now
    }  # fmt: skip
    good = (over | helped) - wrong
    return Record(len(good), len(good & back), len((held & good) - back), len(wrong))
