"""One update for an incident and every case that hangs under it, each in words of its own."""

from models.handbook import events as ev
from models.handbook.intake import OPEN
from models.queries.telling_all import Addressed, addressed, open_under
from models.work import Work


def tell_all(work: Work, case_id: int, type: str, text: str) -> list[Addressed]:
    """Record a contact in the incident and in each open case under it: all of them, or none.

    `text` is a reply template, filled in for each: whom it is for, and the next update as the
    clocks of that very case promise it. What somebody may not see is neither written nor told.
    Returns what each customer is told.
    """
    ids = [other.id for other in open_under(work.session, case_id, work.person_id)]
    held = {one: work.case_row(one) for one in sorted([case_id, *ids])}  # one order: no deadlock
    case = work.case_for("contact", case_id)
    others = [row for one in ids if (row := held[one]) is not None and row.status in OPEN]
    told = addressed(work.session, case, others, type, text, work.now, work.person_id)
    keys = [one.key for one in told if one.case_id != case_id]
    for one in told:
        own = {"cases": keys} if one.case_id == case_id else {"incident": case.key}
        work.record(one.case_id, ev.CONTACT, {"type": type, "text": one.text, **own})
    if len(told) == len(keys):
        work.record(case_id, ev.NOTE, {"text": text.strip(), "cases": keys})
    return told
