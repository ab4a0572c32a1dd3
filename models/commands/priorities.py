"""Lowering a priority once a warning has passed takes the lead and an agreement (rule 14)."""

from sqlalchemy import select

from models.entities import Case, Person
from models.errors import KnownError, Problems
from models.handbook.policy import is_raise
from models.queries.case_clocks import is_warned
from models.work import Work

LEAD = "lead"


def may_lower(work: Work, case: Case, priority: str, note: str) -> None:
    """Raise where this change lowers a warned case without the lead, or without a note."""
    lowers = not (
        case.provisional or priority == case.priority or is_raise(case.priority, priority)
    )
    if not lowers or not is_warned(work.session, case.id, work.now):
        return
    leads = dict(_leads(work))
    if work.person_id is not None and leads and work.person_id not in leads:
        raise KnownError(
            "Only the lead may do this",
            f"{case.key} has passed its first warning: lowering its priority takes the lead.",
            f"Ask {' or '.join(leads.values())}.",
        )
    if not note.strip():
        said = f"{case.key} has passed its first warning: say what was agreed with the customer."
        raise Problems("What was agreed?", {"note": said})


def _leads(work: Work) -> list[tuple[int, str]]:
    rows = work.session.execute(
        select(Person.id, Person.name).where(Person.active, Person.role == LEAD)
    )
    return [(row.id, row.name) for row in rows]
