"""The weekly operational review: what changed, what is late, who is asked, what waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, QueueCrossing
from models.errors import KnownError
from models.handbook.attainment import AttainmentRow
from models.handbook.periods import Period, before
from models.handbook.reviews import WEEKLY, review_name
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import decided
from models.queries.desk import desk_title
from models.queries.last_touched import known_of_all
from models.queries.late_cases import LateCases, late_cases
from models.queries.minutes import Minutes, last_decisions, minutes
from models.queries.open_actions import OpenAction, actions_made, open_actions
from models.queries.sight import sees_figures
from models.queries.unseen_alerts import unseen_count
from models.queries.volume import Volume, volume
from models.queries.waiting_papers import (
    WaitingArticle,
    WaitingPostmortem,
    waiting_articles,
    waiting_postmortems,
)
from models.snapshot import fingerprint, jsonable


@dataclass(frozen=True)
class Crossed:
    """A threshold of the queue that was crossed in the week; `fell_at` None: it stands."""

    words: str
    role: str
    crossed_at: datetime
    fell_at: datetime | None


@dataclass(frozen=True)
class WeeklyReview:
    """Everything a weekly review says.

    `at` is the instant at which what is late is looked at: the end of the week, or while it runs
    `as_of`, the instant up to which the log is known; articles and postmortems wait as of that one.
    The week before is compared with only where both are over and the desk held cases from its
    start: else `previous_...` are None or empty. `attainment` is of the SLA clocks decided. It
    names roles; people where whoever leads has them `named` (rule 31).
    """

    desk: str
    period: Period
    previous_period: Period
    zone: str
    as_of: datetime
    at: datetime
    ended: bool
    named: bool
    may_name: bool
    actions: tuple[OpenAction, ...]
    volume: Volume
    previous_volume: Volume | None
    attainment: tuple[AttainmentRow, ...]
    previous: tuple[AttainmentRow, ...]
    late: LateCases
    articles: tuple[WaitingArticle, ...]
    postmortems: tuple[WaitingPostmortem, ...]
    crossed: tuple[Crossed, ...]
    unseen: int
    decided_on: Period | None
    decided: Minutes | None
    minutes: Minutes
    made: tuple[OpenAction, ...]

    @property
    def known_on(self) -> date:
        """The day of `as_of`, in the team's zone."""
        return self.as_of.astimezone(zone(self.zone)).date()

    @cached_property
    def data_hash(self) -> str:
        """The fingerprint of what is told: the same figures give the same."""
        return fingerprint(self.told())

    def told(self) -> dict[str, Any]:
        """Its rows as data: what the paper shows, and nothing of who asked."""
        return {name: value for name, value in jsonable(self).items() if name != "may_name"}


def weekly_review(
    session: Session, period: Period, now: datetime, asker_id: int | None = None,
    *, named: bool = False,
) -> WeeklyReview:  # fmt: skip
    """The review of a week by what the desk knows.

    A `KnownError` where the week has not begun, or where somebody who does not lead asks for names.
    """
    may_name = may_be_named(session, asker_id, named=named)
    name = load_policies(session).newest.team.zone
    place = zone(name)
    begin, end = period.begin(place), period.end(place)
    as_of = known_of_all(session, begin, end, now)
    at = min(end, as_of)
    last = before(period)
    compared = as_of >= end and has_cases_from(session, last.begin(place))
    found = last_decisions(session, WEEKLY, period, named=named)
    return WeeklyReview(
        desk=desk_title(session),
        period=period,
        previous_period=last,
        zone=name,
        as_of=as_of,
        at=at,
        ended=as_of >= end,
        named=named,
        may_name=may_name,
        actions=open_actions(session, at, named=named),
        volume=volume(session, begin, end, as_of),
        previous_volume=volume(session, last.begin(place), begin, as_of) if compared else None,
        attainment=tuple(decided(session, begin, end, as_of)),
        previous=tuple(decided(session, last.begin(place), begin, as_of)) if compared else (),
        late=late_cases(session, at, as_of, named=named),
        articles=waiting_articles(session, as_of, named=named),
        postmortems=waiting_postmortems(session, as_of, named=named),
        crossed=_crossed(session, begin, at),
        unseen=unseen_count(session, begin, at),
        decided_on=found[0] if found is not None else None,
        decided=found[1] if found is not None else None,
        minutes=minutes(session, WEEKLY, period, named=named),
        made=actions_made(session, review_name(WEEKLY, period), at, named=named),
    )


def may_be_named(session: Session, asker_id: int | None, *, named: bool) -> bool:
    """Whether names may be switched on; a `KnownError` where they are by whoever may not."""
    may_name = sees_figures(session, asker_id)
    if named and not may_name:
        raise KnownError(
            "The lead sees names", "A review tells who is asked by roles.", "Ask the lead."
        )
    return may_name


def has_cases_from(session: Session, instant: datetime) -> bool:
    """Whether the desk was there by then: half a week is compared with none."""
    first = session.scalar(select(func.min(Case.opened_at)))
    return first is not None and first <= instant + timedelta(days=1)


def _crossed(session: Session, begin: datetime, until: datetime) -> tuple[Crossed, ...]:
    rows = session.scalars(
        select(QueueCrossing)
        .where(QueueCrossing.crossed_at >= begin, QueueCrossing.crossed_at < until)
        .order_by(QueueCrossing.crossed_at, QueueCrossing.id)
    )
    return tuple(
        Crossed(
            row.words, row.role, row.crossed_at,
            row.fell_at if row.fell_at is not None and row.fell_at <= until else None,
        )
        for row in rows
    )  # fmt: skip
