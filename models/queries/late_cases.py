"""What is late at an instant: breached and still open, next to breach, left unclosed, waiting long.

All of it is as of that instant, by what the log says of it now; who has a case is who has it now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Person
from models.handbook.alerting import ROLE_OF_PRIORITY
from models.handbook.instants import to_seconds
from models.handbook.roster import LEAD
from models.policies import load_calendars
from models.queries.attainment import DECIDED
from models.queries.breach_time import Holding
from models.queries.breaches import Overrun, overrun
from models.queries.long_waits import long_waits
from models.queue_filter import LEFT_UNCLOSED

LISTED: Final = 15
"""No more of a list than people talk through; `Late.total` says how many there are."""
SOON: Final = timedelta(days=7)
_AT_ONCE: Final = 900


@dataclass(frozen=True)
class LateCase:
    """A case that is late, or about to be. `at`: when its clock breached or will, when it was
    resolved, or since when it waits; `over` of a breach; `done`: it is settled since.

    `commitment` is empty where it is of no clock; `waits_for` says for whom a case waits.
    """

    case_id: int
    key: str
    title: str
    priority: str
    holding: Holding
    at: datetime
    commitment: str = ""
    over: Overrun | None = None
    done: bool = False
    waits_for: str = ""


@dataclass(frozen=True)
class Late:
    """The first `LISTED` of a list, the longest ago first, how many there are in all, and with whom
    those are that are not settled since: each holder with how many."""

    rows: tuple[LateCase, ...] = ()
    total: int = 0
    held: tuple[tuple[Holding, int], ...] = ()


NONE_LATE: Final = Late()


@dataclass(frozen=True)
class LateCases:
    """The four lists as of an instant."""

    breached: Late = NONE_LATE
    soon: Late = NONE_LATE
    unclosed: Late = NONE_LATE
    waiting: Late = NONE_LATE


def late_cases(session: Session, at: datetime, as_of: datetime, *, named: bool) -> LateCases:
    """What is late at `at`, as known at `as_of`; holders by role, or `named`.

    A clock is over where it ran past its due time before `at` and had not stopped by then.
    """
    hold = _holders(session, named)
    clocks = _clocks(session, at)
    crossed = [row for row in clocks if row.at < at]
    soon = [row for row in clocks if at <= row.at < at + SOON]
    return LateCases(
        _listed(session, crossed, hold, at, as_of, over=True),
        _listed(session, soon, hold, at, as_of),
        _unclosed(session, at, as_of, hold),
        _listed(session, long_waits(session, at), hold, at, as_of),
    )


Hold = Callable[[int | None, str], Holding]


def _holders(session: Session, named: bool) -> Hold:
    people = {row.id: row for row in session.execute(select(Person.id, Person.name, Person.role))}

    def hold(assignee_id: int | None, priority: str) -> Holding:
        """Whoever has it; what nobody has is the role's (rule 25)."""
        person = people.get(assignee_id or 0)
        if person is None:
            return Holding("", ROLE_OF_PRIORITY.get(priority, LEAD), unassigned=True)
        return Holding(person.name if named else "", person.role, unassigned=False)

    return hold


@dataclass(frozen=True)
class _Ran:
    """An SLA clock of a case that was open; `at` is when it breached or would."""

    id: int
    key: str
    priority: str
    assignee_id: int | None
    commitment: str
    cycle: int
    stopped_at: datetime | None
    at: datetime


def _clocks(session: Session, at: datetime) -> list[_Ran]:
    """The SLA clocks that ran at an instant and were over by then, or will be soon after.

    The cases that were open are found first, then their clocks by their ids: joined, SQLite walks
    through all clocks there are.
    """
    was_open = or_(Case.resolved_at.is_(None), Case.resolved_at >= at)
    cases = {
        row.id: row
        for row in session.execute(
            select(Case.id, Case.key, Case.assignee_id).where(Case.opened_at < at, was_open)
        )
    }
    ids, found = sorted(cases), list[_Ran]()
    for first in range(0, len(ids), _AT_ONCE):
        for row in session.execute(_running(ids[first : first + _AT_ONCE], at)):
            own = cases[row.case_id]
            found.append(
                _Ran(
                    own.id, own.key, row.priority, own.assignee_id, row.commitment, row.cycle,
                    row.stopped_at, row.at,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.at, one.id, one.commitment, one.cycle))


