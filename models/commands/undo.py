"""Undo: an event too, within ten minutes (handbook, rule 17)."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from sqlalchemy import select

from models.commands.bulk import Refused
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


def undo_each(work: Work, given: Mapping[int, int]) -> None:
    """Take back the last step of each of these cases, which ended with this event of it.

    Raises `Refused` with those to which something was done since; then nothing is taken back.
    """
    refusals: dict[int, KnownError] = {}
    for case_id, event_id in sorted(given.items()):  # one order for everybody: no deadlock
        case = work.case_for("note", case_id)
        later = select(Event.id).where(Event.case_id == case_id, Event.id > event_id).limit(1)
        if work.session.scalar(later) is not None:
            refusals[case_id] = KnownError(
                "Not undone", f"Something was done to {case.key} since.", "Change it by hand."
            )
        else:
            undo(work, case_id)
    if refusals:
        raise Refused(refusals, len(given))


def _refuse_where_hidden(work: Work, done: Sequence[Event]) -> None:
    """A case that was restricted since is written by who sees it alone, as any other one is."""
    keys = {key for event in done for key in _others(event)}
    others = work.session.scalars(select(Case).where(Case.key.in_(keys))) if keys else ()
    if not all(may_see(work.session, other, work.person_id) for other in others):
        raise KnownError(
            "Not undone", "It would be taken back in a case that you may not see, too.",
            "Ask somebody who sees that case.",
        )  # fmt: skip


def _other_sides(work: Work, case: Case, done: Sequence[Event]) -> list[Event]:
    """What the same write said of this case in others, and was not taken back there; a case that
    it opened keeps its log.

    A merge took what hung under the one case to the other: all three sides of that belong to it.
    """
    found: list[Event] = []
    names = {case.key}
    if any(event.kind == ev.MERGED_FROM or _is_merge(event) for event in done):
        names.update(key for event in done for key in _others(event))
    for key, operation_id in {
        (key, event.operation_id) for event in done for key in _others(event)
    }:
        other = work.session.scalar(select(Case.id).where(Case.key == key))
        if other is None:
            continue
        work.case_row(other)
        gone = _taken_back(work, other)
        same = select(Event).where(Event.case_id == other, Event.operation_id == operation_id)
        there = list(work.session.scalars(same))
        if all(event.kind != ev.OPENED for event in there):
            named = [event for event in there if names.intersection(_named(event))]
            _refuse_where_answered(work, key, named, gone)
            found += [event for event in named if event.id not in gone]
    return found


def _is_merge(event: Event) -> bool:
    return event.kind == ev.EXCLUDED and event.data.get("reason") == "merged"


def _taken_back(work: Work, case_id: int) -> set[int]:
    """The events of a case that were retracted."""
    query = select(Event.data).where(Event.case_id == case_id, Event.kind == ev.RETRACTED)
    return {data["event_id"] for data in work.session.scalars(query)}


def _refuse_where_answered(work: Work, key: str, done: Sequence[Event], gone: Set[int]) -> None:
    """Words to which a customer, or the team, has said more since were said."""
    told = [event for event in done if event.kind == ev.CONTACT and event.id not in gone]
    if not told:
        return
    since = select(Event.id).where(
        Event.case_id == told[0].case_id, Event.id > told[-1].id,
        Event.kind.in_((ev.CONTACT, ev.CUSTOMER_MESSAGE)), Event.id.not_in(gone),
    )  # fmt: skip
    if work.session.scalar(since.limit(1)) is not None:
        raise KnownError(
            "Not undone", f"In {key} more was said since.",
            "Take it back in each case where it was not, by itself.",
        )  # fmt: skip


def _others(event: Event) -> list[str]:
    """The cases that an event wrote to besides its own: what one incident told all of its."""
    case = event.data.get("case")
    return [*([case] if case else []), *event.data.get("cases", ())]


def _named(event: Event) -> tuple[Any, Any]:
    return event.data.get("case"), event.data.get("incident")


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
