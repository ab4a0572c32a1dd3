"""A case's clocks, read at an instant: each with its ledger, finished cycles folded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, Final, cast

from sqlalchemy import Row, String, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.gauge import Gauge, State
from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause, Run, counted
from models.handbook.instants import maybe_to_seconds, to_seconds
from models.handbook.policy import OBJECTIVES, Edge
from models.handbook.verdict import original_outcome
from models.queries.cycles import in_order, last_cycles
from models.queries.laid_out import Course, LedgerPiece, laid_out
from models.queries.promised import Promised, promised_to
from models.reading import Reader, Standing
from models.text import Text
from models.typed_text import from_json

_COLUMNS: Final = (
    *(column for column in Clock.__table__.columns if column.name != "pauses"),
    Clock.pauses.cast(String).label("pauses"),
)
"""Read like the entity: a case may have had a thousand clocks, and none is changed here. Pauses,
of which a clock may have a thousand too, stay text until they are counted."""


@dataclass(frozen=True)
class CaseClockRow:
    """One clock of a case, read at one instant; `slo_...` belongs to the same commitment.

    `priority` is the one it counts under, `promised_for` the one whose promise binds (rule 14).
    `original_verdict`: as of then, without what was changed by hand; None where nothing was.
    `pieces` tile the time from start to stop, or to now; `ahead` goes on to the due time: both are
    laid out where somebody looks at them, for a clock may have paused many hundred times.
    """

    commitment: str
    cycle: int
    objective: str
    priority: str
    started_at: datetime
    target_seconds: int
    target: Text
    due_at: datetime | None
    slo: Text | None
    slo_due_at: datetime | None
    stopped_at: datetime | None
    elapsed_seconds: int
    paused_seconds: int
    remaining_seconds: int
    verdict: str
    reason: str
    state: State
    gauge: Gauge
    calendar: str
    round_the_clock: bool
    matched_rule: str
    promised_for: str
    policy_version: int
    course: Course
    original_due_at: datetime | None
    original_verdict: str | None
    edge: Edge

    @cached_property
    def pieces(self) -> tuple[LedgerPiece, ...]:
        """The ledger so far."""
        return laid_out(self.course._replace(until=self.course.stop))

    @cached_property
    def ahead(self) -> tuple[LedgerPiece, ...]:
        """What is still to come until the clock is due."""
        _, stop, until, _, calendar = self.course
        return laid_out(Course(stop, until, until, (), calendar)) if until > stop else ()

    @property
    def decided(self) -> bool:
        """Whether its verdict can no longer change by time alone."""
        return self.stopped_at is not None or self.verdict in ("unknown", "excluded")

    def to_json(self) -> dict[str, Any]:
        """The clock with its intervals, which tile the time from start to stop."""
        return {
            "commitment": self.commitment,
            "objective": self.objective,
            "target_seconds": self.target_seconds,
            "calendar": self.calendar,
            "started_at": self.started_at.isoformat(),
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "stopped_at": self.stopped_at.isoformat() if self.stopped_at else None,
            "elapsed_seconds": self.elapsed_seconds,
            "paused_seconds": self.paused_seconds,
            "verdict": self.verdict,
            "matched_rule": self.matched_rule,
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

    def original_json(self) -> dict[str, Any] | None:
        """What was due, and the verdict, without what was changed by hand (rules 13 and 17)."""
        if self.original_verdict is None:
            return None
        due_at = self.original_due_at
        return {
            "commitment": self.commitment,
            "cycle": self.cycle,
            "objective": self.objective,
            "due_at": due_at.isoformat() if due_at else None,
            "verdict": self.original_verdict,
        }


def case_clocks(session: Session, case: Case, reader: Reader) -> tuple[CaseClockRow, ...]:
    """Every clock of the case: commitments in their order, cycles, SLA before SLO."""
    rows = session.execute(select(*_COLUMNS).where(Clock.case_id == case.id))
    return _read(session, case, rows, reader)


def last_clocks(session: Session, case: Case, reader: Reader) -> tuple[CaseClockRow, ...]:
    """The clocks of the last cycle of each commitment: a case may have had hundreds of cycles."""
    last = last_cycles(case.id)
    rows = session.execute(
        select(*_COLUMNS)
        .join(last, (Clock.commitment == last.c.commitment) & (Clock.cycle == last.c.cycle))
        .where(Clock.case_id == case.id)
    )
    return _read(session, case, rows, reader)


def is_warned(session: Session, case_id: int, now: datetime) -> bool:
    """Whether a running clock has passed its first warning: a share of what binds, or the SLO."""
    running = (Clock.case_id == case_id, Clock.stopped_at.is_(None))
    columns = Clock.commitment, Clock.objective, Clock.due_at, Clock.warn_at
    clocks = session.execute(select(*columns).where(*running)).all()
    with_sla = {clock.commitment for clock in clocks if clock.objective == "SLA"}
    return any(
        _passed(clock.due_at, now)
        or (
            _passed(clock.warn_at, now)
            and (clock.objective == "SLA" or clock.commitment not in with_sla)
        )
        for clock in clocks
    )


def _passed(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and instant <= now


def _read(
    session: Session, case: Case, rows: Iterable[Row[Any]], reader: Reader
) -> tuple[CaseClockRow, ...]:
    promised = promised_to(session, case)
    cycles: dict[tuple[str, int], dict[str, Clock]] = defaultdict(dict)
    for row in rows:
        cycles[row.commitment, row.cycle][row.objective] = cast(Clock, row)
    return tuple(
        _clock(pair[objective], pair.get("SLO") if objective == "SLA" else None, case.waiting_for,
               reader, promised)
        for _, pair in sorted(cycles.items(), key=lambda item: in_order(*item[0]))
        for objective in OBJECTIVES
        if objective in pair
    )  # fmt: skip


def _clock(
    clock: Clock, slo: Clock | None, waiting_for: str, reader: Reader, promised: Promised
) -> CaseClockRow:
    calendar, matched = reader.calendars[clock.calendar], promised.matched(clock)
    pauses = _pauses(str(clock.pauses))
    standing = Standing(
        clock.calendar, clock.target_seconds, clock.due_at, clock.warn_at,
        slo.due_at if slo else None, slo.target_seconds if slo else None,
        clock.paused_since is not None, clock.target_seconds - (clock.elapsed_seconds or 0),
        clock.stopped_at, waiting_for, pauses,
    )  # fmt: skip
    start = to_seconds(clock.started_at)
    stop = max(start, to_seconds(clock.stopped_at or reader.now))
    elapsed, paused = _counted(start, stop, pauses, calendar)
    running = clock.stopped_at is None and clock.due_at is not None
    until = to_seconds(clock.due_at) if running and clock.due_at is not None else stop
    remaining = reader.remaining(standing)
    gauge = reader.gauge(standing, remaining)
    return CaseClockRow(
        clock.commitment, clock.cycle, clock.objective, clock.priority, clock.started_at,
        clock.target_seconds, matched.words(clock, calendar), clock.due_at,
        promised.matched(slo).words(slo, calendar) if slo else None, standing.slo_due_at,
        clock.stopped_at, elapsed, paused, remaining, _verdict(clock, reader), clock.reason,
        gauge.state, gauge, promised.calendar_name(calendar),
        calendar == BusinessCalendar.always(), matched.rule(clock),
        matched.priority, matched.policy.number, Course(start, stop, until, pauses, calendar),
        clock.original_due_at, _original(clock, to_seconds(reader.now)), matched.policy.edge,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _pauses(stored: str) -> tuple[Pause, ...]:
    """Kept for the next clock: an SLO is paused, as a rule, when the SLA before it is."""
    return tuple((begin, end) for begin, end in from_json(stored))


@lru_cache(maxsize=1)
def _counted(
    start: int, stop: int, pauses: tuple[Pause, ...], calendar: BusinessCalendar
) -> tuple[int, int]:
    """Elapsed and paused seconds. Kept for the next clock: an SLO counts, as a rule, the same time
    as the SLA before it."""
    return counted(Run(start, 0, calendar), pauses, stop)


def _original(clock: Clock, now: int) -> str | None:
    if clock.original_verdict is None:
        return None
    at, due = maybe_to_seconds(clock.original_verdict_at), maybe_to_seconds(clock.original_due_at)
    return original_outcome(clock.original_verdict, at, due, now)


def _verdict(clock: Clock, reader: Reader) -> str:
    if clock.verdict is not None:
        return clock.verdict
    over = clock.due_at is not None and reader.now > clock.due_at
    return "breached" if over else "running"
