"""What hangs under what, once an incident or a case under it was merged into another case."""

from sqlalchemy import select

from models.commands.links import AFFECTED, INCIDENT, OTHER_SIDE, called_to, remove_link
from models.entities import Case
from models.handbook import events as ev
from models.handbook.events import Event
from models.queries.links import linked
from models.restricted import may_see
from models.work import Work


def around(work: Work, case_id: int) -> list[int]:
    """The incident that a case hangs under, and the cases that hang under it."""
    keys = [event.data["case"] for event in _hangings(work, case_id)]
    return list(work.session.scalars(select(Case.id).where(Case.key.in_(keys))))


def why_not_into(work: Work, case: Case, other: Case) -> str:
    """Why what hangs under a case cannot hang under another; empty where it can."""
    above = _keys(work, other, INCIDENT)
    if not above or not _keys(work, case, AFFECTED):
        return ""
    if above == [case.key]:
        return f"{other.key} hangs under {case.key}: merge that one into {case.key}."
    return (
        f"Cases hang under {case.key}, and {other.key} hangs under {called_to(work, above[0])}"
        " itself: take it out of there first."
    )


def hang_on(work: Work, case: Case, other: Case) -> None:
    """What hung under a merged case hangs under the other; and that under what the case did, but
    where it has an incident of its own, or is one, or whoever merges may not see that incident."""
    free = not _keys(work, other, INCIDENT) and not _keys(work, other, AFFECTED)
    for event in _hangings(work, case.id):
        third = work.session.scalars(select(Case).where(Case.key == event.data["case"])).one()
        why = event.data["why"]
        seen = may_see(work.session, third, work.person_id)
        if why == INCIDENT and not (free and seen and third.id != other.id):
            continue
        remove_link(work, case.id, event.id)
        work.record(other.id, ev.LINKED, {"case": third.key, "why": why})
        work.record(third.id, ev.LINKED, {"case": other.key, "why": OTHER_SIDE[why]})


def _keys(work: Work, case: Case, why: str) -> list[str]:
    return [e.data["case"] for e in _hangings(work, case.id) if e.data["why"] == why]


def _hangings(work: Work, case_id: int) -> list[Event]:
    return [e for e in linked(work.session, case_id) if e.data.get("why") in (AFFECTED, INCIDENT)]
