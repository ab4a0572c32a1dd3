"""Cases moved on the board: what was seen there must hold still, and a move can be taken back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from models.commands.assignment import Choice, assign_as_proposed
from models.commands.bulk import together
from models.commands.cases import assign
from models.commands.who_went import who_went
from models.entities import Event
from models.work import Work

Moved = dict[int, int]
"""The cases that were moved, each with the event that a way back begins at."""


def moved(
    work: Work, command: Callable[..., object], case_ids: Sequence[int],
    versions: Mapping[int, int], **given: Any,
) -> Moved:  # fmt: skip
    """Do it to all of these cases or to none (`together`)."""
    together(command, case_ids, versions, **given)(work)
    return _written(work, case_ids)


def moved_as_proposed(work: Work, choices: Sequence[Choice]) -> Moved:
    """Give each case to whom it was proposed for, all of them or none."""
    assign_as_proposed(work, choices)
    return _written(work, [choice.case_id for choice in choices])


def _written(work: Work, case_ids: Sequence[int]) -> Moved:
    rows = work.session.execute(
        select(Event.case_id, func.max(Event.id).label("last"))
        .where(Event.case_id.in_(case_ids), Event.operation_id == work.operation_id)
        .group_by(Event.case_id)
    )
    return {row.case_id: row.last for row in rows}


def give(
    work: Work, case_ids: Sequence[int], versions: Mapping[int, int], person_id: int | None,
    *, seen_here: bool = False,
) -> Moved:  # fmt: skip
    """Give cases to somebody, or to nobody.

    Who was `seen_here`, taking cases, and is not any more, is told of: whoever saw it may do it
    again all the same.
    """
    if person_id is not None and seen_here:
        for error in who_went(work, [person_id]).values():
            raise error
    return moved(work, assign, case_ids, versions, person_id=person_id)
