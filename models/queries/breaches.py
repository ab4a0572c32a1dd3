"""The breaches of a period, and by how much each was over: counted time, pauses taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause, Run, counted, merged
from models.handbook.instants import maybe_to_seconds, to_seconds
from models.policies import load_calendars
from models.queries.attainment import clocks_of, outcomes

NO_GROUP = "No group"


@dataclass(frozen=True)
class Overrun:
    """Counted time from a clock's crossing to its stop, or so far while it is `running`.

    `business`: counted in hours of work, not round the clock.
    """

    seconds: int
    running: bool
    business: bool


@dataclass(frozen=True)
class Breach:
    """One SLA clock that breached."""

    case_id: int
    key: str
    title: str
    priority: str
    group: str
    commitment: str
    cycle: int
    over: Overrun


@dataclass(frozen=True)
class GroupBreaches:
    """The breaches of one group, for the Pareto chart."""

    group: str
    count: int
    over_seconds: int


def breaches(
    session: Session,
    begin: datetime,
    end: datetime,
    as_of: datetime,
    customer_id: int | None = None,
) -> list[Breach]:
    """Every SLA breach of [begin, end), worst first; one still running is counted to `as_of`.

    Of one customer alone, where one is named.
    """
    found = outcomes(begin, end, as_of, ("breached",))
    own = () if customer_id is None else (clocks_of(customer_id),)
    calendars = load_calendars(session)
    rows = session.execute(
        select(
            Case.id, Case.key, Case.title, Clock.priority, Case.group_name, Clock.commitment,
            Clock.cycle, Clock.calendar, Clock.target_seconds, Clock.stopped_at, Clock.pauses,
            found.at.label("at"),
        )
        .join(Case, Case.id == Clock.case_id)
        .where(found.belong, Clock.objective == "SLA", *own)
    )  # fmt: skip
    listed = [_breach(row, calendars, to_seconds(as_of)) for row in rows]
    return sorted(listed, key=lambda b: (-b.over.seconds, b.key, b.commitment, b.cycle))


def overrun(row: Any, calendars: Mapping[str, BusinessCalendar], as_of: int) -> Overrun:
    """From the crossing `row.at` to the stop of the clock, or to `as_of`, by its own calendar."""
    return time_over(
        calendars[row.calendar], row.target_seconds, to_seconds(row.at),
        maybe_to_seconds(row.stopped_at), row.pauses, as_of,
    )  # fmt: skip


def time_over(
    calendar: BusinessCalendar, target: int, crossed: int, stop: int | None,
    pauses: Sequence[Pause], as_of: int,
) -> Overrun:  # fmt: skip
    """Counted time from a crossing to a stop, or to `as_of` where that is before it."""
    running = stop is None or stop > as_of
    until = as_of if stop is None or stop > as_of else stop
    apart = merged([(begin, finish) for begin, finish in pauses], crossed, until)
    seconds, _ = counted(Run(crossed, target, calendar), apart, until)
    return Overrun(max(seconds, 0), running, calendar != BusinessCalendar.always())


def _breach(row: Any, calendars: Mapping[str, BusinessCalendar], as_of: int) -> Breach:
    return Breach(
        row.id, row.key, row.title, row.priority, row.group_name or NO_GROUP, row.commitment,
        row.cycle, overrun(row, calendars, as_of),
    )  # fmt: skip
