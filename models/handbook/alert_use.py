"""Of what use an alert was: what it was followed by, by what it says (handbook, rules 9 and 25).

A warning was of use where what it warned of was kept. Where the SLO is crossed, the SLA is left to
be kept. Once nothing is left to keep (what binds is crossed, a clock is still open after, or there
is no clock), it was of use where whoever was told ended it as soon as a new case is to be answered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from models.handbook.alerting import CALLS, OVER, SHIPS
from models.handbook.calendar import BusinessCalendar

Means = Literal["kept", "sla", "soon", "shipped"]
"""What of use means: kept what it warned of, kept the SLA, ended soon, out when it was due."""


class Ran(NamedTuple):
    """How far a clock went."""

    verdict: str | None
    due_at: datetime | None
    stopped_at: datetime | None


class Soon(NamedTuple):
    """How soon a new case is to be answered: its first response, as the handbook promises it."""

    calendar: BusinessCalendar
    time: timedelta


@dataclass(frozen=True, slots=True)
class Fired:
    """An alert that was told, with the clocks it speaks of; `withdrawn_at` is when what it said
    was so no more."""

    commitment: str
    level: str
    fired_at: datetime
    deadline_at: datetime
    withdrawn_at: datetime | None
    sla: Ran | None = None
    slo: Ran | None = None


def means(commitment: str, level: str, has_sla: bool) -> Means:
    """What of use means, of alerts of a rule."""
    if commitment in CALLS:
        return "shipped" if (commitment, level) == (SHIPS, "reminder") else "soon"
    if level == "slo" and has_sla:
        return "sla"
    return "soon" if level in ("sla", "slo", OVER) else "kept"


def use_of(alert: Fired, soon: Soon | None, now: datetime) -> bool | None:
    """Whether it was of use; None of what is not decided yet, was over before it could be told, is
    left out, or where no first response is promised to measure it by."""
    meant = means(alert.commitment, alert.level, alert.sla is not None)
    if meant == "shipped":
        return _by(alert.withdrawn_at, alert.deadline_at, now)
    clock = (alert.slo if alert.level == "slo" and meant == "soon" else alert.sla) or alert.slo
    if alert.commitment in CALLS:
        return _soon(alert.fired_at, alert.withdrawn_at, soon, now)
    if clock is None or clock.verdict not in (None, "met", "breached"):
        return None
    if meant == "soon":
        return _soon(alert.fired_at, clock.stopped_at, soon, now)
    if clock.stopped_at is None:
        return None if clock.due_at is None or now <= clock.due_at else False
    return None if clock.stopped_at < alert.fired_at else clock.verdict == "met"


def _by(ended: datetime | None, deadline: datetime, now: datetime) -> bool | None:
    if ended is None:
        return None if now <= deadline else False
    return ended <= deadline


def _soon(
    fired: datetime, ended: datetime | None, soon: Soon | None, now: datetime
) -> bool | None:  # fmt: skip
    if soon is None or (ended is not None and ended < fired):
        return None
    in_time = soon.calendar.elapsed(fired, ended or now) <= soon.time
    return None if ended is None and in_time else in_time
