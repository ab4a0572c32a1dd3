"""Which weeks and months a desk can be reviewed by."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.periods import Period, before
from models.handbook.reviews import Kind, period_around
from models.handbook.zones import zone
from models.policies import load_policies

OFFERED: Final = 26
"""So many periods, the newest first, are offered to choose from."""


@dataclass(frozen=True)
class ReviewPeriods:
    """The running period, and those of the first and of the last case; None on an empty desk."""

    kind: Kind
    running: Period
    first: Period | None
    last: Period | None

    @property
    def to_show(self) -> Period:
        """The one a review is held of: the last that is over, or if the desk's last case is older,
        that of its last case; the running one where the desk holds none from before it."""
        if self.first is None or self.last is None or self.first == self.running:
            return self.running
        over = before(self.running)
        return over if self.last.starts_on >= over.starts_on else self.last

    @property
    def offered(self) -> tuple[Period, ...]:
        """The running one, and those before it back to the first case; at most `OFFERED`."""
        found = [self.running]
        if self.to_show != self.running:
            found.append(self.to_show)
        while self.first and found[-1].starts_on > self.first.starts_on and len(found) < OFFERED:
            found.append(before(found[-1]))
        return tuple(found)

    def runs_by(self, period: Period) -> bool:
        """Whether none begins after this period yet."""
        return period.starts_on >= self.running.starts_on

    def begins_after(self, period: Period) -> bool:
        """Whether the desk holds no case from before this period."""
        return self.first is None or self.first.starts_on >= period.starts_on


def review_periods(session: Session, kind: Kind, now: datetime) -> ReviewPeriods:
    """The periods of a kind up to `now`, in the team's zone; two steps in an index."""
    place = zone(load_policies(session).newest.team.zone)

    def around(instant: datetime | None) -> Period | None:
        return None if instant is None else period_around(kind, instant.astimezone(place).date())

    opened = Case.opened_at <= now
    first = session.scalar(select(func.min(Case.opened_at)).where(opened))
    last = session.scalar(select(func.max(Case.opened_at)).where(opened))
    running = period_around(kind, now.astimezone(place).date())
    return ReviewPeriods(kind, running, around(first), around(last))
