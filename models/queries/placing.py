"""Where a case stands in the queue, and the cases before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from models.entities import Case
from models.queries.narrowing import shown_conditions
from models.queue_filter import QueueFilter

Anchor = tuple[int, int]
"""A place in the queue's order: (`sort_at`, id)."""


@dataclass(frozen=True)
class Placing:
    """`position` counts from 1, and is 0 where the queue does not show the case (any more).

    `before` and `after` are ids; `anchor` finds them again after the case has left the queue.
    """

    position: int
    shown: int
    before: int | None
    after: int | None
    anchor: Anchor


def placing(
    session: Session,
    case_id: int,
    shown: QueueFilter,
    now: datetime,
    me: int | None = None,
    left_at: Anchor | None = None,
) -> Placing | None:
    """The case's place among the cases shown, by the queue's index; None where it is gone.

    `left_at` is where it stood when it was last shown: from there its neighbours are told.
    """
    wanted = shown_conditions(shown, now, me)
    sort_at = session.scalar(select(Case.sort_at).where(Case.id == case_id))
    if sort_at is None:
        return None
    is_shown = session.scalar(select(Case.id).where(Case.id == case_id, *wanted)) is not None
    anchor = (sort_at, case_id) if is_shown or left_at is None else left_at
    order, there = tuple_(Case.sort_at, Case.id), tuple_(*anchor)
    return Placing(
        position=_count(session, [*wanted, order <= there]) if is_shown else 0,
        shown=_count(session, wanted),
        before=session.scalar(
            select(Case.id).where(*wanted, order < there)
            .order_by(Case.sort_at.desc(), Case.id.desc()).limit(1)
        ),
        after=session.scalar(
            select(Case.id).where(*wanted, order > there).order_by(Case.sort_at, Case.id).limit(1)
        ),
        anchor=anchor,
    )  # fmt: skip


def _count(session: Session, wanted: Sequence[Any]) -> int:
    return session.scalar(select(func.count()).select_from(Case).where(*wanted)) or 0
