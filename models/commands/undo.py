"""Undo: an event too, within ten minutes (handbook, rule 17)."""

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
