"""Past forecasts made again, each from the log as it was known then, and what came of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Clock
from models.handbook.arrivals import Came
from models.handbook.calibration import Calibration, Said, calibrate
from models.handbook.forecast import forecast
from models.handbook.forecast_desk import DeskNow, OpenCase
from models.handbook.forecast_team import Worker
from models.handbook.instants import to_seconds
from models.handbook.past_clocks import Hours, PastClock, worked
from models.handbook.thresholds import TAUGHT
from models.handbook.verdict import CaseClock
from models.handbook.work_times import LEARNT
from models.policies import Policies, load_policies
from models.queries.forecast import SEED, binding, came, desk_of, futures_for, load_workers
from models.queries.past_clocks import load_hours, past_clocks
from models.refresh import projections

TIMES: Final = 12
APART: Final = timedelta(days=6, hours=19)
"""A week less five hours: so forecasts of every hour of the day are looked at."""
_YEAR: Final = timedelta(weeks=52)
"""What came is read for so long: the earliest forecast looks back half a year itself."""
_FUTURES: Final = 200
_MOST: Final = 6_000
"""So many cases are read again as they were known; of a desk that holds more, once."""
_CHUNK: Final = 400

Verdicts = Mapping[tuple[int, str, int], bool]
"""Whether a clock breached, by case, commitment and cycle; none of those that are not decided."""


def calibration(session: Session, now: datetime) -> Calibration:
    """How good the forecasts of the last twelve weeks would have been; of a desk that holds very
    many cases, of fewer weeks."""
    past = _read(session, now)
    found: list[Said] = []
    for nth in range(1, times_of(past.holds) + 1):
        found += past.said(session, to_seconds(now - nth * APART))
    return calibrate(found)


def times_of(holds: int) -> int:
    """How many forecasts are made again of a desk that holds so many cases."""
    return min(TIMES, max(_MOST // max(holds, 1), 1))


def _read(session: Session, now: datetime) -> "_Past":
    policies = load_policies(session)
    policy = policies.at(to_seconds(now))
    return _Past(
        to_seconds(now), policies, past_clocks(session, now, recorded=True),
        load_hours(session, now), came(session, now, _YEAR), load_workers(session, policy),
    )  # fmt: skip


@dataclass(frozen=True)
class _Past:
    """What is read once for all past instants. Shifts and skills are today's: of those no history
    is kept."""

    now: int
    policies: Policies
    clocks: Sequence[PastClock]
    hours: Hours
    came: Sequence[Came]
    workers: Sequence[Worker]

    @property
    def holds(self) -> int:
        """How many cases are open now."""
        return len({one.case_id for one in self.clocks if one.stopped_at is None})

    def said(self, session: Session, at: int) -> list[Said]:
        """What would have been said at an instant of the cases open then, and what came of it."""
        history = worked(self.clocks, self.hours, at)
        if sum(one.ended for one in history.past) < TAUGHT:
            return []  # it would say nothing of those made now
        clocks = _as_known(session, self.policies, {case for _, case in history.open}, at)
        cases = [case for case, _ in clocks.values()]
        desk = desk_of(
            self.policies.at(at), cases, history, self.came, self.workers, self.hours, at
        )
        chances = forecast(desk, futures_for(desk, _FUTURES), SEED).chances
        verdicts = _verdicts(session, list(clocks), self.now)
        return list(_compared(desk, clocks, chances, verdicts))


def _compared(
    desk: DeskNow, clocks: Mapping[int, tuple[OpenCase, Sequence[CaseClock]]],
    chances: Mapping[int, float], verdicts: Verdicts,
) -> Iterator[Said]:  # fmt: skip
    """Of each case that was not late yet and of which by now it is known: what was said, and what
    came."""
    for case in desk.cases:
        keys = [(case.case_id, one.commitment, one.cycle) for one in clocks[case.case_id][1]
                if one.commitment in desk.commitments]  # fmt: skip
        known = {key: verdicts[key] for key in keys if key in verdicts}
        breached = any(known.values())
        if not case.late_at(desk.now) and known and (breached or len(known) == len(set(keys))):
            yield Said(chances[case.case_id], breached)


def _as_known(
    session: Session, policies: Policies, ids: set[int], at: int
) -> dict[int, tuple[OpenCase, list[CaseClock]]]:
    """The cases that were open at an instant, as the desk knew them, with their clocks."""
    found, every = dict[int, tuple[OpenCase, list[CaseClock]]](), sorted(ids)
    for first in range(0, len(every), _CHUNK):
        told = projections(session, every[first : first + _CHUNK], policies, until=at)
        for case_id, one in told.items():
            row, clocks = one.projection.case, one.projection.clocks
            if not row["is_open"]:
                continue
            running = sorted(
                (c for c in clocks if c.running and c.commitment in LEARNT),
                key=lambda clock: clock.objective,
            )
            rows = ((case_id, c.commitment, c.objective, c.calendar, c.due_at, c.target_seconds,
                     c.elapsed_seconds) for c in running)  # fmt: skip
            case = OpenCase(
                case_id, row["priority"], tuple(binding(rows).get(case_id, ())),
                row["category"] or "", row["assignee_id"],
            )  # fmt: skip
            found[case_id] = case, running
    return found


def _verdicts(session: Session, ids: Sequence[int], now: int) -> Verdicts:
    """What came of what binds, as far as it is decided by now."""
    found: dict[tuple[int, str, int], bool] = {}
    seen: set[tuple[int, str, int]] = set()
    for first in range(0, len(ids), _CHUNK):
        rows = session.execute(
            select(Clock.case_id, Clock.commitment, Clock.cycle, Clock.verdict,
                   type_coerce(Clock.due_at, BigInteger))
            .where(Clock.case_id.in_(ids[first : first + _CHUNK]))
            .order_by(Clock.case_id, Clock.commitment, Clock.cycle, Clock.objective)
        )  # fmt: skip
        for case_id, commitment, cycle, verdict, due_at in rows:
            key = case_id, commitment, cycle
            if key in seen:
                continue
            seen.add(key)
            over = verdict is None and (due_at or now) < now
            if over or verdict in ("met", "breached"):
                found[key] = over or verdict == "breached"
    return found
