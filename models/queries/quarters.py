"""Which quarters a desk can be reviewed by."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.periods import Period, quarter_of
from models.handbook.zones import zone
from models.policies import load_policies


@dataclass(frozen=True)
class Quarters:
    """The running quarter, and those in which a case was opened, newest first."""

    running: Period
    with_cases: tuple[Period, ...]

    @property
    def to_show(self) -> Period:
        """The one a review begins with: the last that holds a case, or else the running one."""
        return self.with_cases[0] if self.with_cases else self.running

    @property
    def to_try(self) -> Period | None:
        """The one a proposed handbook is tried on: the last that is over and holds a case, or else
        the running one; None where the desk holds no case."""
        ended = (period for period in self.with_cases if period != self.running)
        return next(ended, self.running if self.with_cases else None)

    def runs_by(self, period: Period) -> bool:
        """Whether none begins after this period yet."""
        return period.starts_on >= self.running.starts_on

    def begins_after(self, period: Period) -> bool:
        """Whether the desk holds no case from before this period."""
        return not self.with_cases or self.with_cases[-1].starts_on >= period.starts_on


def quarters(session: Session, now: datetime) -> Quarters:
    """The quarters up to `now`, in the team's zone; each is found by one step in an index."""
    place = zone(load_policies(session).newest.team.zone)
    found: list[Period] = []
    latest = _latest(session, Case.opened_at <= now)
    while latest is not None:
        found.append(quarter_of(latest.astimezone(place).date()))
        latest = _latest(session, Case.opened_at < found[-1].begin(place))
    return Quarters(quarter_of(now.astimezone(place).date()), tuple(found))


def _latest(session: Session, wanted: ColumnElement[bool]) -> datetime | None:
    return session.scalar(select(func.max(Case.opened_at)).where(wanted))
