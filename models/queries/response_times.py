"""How soon cases were noticed, answered and resolved: each, and the median of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Run, counted, merged
from models.handbook.events import Event, in_force
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.policies import load_calendars
from models.refresh import read_logs

NOTICED, CONTACTED, RESOLVED = "noticed", "contacted", "resolved"
MOMENTS: Final = (NOTICED, CONTACTED, RESOLVED)
"""Noticed is when somebody first had it, or did anything about it."""


@dataclass(frozen=True)
class Took:
    """Time since the opening: as it passed, and as the clock of the commitment counts it.

    `counted_seconds` are without closed hours and waits, None where no clock of the case counts;
    `business` says that it counts in hours of work.
    """

    at: datetime
    seconds: int
    counted_seconds: int | None = None
    business: bool = False


@dataclass(frozen=True)
class ResponseTimes:
    """Of a case, what each of `MOMENTS` took; what has not been yet is not among them."""

    case_id: int
    opened_at: datetime
    took: Mapping[str, Took]


def response_times(session: Session, case_ids: Sequence[int]) -> tuple[ResponseTimes, ...]:
    """Of the cases that are there, by their opening."""
    logs = read_logs(session, case_ids)
    clocks = _clocks(session, case_ids)
    calendars = load_calendars(session)
    rows = session.execute(
        select(Case.id, Case.opened_at, Case.resolved_at).where(Case.id.in_(case_ids))
        .order_by(Case.opened_at, Case.id)
    )  # fmt: skip
    found = []
    for case_id, opened_at, resolved_at in rows:
        moments = dict(_moments(in_force(logs[case_id])))
        if resolved_at is not None:
            moments.setdefault(RESOLVED, to_seconds(resolved_at))
        opened = to_seconds(opened_at)
        found.append(ResponseTimes(case_id, opened_at, {
            name: _took(opened, moments[name], clocks.get((case_id, _CLOCK[name])), calendars)
            for name in MOMENTS if name in moments
        }))  # fmt: skip
    return tuple(found)


def medians(times: Sequence[ResponseTimes]) -> Mapping[str, int]:
    """By moment, the median of the seconds as they passed, over the cases that came so far."""
    by_name = {
        name: [one.took[name].seconds for one in times if name in one.took] for name in MOMENTS
    }
    return {name: int(median(seconds)) for name, seconds in by_name.items() if seconds}


_CLOCK: Final = {
    NOTICED: FIRST_RESPONSE, CONTACTED: FIRST_RESPONSE, RESOLVED: RESOLUTION,
}  # fmt: skip


def _moments(events: Sequence[Event]) -> Iterator[tuple[str, int]]:
    """The first of each; what the desk did by rule noticed nothing."""
    noticed = [_noticed(event) for event in events]
    seen = [at for at in noticed if at is not None]
    if seen:
        yield NOTICED, max(min(seen), events[0].occurred_at)
    for name, kind in ((CONTACTED, ev.CONTACT), (RESOLVED, ev.RESOLVED)):
        at = next((event.occurred_at for event in events if event.kind == kind), None)
        if at is not None:
            yield name, at


def _noticed(event: Event) -> int | None:
    if event.kind in (ev.ASSIGNED, ev.CONTACT, ev.RESOLVED) and not event.data.get("by_rule"):
        return event.occurred_at
    return event.recorded_at if event.actor_id is not None else None


def _clocks(session: Session, case_ids: Sequence[int]) -> Mapping[tuple[int, str], Any]:
    """The first clock of each commitment, by the SLA where it has one."""
    rows = session.execute(
        select(Clock.case_id, Clock.commitment, Clock.calendar, Clock.pauses)
        .where(Clock.case_id.in_(case_ids), Clock.cycle == 1)
        .order_by(Clock.objective.desc())
    )  # fmt: skip
    return {(row.case_id, row.commitment): row for row in rows}


def _took(
    opened: int, at: int, clock: Any | None, calendars: Mapping[str, BusinessCalendar]
) -> Took:  # fmt: skip
    when = from_seconds(at)
    if clock is None:
        return Took(when, at - opened)
    calendar = calendars[clock.calendar]
    pauses = merged([(begin, finish) for begin, finish in clock.pauses], opened, at)
    seconds, _ = counted(Run(opened, 0, calendar), pauses, at)
    return Took(when, at - opened, max(seconds, 0), calendar != BusinessCalendar.always())
