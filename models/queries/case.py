"""One case in full: facts, clocks with their ledgers, timeline."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Contract, Customer, Event, Person
from models.errors import KnownError
from models.gauge import Gauge, State
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.ledger import ledger
from models.queries.queue import QueueRow, queue_rows, reader_at
from models.reading import Reader, Standing


@dataclass(frozen=True)
class LedgerPiece:
    """A piece of a clock's time: from, to, and whether it was open, closed or paused."""

    begin: datetime
    end: datetime
    why: str
    seconds: int


@dataclass(frozen=True)
class CaseClockRow:
    """One clock of a case, read at one instant; `slo_due_at` belongs to the same commitment."""

    commitment: str
    cycle: int
    objective: str
    priority: str
    started_at: datetime
    target_seconds: int
    due_at: datetime | None
    slo_due_at: datetime | None
    stopped_at: datetime | None
    elapsed_seconds: int
    paused_seconds: int
    verdict: str
    reason: str
    state: State
    gauge: Gauge
    zone: str
    round_the_clock: bool
    pieces: tuple[LedgerPiece, ...]
    original_due_at: datetime | None

    def to_json(self) -> dict[str, Any]:
        """The clock with its intervals, which tile the time from start to stop."""
        plain = ("commitment", "objective", "cycle", "target_seconds", "elapsed_seconds",
                 "paused_seconds", "verdict", "reason")  # fmt: skip
        return {
            **{name: getattr(self, name) for name in plain},
            "calendar": "round the clock" if self.round_the_clock else self.zone,
            "started_at": self.started_at.isoformat(),
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "stopped_at": self.stopped_at.isoformat() if self.stopped_at else None,
            "matched_rule": f"handbook, {self.priority}",
            "intervals": [
                {
                    "from": piece.begin.isoformat(),
                    "to": piece.end.isoformat(),
                    "counts": piece.why == "open",
                    "seconds": piece.seconds,
                    "why": piece.why,
                }
                for piece in self.pieces
            ],
        }


@dataclass(frozen=True)
class TimelineRow:
    """One event as it happened, and when the desk knew."""

    id: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str | None
    data: dict[str, Any]


@dataclass(frozen=True)
class CaseDetail:
    """Everything the case page shows."""

    row: QueueRow
    fields: dict[str, Any]
    contract: str | None
    group: str | None
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    policy_number: int
    clocks: tuple[CaseClockRow, ...]
    timeline: tuple[TimelineRow, ...]
    people: dict[int, str]

    def explanation(self) -> dict[str, Any]:
        """The ledger as `leadline explain --json` gives it."""
        return {
            "case": self.row.key,
            "policy_version": self.policy_number,
            "clocks": [clock.to_json() for clock in self.clocks],
        }


def case_id_of(session: Session, key: str) -> int:
    """The id of a case by its key; a `KnownError` where there is none."""
    found = session.scalar(select(Case.id).where(Case.key == key))
    if found is None:
        raise KnownError("No such case", f"There is no case “{key}”.", "Look in the queue.")
    return found


def case_detail(session: Session, case_id: int, now: datetime) -> CaseDetail:
    """The case page's rows; a `KnownError` where the case is gone."""
    case = session.get(Case, case_id)
    if case is None:
        raise KnownError("No such case", "This case is not on the desk.", "Reload the queue.")
    contract = session.get(Contract, case.contract_id) if case.contract_id else None
    return CaseDetail(
        row=queue_rows(session, [case_id], now)[0],
        fields=dict(case.fields),
        contract=contract.name if contract else None,
        group=case.group_name,
        opened_at=case.opened_at,
        resolved_at=case.resolved_at,
        closed_at=case.closed_at,
        policy_number=case.policy_number,
        clocks=_clocks(session, case, reader_at(session, now)),
        timeline=_timeline(session, case_id),
        people={row.id: row.name for row in session.execute(select(Person.id, Person.name))},
    )


def customer_names(session: Session) -> list[str]:
    """Every customer, for a field that completes what is typed."""
    return list(session.scalars(select(Customer.name).order_by(Customer.name)))


def people_names(session: Session) -> list[tuple[int, str]]:
    """(id, name) of everybody active, by name."""
    query = select(Person.id, Person.name).where(Person.active).order_by(Person.name)
    return [(row.id, row.name) for row in session.execute(query)]


def _timeline(session: Session, case_id: int) -> tuple[TimelineRow, ...]:
    rows = session.execute(
        select(Event, Person.name)
        .outerjoin(Person, Person.id == Event.actor_id)
        .where(Event.case_id == case_id)
        .order_by(Event.occurred_at, Event.id)
    )
    return tuple(
        TimelineRow(e.id, e.kind, e.occurred_at, e.recorded_at, name, dict(e.data))
        for e, name in rows
    )


def _clocks(session: Session, case: Case, reader: Reader) -> tuple[CaseClockRow, ...]:
    rows = session.scalars(select(Clock).where(Clock.case_id == case.id)).all()
    cycles: dict[tuple[str, int], dict[str, Clock]] = defaultdict(dict)
    for row in rows:
        cycles[row.commitment, row.cycle][row.objective] = row
    shown = [
        _clock(pair[objective], pair.get("SLO") if objective == "SLA" else None, case, reader)
        for _, pair in sorted(cycles.items(), key=lambda item: _order(*item[0]))
        for objective in ("SLA", "SLO")
        if objective in pair
    ]
    return tuple(shown)


def _order(commitment: str, cycle: int) -> tuple[int, str, int]:
    known = ("first_response", "next_update", "resolution")
    return (known.index(commitment) if commitment in known else len(known), commitment, cycle)


def _clock(clock: Clock, slo: Clock | None, case: Case, reader: Reader) -> CaseClockRow:
    calendar = reader.calendars[clock.calendar]
    held = clock.elapsed_seconds or 0
    standing = Standing(
        clock.calendar, clock.target_seconds, clock.due_at, clock.warn_at,
        slo.due_at if slo else None, slo.target_seconds if slo else None,
        clock.paused_since is not None, clock.target_seconds - held, clock.stopped_at,
        case.waiting_for,
    )  # fmt: skip
    start, stop = to_seconds(clock.started_at), to_seconds(clock.stopped_at or reader.now)
    pauses = [(begin, end) for begin, end in clock.pauses]
    pieces = ledger(start, max(start, stop), pauses, calendar)
    return CaseClockRow(
        clock.commitment, clock.cycle, clock.objective, clock.priority, clock.started_at,
        clock.target_seconds, clock.due_at, standing.slo_due_at, clock.stopped_at,
        sum(piece.seconds for piece in pieces), clock.paused_seconds, _verdict(clock, reader),
        clock.reason, reader.state(standing), reader.gauge(standing), calendar.zone,
        calendar == type(calendar).always(),
        tuple(
            LedgerPiece(from_seconds(p.begin), from_seconds(p.end), p.why, p.seconds)
            for p in pieces
        ),
        clock.original_due_at,
    )  # fmt: skip


def _verdict(clock: Clock, reader: Reader) -> str:
    if clock.verdict is not None:
        return clock.verdict
    over = clock.due_at is not None and reader.now > clock.due_at
    return "breached" if over else "running"
