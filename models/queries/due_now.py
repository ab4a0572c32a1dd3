"""What is due now for the person at a window: the alerts that fired, one line for each clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, Clock, Person, PlannedAlert
from models.gauge import State
from models.handbook.alerting import CALLS, TEAM_UPDATE
from models.handbook.roster import LEAD
from models.hearing import Hearing, heard_by, hearing
from models.knowing import since_put_off
from models.queries.alerts import LIVE, AlertRow, alert_rows, alerts_by_id, heard_of, rows_of
from models.reading import IMMINENT

_SOON: Final = select(Clock.case_id).where(
    Clock.due_at.between(bindparam("since"), bindparam("until")), Clock.verdict.is_(None)
)


@dataclass(frozen=True)
class DueNow:
    """A clock to see to: `owed_at` is its due time, `alert_ids` the alerts that say so."""

    case_id: int
    case_key: str
    customer: str
    commitment: str
    cycle: int
    owed_at: datetime
    state: State
    imminent: bool
    alert_ids: tuple[int, ...]
    waiting_for: str = ""
    assignee: str = ""

    @property
    def clock(self) -> tuple[int, str, int]:
        """Which clock it is."""
        return self.case_id, self.commitment, self.cycle


def due_now(
    session: Session, person_id: int | None, now: datetime, unfired: Sequence[int] = ()
) -> list[DueNow]:
    """The clocks that alerts speak of and that this person did not put away, the worst first.

    Theirs and their roles'; for a lead, and where nobody is named, also everybody's from a quarter
    of an hour before the breach until as long after it. Where nobody is named, also what no clock
    tells: customers' messages after the resolution, waits that last. `unfired` are alerts that are
    due, and that nobody can fire just now: they count as fired.
    """
    found: dict[int, AlertRow] = {}
    if person_id is not None:
        heard = hearing(session, person_id, now)
        theirs = rows_of(session, _theirs(heard), {"now": now}) + heard_of(session, heard, unfired)
        found = {row.id: row for row in theirs}
    if person_id is None or _leads(session, person_id):
        found |= {row.id: row for row in _of_everybody(session, person_id, now, unfired)}
    rows = sorted(found.values(), key=attrgetter("owed_at", "clock"))
    lines = [_line(list(alerts), now) for _, alerts in groupby(rows, attrgetter("clock"))]
    agreed = _agreed(session, {one.case_id for one in lines if one.state == "breached"})
    return sorted(lines, key=lambda one: one.state != "breached" or one.clock not in agreed)


def _agreed(session: Session, case_ids: set[int]) -> set[tuple[int, str, int]]:
    """Which clocks of these cases a contract promises: a breach of the SLA is seen before an
    internal promise that is over, however long."""
    if not case_ids:
        return set()
    columns = Clock.case_id, Clock.commitment, Clock.cycle
    where = Clock.case_id.in_(case_ids), Clock.objective == "SLA", Clock.stopped_at.is_(None)
    return {(row[0], row[1], row[2]) for row in session.execute(select(*columns).where(*where))}


def still_due(
    session: Session, alert_ids: Collection[int], person_id: int | None, now: datetime
) -> frozenset[int]:
    """Those of these alerts that still are, and that this person did not put away."""
    rows = session.execute(_live(person_id).where(PlannedAlert.id.in_(alert_ids)), {"now": now})
    return frozenset(row[0] for row in rows)


# These are asked at each look: to write a statement takes longer than to run it.


@lru_cache(maxsize=32)
def _theirs(heard: Hearing) -> Select[Any]:
    return _live(heard.person_id).where(heard_by(heard))


@lru_cache(maxsize=32)
def _live(person_id: int | None) -> Select[Any]:
    put_away = select(AlertDelivery.id).where(
        AlertDelivery.alert_id == PlannedAlert.id, AlertDelivery.person_id == person_id,
        or_(since_put_off(AlertDelivery.put_away_at),
            AlertDelivery.snoozed_until > bindparam("now")),
    )  # fmt: skip
    return alert_rows().where(*LIVE, ~put_away.exists())


def _leads(session: Session, person_id: int) -> bool:
    role = select(Person.role).where(Person.id == person_id, Person.active)
    return session.scalar(role) == LEAD


def _of_everybody(
    session: Session, person_id: int | None, now: datetime, unfired: Sequence[int]
) -> list[AlertRow]:
    since, until = now - IMMINENT, now + IMMINENT
    at = {"now": now, "since": since, "until": until}
    rows = rows_of(session, _live(person_id).where(PlannedAlert.case_id.in_(_SOON)), at)
    due = alerts_by_id(session, unfired) if unfired else []
    rows += due
    found = [row for row in rows if since <= row.owed_at <= until and row.commitment not in CALLS]
    if person_id is None:
        calls = _live(None).where(PlannedAlert.commitment.in_(CALLS))
        found += rows_of(session, calls, {"now": now})
        found += [row for row in due if row.commitment in CALLS]
    return found


def _line(alerts: Sequence[AlertRow], now: datetime) -> DueNow:
    worst = alerts[-1]
    left = worst.owed_at - now
    call = worst.commitment in CALLS and worst.commitment != TEAM_UPDATE
    missed = not call and any(row.deadline_at < min(row.owed_at, now) for row in alerts)
    over = left < timedelta() and not call
    state: State = "breached" if over else "slo_missed" if missed else "at_risk"
    return DueNow(
        worst.case_id, worst.case_key, worst.customer, worst.commitment, worst.cycle,
        worst.owed_at, state, not call and timedelta() <= left <= IMMINENT,
        tuple(row.id for row in alerts), worst.waiting_for,
        worst.assignee,
    )  # fmt: skip
