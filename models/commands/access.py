"""Who sees a restricted case: named when it is opened, added and removed by who sees it."""

from collections.abc import Sequence

from sqlalchemy import select

from models.entities import Person
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.typed_text import one_line
from models.work import Work


def set_access(work: Work, case_id: int, named: Sequence[int]) -> None:
    """Make a case be seen by these people, its assignee and the leads only.

    It becomes restricted by that, if it was not. Raises `Problems` where nobody is left.
    """
    case = work.case_for("note", case_id)
    wanted = sorted(set(named))
    if not wanted:
        said = "Somebody must see it: name at least one person."
        raise Problems("Nobody is left", {"named": said})
    known = set(work.session.scalars(select(Person.id).where(Person.id.in_(wanted))))
    if set(wanted) - known:
        raise KnownError("No such person", "This person is not on the team.", "Choose another.")
    if case.named != " ".join(map(str, wanted)):
        work.record(case_id, ev.ACCESS_CHANGED, {"named": wanted})


def named_at_first(work: Work, written: str) -> list[int]:
    """Who sees a case from its opening: whoever opens it, and those written, by commas."""
    names = [name for name in map(one_line, written.split(",")) if name]
    rows = work.session.execute(
        select(Person.id, Person.name).where(Person.active, Person.name.in_(names))
    ).all()
    unknown = set(names) - {row.name for row in rows}
    if unknown:
        said = f"“{', '.join(sorted(unknown))}” is nobody of the team."
        raise Problems("Not on the team", {"named": said}, "Use names of the team, by commas.")
    found = {row.id for row in rows}
    return sorted(found | {work.person_id} if work.person_id is not None else found)
