"""The queue: next breach first (rule 18), filtered in SQL, rows fetched by id."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case, Customer, Person
from models.gauge import Gauge, State
from models.handbook.zones import zone
from models.policies import load_calendars, load_policies
from models.reading import Reader, Standing
from models.wording import STATUSES

CHIPS = ("open", "at_risk", "unassigned", "mine", "paused", "urgent")


@dataclass(frozen=True)
class QueueFilter:
    """What the queue shows; with `statuses`, ended cases too. `text` is searched folded."""

    priorities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    assignee_id: int | None = None
    unassigned: bool = False
    text: str = ""
    chip: str = "open"


@dataclass(frozen=True)
class QueueRow:
    """One case of the queue with the clock that binds next, read at one instant."""

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
    session: Session, shown: QueueFilter, now: datetime, limit: int, me: int | None = None
) -> list[QueueRow]:
    """The first rows of the queue."""
    return queue_rows(session, queue_ids(session, shown, now, limit, me), now)


def queue_ids(
    session: Session,
    shown: QueueFilter,
    now: datetime,
    limit: int | None = None,
    me: int | None = None,
) -> list[int]:
    """The ids of the cases shown, next breach first; paused ones last."""
    query: Select[Any] = (
        select(Case.id).where(*_conditions(shown, now, me)).order_by(Case.sort_at, Case.id)
    )
    return list(session.scalars(query.limit(limit) if limit is not None else query))


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
    found = {case.id: _row(case, customer, agent, reader) for case, customer, agent in rows}
    return [found[case_id] for case_id in ids if case_id in found]


def queue_counts(session: Session, now: datetime, person_id: int | None) -> Mapping[str, int]:
    """How many open cases each chip shows."""
    columns = [func.count().filter(*_chip(chip, now, person_id)).label(chip) for chip in CHIPS]
    row = session.execute(select(*columns).select_from(Case).where(Case.is_open)).one()
    return dict(row._mapping)


def _conditions(shown: QueueFilter, now: datetime, me: int | None) -> list[Any]:
    wanted: list[Any] = []
    if shown.statuses:
        wanted.append(Case.status.in_(shown.statuses))
    else:
        wanted += [Case.is_open, *_chip(shown.chip, now, me)]
    if shown.priorities:
        wanted.append(Case.priority.in_(shown.priorities))
    if shown.assignee_id is not None:
        wanted.append(Case.assignee_id == shown.assignee_id)
    if shown.unassigned:
        wanted.append(Case.assignee_id.is_(None))
    wanted += [
        Case.search_text.contains(word, autoescape=True)
        for word in shown.text.casefold().replace("\0", " ").split()
    ]
    return wanted


def _chip(chip: str, now: datetime, me: int | None) -> list[Any]:
    running = Case.next_due_at.is_not(None)
    chips: dict[str, list[Any]] = {
        "open": [],
        "at_risk": [running, or_(Case.next_warn_at <= now, Case.next_due_at < now)],
        "unassigned": [Case.assignee_id.is_(None)],
        "mine": [Case.assignee_id == (me if me is not None else -1)],
        "paused": [Case.next_paused_at.is_not(None)],
        "urgent": [Case.priority.in_(("P1", "P2"))],
    }
    return chips[chip]


def _row(case: Case, customer: str | None, agent: str | None, reader: Reader) -> QueueRow:
    standing = _standing(case)
    return QueueRow(
        id=case.id, key=case.key, title=case.title, customer=customer or "",
        priority=case.priority, provisional=case.provisional, status=case.status, assignee=agent,
        commitment=case.next_commitment, cycle=case.next_cycle, objective=case.next_objective,
        due_at=case.next_due_at,
        remaining_seconds=reader.remaining(standing) if standing else None,
        state=reader.state(standing) if standing else "done",
        gauge=reader.gauge(standing) if standing else None,
        missing=tuple(case.missing.split()), version=case.version, waiting_for=case.waiting_for,
    )  # fmt: skip


def _standing(case: Case) -> Standing | None:
    if case.next_calendar is None or case.next_target_seconds is None:
        return None
    return Standing(
        case.next_calendar, case.next_target_seconds, case.next_due_at, case.next_warn_at,
        case.next_slo_due_at, case.next_slo_target_seconds, case.next_paused_at is not None,
        case.next_remaining_seconds, None, case.waiting_for,
    )  # fmt: skip
