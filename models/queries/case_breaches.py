"""The SLA clocks of some cases that were breached, whenever that was, and by how much each was."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Clock
from models.handbook.instants import to_seconds
from models.policies import load_calendars
from models.queries.breaches import Overrun, overrun


@dataclass(frozen=True)
class CaseBreach:
    """One SLA clock that was crossed `at`."""

    case_id: int
    commitment: str
    cycle: int
    priority: str
    at: datetime
    over: Overrun


def case_breaches(
    session: Session, ids: Collection[int], now: datetime
) -> Mapping[int, Sequence[CaseBreach]]:
    """By case, each SLA clock that is over by now, in the order of their crossings."""
    found: dict[int, list[CaseBreach]] = defaultdict(list)
    calendars = load_calendars(session)
    rows = session.execute(
        select(Clock.case_id, Clock.commitment, Clock.cycle, Clock.priority,
               Clock.due_at.label("at"), Clock.stopped_at, Clock.pauses, Clock.calendar,
               Clock.target_seconds, Clock.verdict)
        .where(Clock.case_id.in_(ids), Clock.objective == "SLA", Clock.due_at.is_not(None),
               Clock.due_at < now)
        .order_by(Clock.due_at, Clock.case_id, Clock.commitment, Clock.cycle)
    )  # fmt: skip
    for row in rows:
        running = row.verdict is None and row.stopped_at is None
        if row.verdict == "breached" or running:
            over = overrun(row, calendars, to_seconds(now))
            found[row.case_id].append(
                CaseBreach(row.case_id, row.commitment, row.cycle, row.priority, row.at, over)
            )
    return found