def _running(ids: Sequence[int], at: datetime) -> Select[Any]:
    crossed = case((Clock.verdict == "breached", Clock.verdict_at), else_=Clock.due_at)
    columns = Clock.case_id, Clock.priority, Clock.commitment, Clock.cycle, Clock.stopped_at
    return select(*columns, crossed.label("at")).where(
        Clock.case_id.in_(ids), Clock.objective == "SLA", Clock.started_at < at,
        or_(Clock.verdict.is_(None), Clock.verdict.in_(DECIDED)),
        or_(Clock.stopped_at.is_(None), Clock.stopped_at >= at), crossed < at + SOON,
    )  # fmt: skip


def _unclosed(session: Session, at: datetime, as_of: datetime, hold: Hold) -> Late:
    """Resolved for some days, and not closed by then (rule 22): a desk that closes nothing has very
    many, so the database counts them."""
    until = at - timedelta(days=LEFT_UNCLOSED.resolved_days)
    left = or_(Case.status == "resolved", and_(Case.status == "closed", Case.closed_at >= at))
    there = left, Case.resolved_at <= until
    done = and_(Case.closed_at.is_not(None), Case.closed_at <= as_of)
    counts = session.execute(
        select(
            Case.assignee_id, Case.priority, func.count().label("total"),
            func.count().filter(done).label("done"),
        )
        .where(*there)
        .group_by(Case.assignee_id, Case.priority)
    ).all()  # fmt: skip
    if not counts:
        return NONE_LATE
    rows = session.execute(
        select(
            Case.id, Case.key, Case.priority, Case.assignee_id, Case.closed_at.label("stopped_at"),
            Case.resolved_at.label("at"),
        )
        .where(*there)
        .order_by(Case.resolved_at, Case.id)
        .limit(LISTED)
    ).all()  # fmt: skip
    held: dict[Holding, int] = {}
    for row in counts:
        _add(held, hold(row.assignee_id, row.priority), row.total - row.done)
    listed = _rows(session, rows, hold, at, as_of)
    return Late(listed, sum(row.total for row in counts), _in_order(held))


def _listed(
    session: Session, rows: Sequence[Any], hold: Hold, at: datetime, as_of: datetime,
    *, over: bool = False,
) -> Late:  # fmt: skip
    held: dict[Holding, int] = {}
    for row in rows:
        _add(held, hold(row.assignee_id, row.priority), int(not _done(row, as_of)))
    listed = _rows(session, rows[:LISTED], hold, at, as_of, over=over)
    return Late(listed, len(rows), _in_order(held))


def _add(held: dict[Holding, int], holding: Holding, count: int) -> None:
    if count:
        held[holding] = held.get(holding, 0) + count


def _in_order(held: Mapping[Holding, int]) -> tuple[tuple[Holding, int], ...]:
    return tuple(sorted(held.items(), key=lambda one: (-one[1], one[0].name, one[0].role)))


def _rows(
    session: Session, rows: Sequence[Any], hold: Hold, at: datetime, as_of: datetime,
    *, over: bool = False,
) -> tuple[LateCase, ...]:  # fmt: skip
    titles = _titles(session, {row.id for row in rows})
    overs = _overruns(session, rows, at) if over else {}
    return tuple(
        LateCase(
            row.id, row.key, titles.get(row.id, ""), row.priority,
            hold(row.assignee_id, row.priority), row.at, getattr(row, "commitment", ""),
            overs.get((row.id, getattr(row, "commitment", ""), getattr(row, "cycle", 0))),
            _done(row, as_of), getattr(row, "waiting_for", ""),
        )
        for row in rows
    )  # fmt: skip


def _done(row: Any, as_of: datetime) -> bool:
    return row.stopped_at is not None and row.stopped_at <= as_of


def _titles(session: Session, ids: set[int]) -> Mapping[int, str]:
    return dict(session.execute(select(Case.id, Case.title).where(Case.id.in_(ids))).all())


def _overruns(
    session: Session, rows: Sequence[Any], at: datetime
) -> Mapping[tuple[int, str, int], Overrun]:
    """By how much these clocks were over at `at`, pauses taken out."""
    calendars, crossed = (
        load_calendars(session),
        {(r.id, r.commitment, r.cycle): r.at for r in rows},
    )
    clocks = session.scalars(
        select(Clock).where(Clock.case_id.in_({row.id for row in rows}), Clock.objective == "SLA")
    )
    found = {}
    for clock in clocks:
        key = clock.case_id, clock.commitment, clock.cycle
        if key in crossed:
            ran = _Over(
                clock.calendar, clock.target_seconds, clock.stopped_at, clock.pauses, crossed[key]
            )
            found[key] = overrun(ran, calendars, to_seconds(at))
    return found


@dataclass(frozen=True)
class _Over:
    """A clock that was over, as `overrun` reads it."""

    calendar: str
    target_seconds: int
    stopped_at: datetime | None
    pauses: Sequence[Any]
    at: datetime
