"""The quarter that a proposed handbook is tried on: the last one that is over and holds a case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.handbook.backtest import Past
from models.handbook.periods import Period
from models.handbook.policy import Policy
from models.handbook.zones import zone
from models.progress import Progress, silent
from models.queries.backtest import read_past
from models.queries.quarters import quarters


@dataclass(frozen=True)
class LastQuarter:
    """A quarter and what was decided in it; `over` unless it is the running one, so far."""

    period: Period
    past: Past
    over: bool


def last_quarter(
    session: Session, now: datetime, handbook: Policy, progress: Progress = silent
) -> LastQuarter | None:
    """Read the past for a handbook; None where the desk holds no case.

    The running quarter where there is none before it. A `KnownError` as of `read_past`.
    """
    found = quarters(session, now)
    period = found.to_try
    if period is None:
        return None
    place = zone(handbook.team.zone)
    past = read_past(session, period.begin(place), period.end(place), now, handbook, progress)
    return LastQuarter(period, past, period != found.running)
