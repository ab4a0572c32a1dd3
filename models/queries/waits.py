"""What a pause would do to the clocks of a case, before it is made (handbook, rule 13)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.handbook import events as ev
from models.handbook.instants import maybe_from_seconds
from models.queries.next_update import clocks_after


@dataclass(frozen=True)
class Waiting:
    """A running clock: whether it would stand still, and when it is due where it would not."""

    commitment: str
    stands_still: bool
    due_at: datetime | None


def clocks_while_waiting(
    session: Session, case_id: int, status: str, now: datetime
) -> tuple[Waiting, ...]:
    """The running clocks as they would be once the case waits so; the SLA of each, or its SLO."""
    data = {"status": status, "waiting_for": "–"}
    found: dict[str, Waiting] = {}
    for clock in clocks_after(session, case_id, ev.PAUSED, data, now, now):
        if clock.running:
            still, due_at = clock.paused_since is not None, maybe_from_seconds(clock.due_at)
            found.setdefault(clock.commitment, Waiting(clock.commitment, still, due_at))
    return tuple(found.values())
