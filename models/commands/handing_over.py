"""The open cases of whoever leaves the team, and comes back to them.

Where nobody leads, anybody says who leaves; of a restricted case that they may not see they learn
nothing by it, and open it to nobody: it goes to whom they named only if these see it anyway.
"""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from models.commands.cases import assign
from models.entities import Case, Event
from models.handbook import events as ev
from models.restricted import hidden_from
from models.work import Work


def open_cases(work: Work, person_id: int) -> list[int]:
    """What somebody has, whoever asks."""
    theirs = select(Case.id).where(Case.is_open, Case.assignee_id == person_id).order_by(Case.id)
    return list(work.session.scalars(theirs))


def hand_over(work: Work, case_ids: Sequence[int], person_id: int | None) -> None:
    """These are somebody else's from now on, or nobody's."""
    unseen = hidden_from(work.session, work.person_id)
    assign(work, [one for one in case_ids if one not in unseen], person_id)
    others = hidden_from(work.session, person_id) if person_id is not None else unseen
    for case_id in case_ids:
        if case_id in unseen:
            _pass_on(work, case_id, None if case_id in others else person_id)


def hand_over_of(work: Work, case_ids: Sequence[int], of: int, person_id: int) -> list[int]:
    """Of these cases those that still are whoever `of` is are somebody else's. Returns which."""
    theirs = set(open_cases(work, of))
    given = [one for one in case_ids if one in theirs]
    hand_over(work, given, person_id)
    return given


def take_back(work: Work, case_ids: Sequence[int], of: int | None, person_id: int) -> list[int]:
    """Of these cases, which were somebody's and then went to whoever `of` is, those that still are
    there are theirs again. Returns which."""
    unseen = hidden_from(work.session, work.person_id)
    there = Case.assignee_id.is_not_distinct_from(of)
    still = select(Case.id).where(
        Case.id.in_(case_ids), Case.is_open,
        or_(there, and_(Case.id.in_(unseen), Case.assignee_id.is_(None))),
    )  # fmt: skip
    cases = list(work.session.scalars(still.order_by(Case.id)))
    taken = [one for one in cases if one not in unseen or _had(work, one, person_id)]
    assign(work, [one for one in taken if one not in unseen], person_id)
    for case_id in taken:
        if case_id in unseen:
            _pass_on(work, case_id, person_id)
    return taken


def _pass_on(work: Work, case_id: int, person_id: int | None) -> None:
    work.case_row(case_id)
    if person_id is None:
        work.record(case_id, ev.UNASSIGNED)
    else:
        work.record(case_id, ev.ASSIGNED, {"person_id": person_id})


def _had(work: Work, case_id: int, person_id: int) -> bool:
    given = select(Event.data).where(Event.case_id == case_id, Event.kind == ev.ASSIGNED)
    return any(data.get("person_id") == person_id for data in work.session.scalars(given))
