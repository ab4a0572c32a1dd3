"""What a change by hand would do, as the command itself would have it; nothing is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook import events as ev
from models.handbook.instants import maybe_from_seconds, to_seconds
from models.handbook.verdict import CaseClock
from models.policies import load_policies
from models.refresh import projections
from models.work import Work

_LAST: Final = 2**62
"""Ids of events that are not written: after all that are."""

_SOMEBODY: Final = 0
_SOMETHING: Final = "–"


@dataclass(frozen=True)
class Moved:
    """A clock that would be due, or judged, otherwise: what it says today, and would say then.

    A verdict is as of the instant it was asked for; no due time while a pause lasts.
    """

    commitment: str
    cycle: int
    objective: str
    due_at: datetime | None
    verdict: str
    due_then: datetime | None
    verdict_then: str


class _Rehearsal(Work):
    """A write that locks nothing and keeps what it would have recorded."""

    def __init__(self, session: Session, now: datetime, person_id: int | None) -> None:
        super().__init__(session, now, person_id or _SOMEBODY, "")
        self.recorded: list[ev.Event] = []

    def record(  # as `Work` has it
        self, case_id: int, kind: str, data: Any = None, occurred_at: datetime | None = None,
        recorded_at: datetime | None = None, by_desk: bool = False,
    ) -> None:  # fmt: skip
        happened, known = occurred_at or self.now, recorded_at or self.now
        self.recorded.append(
            ev.Event(_LAST + len(self.recorded), kind, to_seconds(happened), to_seconds(known),
                     dict(data or {}), None if by_desk else self.person_id)
        )  # fmt: skip

    def case_row(self, case_id: int) -> Case | None:
        """The case, held by nobody."""
        return self.session.get(Case, case_id)


def rehearse(
    session: Session, case_id: int, command: Callable[..., object], given: dict[str, Any],
    now: datetime, person_id: int | None,
) -> list[Moved]:  # fmt: skip
    """The clocks of a case that a change by hand would move, under what binds each (the SLA, or the
    SLO where there is none).

    What only is to be said with it (why, whom one waited for) may still be missing. A `KnownError`
    where the command would refuse the rest.
    """
    work = _Rehearsal(session, now, person_id)
    missing = {name: _SOMETHING for name in ("reason", "waiting_for")
               if name in given and not given[name].strip()}  # fmt: skip
    command(work, case_ids=[case_id], **given | missing)
    policies, at = load_policies(session), to_seconds(now)
    today, then = (
        projections(session, [case_id], policies, also)[case_id].projection
        for also in ((), work.recorded)
    )
    before = {clock.key: clock for clock in today.clocks}
    return [
        _moved(before[clock.key], clock, at)
        for clock in _binding(then.clocks)
        if clock.key in before and clock.standing != before[clock.key].standing
    ]


def _binding(clocks: list[CaseClock]) -> list[CaseClock]:
    """One of each cycle; the SLA comes first."""
    found: dict[tuple[str, int], CaseClock] = {}
    for clock in clocks:
        found.setdefault((clock.commitment, clock.cycle), clock)
    return list(found.values())


def _moved(today: CaseClock, then: CaseClock, at: int) -> Moved:
    return Moved(
        then.commitment, then.cycle, then.objective, maybe_from_seconds(today.due_at),
        today.outcome_at(at), maybe_from_seconds(then.due_at), then.outcome_at(at),
    )  # fmt: skip
