"""Cases that are due soon and lie with somebody who is not at work until then."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.desks import at_work
from models.handbook.instants import to_seconds
from models.handbook.rebalance import SOON
from models.queries.bench import load_bench


def left_alone(session: Session, now: datetime) -> list[str]:
    """Their numbers, the next to breach first."""
    query = (
        select(Case.key, Case.assignee_id, Case.next_due_at)
        .where(
            Case.is_open, Case.assignee_id.is_not(None), Case.next_due_at > now,
            Case.next_due_at <= now + timedelta(seconds=SOON),
        )
        .order_by(Case.sort_at, Case.id)
    )  # fmt: skip
    rows = session.execute(query).all()
    if not rows:
        return []
    at = to_seconds(now)
    work = {one.id: at_work(one, at) for one in load_bench(session, now, ()).agents}
    return [
        row.key for row in rows
        if row.assignee_id in work
        and not any(begin < to_seconds(row.next_due_at) for begin, _ in work[row.assignee_id])
    ]  # fmt: skip
