"""The queue: next breach first (rule 18), filtered in SQL, rows fetched by id."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Customer, Event, Person
from models.gauge import Gauge, State
from models.handbook.clock import Pause
from models.handbook.zones import zone
from models.policies import load_calendars, load_policies
from models.queries.chips import chip_conditions
from models.queries.narrowing import narrowing, shown_conditions
from models.queue_filter import CHIPS, QueueFilter
from models.reading import Reader, Standing
from models.restricted import unless_hidden
from models.wording import STATUSES

_AT_ONCE = 10_000


@dataclass(frozen=True)
class Pulse:
    """What the queue's page asks for again and again.

    `counts`: how many cases each chip would show under the rest of the filter; `open_cases`: how
    many are open on the whole desk; `has_cases`: whether it holds any; `ended`: how many do not
    run any more, counted only where none is open; `stamp` grows with each event, so that a list of
    ids is read again only when something happened.
    """

    counts: Mapping[str, int]
    open_cases: int
    has_cases: bool
    stamp: int
    ended: int = 0


@dataclass(frozen=True)
class QueueRow:
    """One case of the queue with the clock that binds next, read at one instant.

    `changes_at`: until when it looks so, if nothing happens to it; `also_over`: the other
    commitments whose SLA is breached.
    """

    id: int
    key: str
    title: str
    customer: str
    priority: str
    provisional: bool
    status: str
    assignee: str | None
    commitment: str | None
    cycle: int | None
    objective: str | None
    due_at: datetime | None
    remaining_seconds: int | None
    state: State
    gauge: Gauge | None
    missing: tuple[str, ...]
    version: int
    waiting_for: str = ""
    restricted: bool = False
    changes_at: datetime | None = None
    also_over: tuple[str, ...] = ()

    @property
    def status_words(self) -> str:
        """The status as people read it."""
        return STATUSES.get(self.status, self.status)

    def to_json(self) -> dict[str, Any]:
        """The row as `leadline queue --json` gives it."""
        row = asdict(self)
        return {
            "case": self.key,
            **{k: row[k] for k in ("title", "priority", "status", "assignee", "commitment")},
            "cycle": self.cycle,
            "objective": self.objective,
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "remaining_seconds": self.remaining_seconds,
            "state": self.state,
        }


def reader_at(session: Session, now: datetime) -> Reader:
    """What reads clocks at `now`, with the desk's calendars and the team's zone."""
    return Reader(now, zone(load_policies(session).newest.team.zone), load_calendars(session))


def queue(
    session: Session,
    shown: QueueFilter,
    now: datetime,
    limit: int | None = None,
    me: int | None = None,
) -> list[QueueRow]:
    """The first rows of the queue, or all; asked for in batches, as no database takes every id."""
    ids = queue_ids(session, shown, now, limit, me)
    batches = (ids[begin : begin + _AT_ONCE] for begin in range(0, len(ids), _AT_ONCE))
    return [row for batch in batches for row in queue_rows(session, batch, now)]


def queue_ids(
    session: Session,
    shown: QueueFilter,
    now: datetime,
    limit: int | None = None,
    me: int | None = None,
) -> "array[int]":
    """The ids of the cases shown, next breach first, paused ones last; 8 bytes each."""
    query: Select[Any] = (
        select(Case.id)
        .where(*shown_conditions(shown, now, me), *unless_hidden(session, Case.id))
        .order_by(Case.sort_at, Case.id)
    )
    found = array("q")
    rows = session.connection().execution_options(yield_per=_AT_ONCE).execute(query.limit(limit))
    for some in rows.scalars().partitions():
        found.extend(some)
    return found


def queue_start(
    session: Session, shown: QueueFilter, now: datetime, me: int | None, limit: int, rows: int
) -> tuple["array[int]", list[QueueRow]]:
    """The first ids, and the rows of the first of them: what is shown before anything else."""
    ids = queue_ids(session, shown, now, limit, me)
    return ids, queue_rows(session, ids[:rows], now)


def queue_rows(session: Session, ids: Sequence[int], now: datetime) -> list[QueueRow]:
    """The rows of these cases in the order of the ids; one that is gone is left out."""
    if not ids:
        return []
    reader = reader_at(session, now)
    rows = session.execute(
        select(Case, Customer.name, Person.name)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .outerjoin(Person, Person.id == Case.assignee_id)
        .where(Case.id.in_(ids))
    )
    cases = rows.all()
    over = [row[0].id for row in cases if row[0].next_due_at and row[0].next_due_at < now]
    paused, also = _pauses(session, over), _also_over(session, over, now)
    found = {
        case.id: _row(case, customer, agent, reader, paused.get(case.id, ()), also[case.id])
        for case, customer, agent in cases
    }
    return [found[case_id] for case_id in ids if case_id in found]


def _also_over(session: Session, over: Sequence[int], now: datetime) -> Mapping[int, list[str]]:
    """By case, the commitments of which another clock than the one that binds next is breached."""
    found = defaultdict[int, list[str]](list)
    if over:
        rows = session.execute(
            select(Clock.case_id, Clock.commitment)
            .join(Case, Case.id == Clock.case_id)
            .where(
                Clock.case_id.in_(over), Clock.objective == "SLA", Clock.stopped_at.is_(None),
                Clock.verdict.is_(None), Clock.due_at < now,
                Clock.commitment != Case.next_commitment,
            )
            .order_by(Clock.due_at, Clock.commitment)
        )  # fmt: skip
        for case_id, commitment in rows:
            found[case_id].append(commitment)
    return found


def _pauses(session: Session, over: Sequence[int]) -> Mapping[int, Sequence[Pause]]:
    """By case that is over, the pauses of the clock that binds next: they do not count.

    The database picks the clocks: while another thread computes, each row may wait for its turn.
    """
    if not over:
        return {}
    rows = session.execute(
        select(Clock.case_id, Clock.pauses)
        .join(Case, Case.id == Clock.case_id)
        .where(
            Clock.case_id.in_(over), Clock.stopped_at.is_(None), cast(Clock.pauses, Text) != "[]",
            Clock.commitment == Case.next_commitment, Clock.cycle == Case.next_cycle,
            Clock.objective == Case.next_objective,
        )
    )  # fmt: skip
    return {case_id: [(begin, end) for begin, end in pauses] for case_id, pauses in rows}


def queue_counts(
    session: Session, now: datetime, person_id: int | None, shown: QueueFilter | None = None
) -> Mapping[str, int]:
    """How many cases each chip would show, with the rest of the filter as it is."""
    columns = [
        func.count().filter(*chip_conditions(chip, now, person_id)).label(chip) for chip in CHIPS
    ]
    wanted = narrowing(shown or QueueFilter(), now)
    row = session.execute(select(*columns).select_from(Case).where(*wanted)).one()
    return dict(row._mapping)


def queue_pulse(session: Session, shown: QueueFilter, now: datetime, me: int | None) -> Pulse:
    """Counts and the stamp of the desk, for a page that keeps itself fresh."""
    counts = queue_counts(session, now, me, shown)
    alone = QueueFilter(chip=shown.chip) == shown
    open_cases = counts["open"] if alone else open_count(session)
    ended = select(func.count()).select_from(Case)
    return Pulse(
        counts=counts,
        open_cases=open_cases,
        ended=0 if open_cases else session.scalar(ended) or 0,
        has_cases=session.scalar(select(Case.id).limit(1)) is not None,
        stamp=session.scalar(select(func.max(Event.id))) or 0,
    )


def open_count(session: Session) -> int:
    """How many cases are open on the whole desk."""
    return session.scalar(select(func.count()).select_from(Case).where(Case.is_open)) or 0


def log_mark(session: Session) -> int:
    """The last entry of the log: while it is the same, nothing has happened to any case."""
    return session.scalar(select(func.max(Event.id))) or 0


def queue_versions(session: Session, ids: Sequence[int]) -> Mapping[int, int]:
    """Which version of each of these cases is the present one."""
    rows = session.execute(select(Case.id, Case.version).where(Case.id.in_(ids)))
    return {row.id: row.version for row in rows}


def _row(
    case: Case, customer: str | None, agent: str | None, reader: Reader, pauses: Sequence[Pause],
    also_over: Sequence[str],
) -> QueueRow:  # fmt: skip
    standing = _standing(case, pauses)
    remaining = reader.remaining(standing) if standing else None
    return QueueRow(
        id=case.id, key=case.key, title=case.title, customer=customer or "",
        priority=case.priority, provisional=case.provisional, status=case.status, assignee=agent,
        commitment=case.next_commitment, cycle=case.next_cycle, objective=case.next_objective,
        due_at=case.next_due_at,
        remaining_seconds=remaining,
        state=reader.state(standing) if standing else "done",
        gauge=reader.gauge(standing, remaining) if standing else None,
        missing=tuple(case.missing.split()), version=case.version, waiting_for=case.waiting_for,
        restricted=case.named is not None,
        changes_at=reader.changes_at(standing, remaining or 0) if standing else None,
        also_over=tuple(also_over),
    )  # fmt: skip


def _standing(case: Case, pauses: Sequence[Pause]) -> Standing | None:
    if case.next_calendar is None or case.next_target_seconds is None:
        return None
    return Standing(
        case.next_calendar, case.next_target_seconds, case.next_due_at, case.next_warn_at,
        case.next_slo_due_at, case.next_slo_target_seconds, case.next_paused_at is not None,
        case.next_remaining_seconds, None, case.waiting_for, pauses,
    )  # fmt: skip
