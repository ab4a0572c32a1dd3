"""Undo: an event too, within ten minutes (handbook, rule 17)."""

from collections.abc import Sequence

from sqlalchemy import select

from models.entities import Case, Event
from models.errors import KnownError
from models.handbook import events as ev
from models.queries.undo import last_step
from models.work import Work


def undo(work: Work, case_id: int) -> None:
    """Take back the last step of a case: every event of that write, by the one who made it.

    The events stay in the log, each with a `retracted` beside it, and clocks skip the pair. A
    contact taken back was logged by mistake: nothing that Leadline itself sent is undone.
    """
    work.case_for("note", case_id)
    step = last_step(work.session, case_id, work.person_id, work.now)
    if step.refusal:
        raise KnownError("Not undone", step.refusal, "Change it by hand instead.")
    for event_id in step.event_ids:
        work.record(case_id, ev.RETRACTED, {"event_id": event_id})
    _cancel_what_was_opened(work, step.event_ids)


def _cancel_what_was_opened(work: Work, event_ids: Sequence[int]) -> None:
    """A case that this very step opened from a message is cancelled, if it is as it was opened."""
    rows = select(Event).where(Event.id.in_(event_ids), Event.kind == ev.MESSAGE_SETTLED)
    for settled in work.session.scalars(rows):
        opened = work.session.scalar(select(Case.id).where(Case.key == settled.data.get("case")))
        if opened is None:
            continue
        since = select(Event.id).where(
            Event.case_id == opened, Event.operation_id != settled.operation_id
        )
        if work.session.scalar(since.limit(1)) is None:
            note = "Its message went back to the case before"
            work.record(opened, ev.EXCLUDED, {"reason": "cancelled", "note": note})
