"""A proposal taken at its word: cases assigned with the reasons, and taken back (rule 23)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.commands.bulk import Refused
from models.commands.cases import assign
from models.commands.meanwhile import refuse_unseen
from models.commands.undo import undo_each
from models.commands.who_went import who_went
from models.database_errors import Busy
from models.entities import Event
from models.errors import KnownError, Unreachable
from models.handbook import events as ev
from models.queries.assignment import Proposed
from models.queries.undo import UNDONE_WITHIN
from models.work import Work


@dataclass(frozen=True)
class Choice:
    """One line of a proposal: who takes a case, why in words, and the case as it was looked at;
    `holder` is who had it then, "" for nobody."""

    case_id: int
    person_id: int
    why: tuple[str, ...] = ()
    version: int | None = None
    holder: str | None = None


def choices_of(rows: Iterable[Proposed]) -> list[Choice]:
    """The lines of a proposal that name somebody, as they are accepted."""
    return [
        Choice(row.case_id, row.taker.id, tuple(map(str, row.taker.kept)), row.version, row.holder)
        for row in rows
        if row.taker is not None
    ]


def assign_as_proposed(work: Work, choices: Sequence[Choice]) -> int:
    """Give each case to whom it was proposed for; returns how many were.

    All of them or none: raises `Refused` with those that somebody else changed meanwhile, that
    anybody has assigned since, at another window of the same person too, or whose taker went.
    """
    refusals: dict[int, KnownError] = {}
    went = who_went(work, {choice.person_id for choice in choices})
    for choice in sorted(choices, key=lambda one: one.case_id):  # one order: no deadlock
        try:
            refuse_unseen(work, choice.case_id, choice.version)
            if choice.person_id in went:
                raise went[choice.person_id]
            assign(work, [choice.case_id], choice.person_id, choice.holder, choice.why)
        except (Busy, Unreachable):
            raise  # not about a case: the whole write is tried again
        except KnownError as error:
            refusals[choice.case_id] = error
    if refusals:
        raise Refused(refusals, len(choices))
    return len(choices)


def take_back_assignment(work: Work) -> list[int]:
    """Take back the last proposal that this person accepted within ten minutes; returns its cases.

    Raises `Refused` with those to which something was done since; then nothing is taken back.
    """
    given = _accepted(work)
    if not given:
        raise KnownError(
            "Nothing to take back", "No proposal was accepted within the last ten minutes.",
            "Assign the cases otherwise, one by one.",
        )  # fmt: skip
    undo_each(work, given)
    return sorted(given)


def _accepted(work: Work) -> dict[int, int]:
    """The cases of the last proposal that is still in force, with the event that assigned each."""
    rows = work.session.execute(
        select(Event.id, Event.case_id, Event.kind, Event.data, Event.operation_id)
        .where(
            Event.recorded_at >= work.now - UNDONE_WITHIN,
            Event.kind.in_((ev.ASSIGNED, ev.RETRACTED)),
            Event.actor_id.is_not_distinct_from(work.person_id),
        )
        .order_by(Event.id)
    ).all()  # fmt: skip
    gone = {row.data["event_id"] for row in rows if row.kind == ev.RETRACTED}
    found = [
        row for row in rows
        if row.kind == ev.ASSIGNED and row.id not in gone
        and row.data.get("why") and not row.data.get("by_rule")
    ]  # fmt: skip
    last = found[-1].operation_id if found else None
    return {row.case_id: row.id for row in found if row.operation_id == last}
