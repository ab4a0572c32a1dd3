"""Who sees a restricted case: named when it is opened, added and removed by who sees it, until
the restriction is lifted."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select

from models.entities import Person
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.typed_text import echoed, one_line
from models.work import Work

_MOST_NAMES: Final = 500


def change_access(
    work: Work, case_id: int, add: Collection[int] = (), remove: Collection[int] = ()
) -> None:
    """Let these people see a restricted case, and those no longer; its assignee and the leads do.

    Whom a colleague added meanwhile stays. A case that is not restricted becomes so. Raises
    `Problems` where nobody is left, and a `KnownError` for whom the team does not have.
    """
    case = work.case_for("note", case_id)
    before = set(map(int, case.named.split())) if case.named else set[int]()
    wanted = sorted((before | set(add)) - set(remove))
    if not wanted:
        said = "Somebody must see it: name at least one person."
        raise Problems("Nobody is left", {"named": said})
    known = set(work.session.scalars(select(Person.id).where(Person.id.in_(wanted))))
    if set(wanted) - known:
        raise KnownError("No such person", "This person is not on the team.", "Choose another.")
    if case.named is None or wanted != sorted(before):
        work.record(case_id, ev.ACCESS_CHANGED, {"named": wanted})


def lift_restriction(work: Work, case_id: int, reason: str) -> None:
    """Everybody sees the case again, and the timeline says why; undone like any step (rule 17)."""
    case = work.case_for("note", case_id)
    why = one_line(reason)
    if case.named is None:
        raise KnownError("Not restricted", f"Everybody sees {case.key}.", "There is nothing to do.")
    if not why:
        said = "Say why everybody may see it again: it stands in the timeline."
        raise Problems("A reason is missing", {"reason": said})
    work.record(case_id, ev.ACCESS_CHANGED, {"named": None, "reason": why})


def named_at_first(work: Work, written: str) -> list[int]:
    """Who sees a case from its opening: whoever opens it, and those written, by commas."""
    found = set(people_written(work, written))
    return sorted(found | {work.person_id} if work.person_id is not None else found)


def people_written(
    work: Work, written: str, field: str = "named", *, gone_too: bool = False
) -> list[int]:
    """Whom names written by commas mean, on the team still or `gone_too`.

    Raises `Problems` at `field` where a name is nobody's.
    """
    names = sorted({name for name in map(one_line, written.split(",")) if name})
    if len(names) > _MOST_NAMES:
        said = f"There are {len(names):,} names; at most {_MOST_NAMES} are looked for."
        raise Problems("Too many names", {field: said}, "Use names of the team, by commas.")
    query = select(Person.id, Person.name).where(Person.name.in_(names))
    rows = work.session.execute(query if gone_too else query.where(Person.active)).all()
    unknown = sorted(set(names) - {row.name for row in rows})
    if unknown:
        said = f"“{echoed(', '.join(unknown))}” is nobody of the team."
        raise Problems("Not on the team", {field: said}, "Use names of the team, by commas.")
    return sorted(row.id for row in rows)
