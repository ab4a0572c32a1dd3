"""Undo: an event too, within ten minutes (handbook, rule 17)."""

from collections.abc import Sequence

from sqlalchemy import select

from models.entities import Case, Event
from models.errors import KnownError
from models.handbook import events as ev
from models.queries.undo import last_step
from models.restricted import may_see
from models.work import Work


def undo(work: Work, case_id: int) -> None:
    """Take back the last step of a case: every event of that write, by the one who made it.

    The events stay in the log, each with a `retracted` beside it, and clocks skip the pair. What
    the same write did to a case that these events name, such as the one this was merged into, goes
    with them. A contact taken back was logged by mistake: nothing that Leadline itself sent is
    undone.
    """
    case = work.case_for("note", case_id)
    step = last_step(work.session, case_id, work.person_id, work.now)
    if step.refusal:
        raise KnownError("Not undone", step.refusal, "Change it by hand instead.")
    done = list(work.session.scalars(select(Event).where(Event.id.in_(step.event_ids))))
    _refuse_where_hidden(work, done)
    for event in [*done, *_other_sides(work, case, done)]:
        work.record(event.case_id, ev.RETRACTED, {"event_id": event.id})
    _cancel_what_was_opened(work, done)


def _refuse_where_hidden(work: Work, done: Sequence[Event]) -> None:
    """A case that was restricted since is written by who sees it alone, as any other one is."""
    keys = {event.data["case"] for event in done if event.data.get("case")}
    others = work.session.scalars(select(Case).where(Case.key.in_(keys))) if keys else ()
    if not all(may_see(work.session, other, work.person_id) for other in others):
        raise KnownError(
            "Not undone", "It would be taken back in a case that you may not see, too.",
            "Ask somebody who sees that case.",
        )  # fmt: skip


def _other_sides(work: Work, case: Case, done: Sequence[Event]) -> list[Event]:
    """What the same write said of this case in others; a case that it opened keeps its log."""
    found: list[Event] = []
    for key, operation_id in {(e.data["case"], e.operation_id) for e in done if e.data.get("case")}:
        other = work.session.scalar(select(Case.id).where(Case.key == key))
        if other is None:
            continue
        work.case_row(other)
        same = select(Event).where(Event.case_id == other, Event.operation_id == operation_id)
        there = list(work.session.scalars(same))
        if all(event.kind != ev.OPENED for event in there):
            found += [event for event in there if event.data.get("case") == case.key]
    return found


def _cancel_what_was_opened(work: Work, done: Sequence[Event]) -> None:
    """A case that this very step opened from a message is cancelled, if it is as it was opened."""
    for settled in (event for event in done if event.kind == ev.MESSAGE_SETTLED):
        opened = work.session.scalar(select(Case.id).where(Case.key == settled.data.get("case")))
        if opened is None:
            continue
        since = select(Event.id).where(
            Event.case_id == opened, Event.operation_id != settled.operation_id
        )
        if work.session.scalar(since.limit(1)) is None:
            note = "Its message went back to the case before"
            work.record(opened, ev.EXCLUDED, {"reason": "cancelled", "note": note})
