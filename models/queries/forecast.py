"""What will breach, as the board shows it: how likely each open case does, and how many by when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Text, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Person
from models.handbook.arrivals import Arrivals, Came, learn_arrivals
from models.handbook.assignment_terms import TAKE_NONE
from models.handbook.forecast import FUTURES, Expected, forecast
from models.handbook.forecast_desk import DeskNow, OpenCase, OpenClock
from models.handbook.forecast_team import Team, Worker
from models.handbook.instants import to_seconds
from models.handbook.intake import EXCLUSIONS
from models.handbook.past_clocks import Hours, Worked, worked
from models.handbook.policy import Policy
from models.handbook.skill_rules import Need
from models.handbook.skills import levels_of, skills_from
from models.handbook.work_times import LEARNT, learn
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.bench import case_needs, needs_told
from models.queries.past_clocks import load_hours, past_clocks
from models.typed_text import from_json

SEED: Final = 6
"""The same desk at the same instant is forecast alike, whoever looks."""
WEEKS: Final = timedelta(weeks=26)
"""What comes is learnt from so long."""
_MOST_CAME: Final = 50_000
_ENTRIES: Final = 600_000
"""So many cases times futures are played at once: of a very large desk, fewer futures."""
_FEWEST: Final = 10
_AT_ONCE: Final = 5_000
_DAY: Final = 86_400
"""What came in less says nothing of the hours in which the desk was not there."""


@dataclass(frozen=True)
class CaseChance:
    """An open case and how likely it breaches what binds, from 0 to 1; `late` has already."""

    case_id: int
    key: str
    priority: str
    chance: float
    late: bool


@dataclass(frozen=True)
class ForecastNow:
    """The likeliest cases first, and how many breach within 8, 24 and 72 hours: both of these and
    of those still to come. `learnt_from` is how many past commitments it was learnt from."""

    at: datetime
    cases: tuple[CaseChance, ...]
    expected: tuple[Expected, ...]
    by_priority: Mapping[str, tuple[Expected, ...]]
    learnt_from: int
    futures: int

    @property
    def chances(self) -> Mapping[int, float]:
        """How likely each open case breaches, by id."""
        return {one.case_id: one.chance for one in self.cases}

    def within(self, hours: int, priority: str | None = None) -> Expected:
        """How many are expected to breach within these hours: 8, 24 or 72."""
        rows = self.expected if priority is None else self.by_priority[priority]
        return next(one for one in rows if one.hours == hours)


def forecast_now(session: Session, now: datetime) -> ForecastNow:
    """Learn from the last year and play the next three days."""
    desk, history = load_desk(session, now)
    futures = futures_for(desk)
    found = forecast(desk, futures, SEED)
    keys = dict(session.execute(select(Case.id, Case.key).where(Case.is_open)).all())
    cases = (
        CaseChance(
            one.case_id, keys[one.case_id], one.priority, found.chances[one.case_id],
            one.late_at(desk.now),
        )
        for one in desk.cases
    )  # fmt: skip
    return ForecastNow(
        now, tuple(sorted(cases, key=lambda one: (-one.chance, one.case_id))), found.expected,
        found.by_priority, sum(one.ended for one in history.past), futures,
    )  # fmt: skip


def futures_for(desk: DeskNow, most: int = FUTURES) -> int:
    """How many futures a desk of this size is played in."""
    coming = float(desk.arrivals.expected(desk.now, 72).sum()) if desk.arrivals.kinds else 0.0
    return int(min(max(_ENTRIES // (len(desk.cases) + 2 * coming + 1), _FEWEST), most))


def load_desk(session: Session, now: datetime) -> tuple[DeskNow, Worked]:
    """The desk as it is forecast from, and the work of the past that it was learnt from."""
    policy, at = load_policies(session).at(to_seconds(now)), to_seconds(now)
    hours = load_hours(session, now)
    history = worked(past_clocks(session, now), hours, at)
    cases = _open_cases(session, policy)
    return desk_of(policy, cases, history, came(session, now), load_workers(session, policy),
                   hours, at), history  # fmt: skip


def desk_of(
    policy: Policy, cases: Sequence[OpenCase], history: Worked, came: Sequence[Came],
    workers: Sequence[Worker], hours: Hours, at: int,
) -> DeskNow:  # fmt: skip
    """A desk of all that was read, as of an instant."""
    arrivals, told = arrivals_at(came, at, policy), told_of(history)
    kept = (
        replace(case, clocks=tuple(one for one in case.clocks if one.commitment in told))
        for case in cases
    )
    needs = (needs_told(policy, {"category": category}, "") for _, category in arrivals.kinds)
    return DeskNow(
        at, policy, tuple(kept), learn(history.past, policy.assignment), arrivals,
        Team(tuple(workers), hours), history.open, tuple(needs), told, history.goes_on,
    )  # fmt: skip


def arrivals_at(came: Sequence[Came], at: int, policy: Policy) -> Arrivals:
    """What comes, as the half-year before an instant teaches it; or less, of a younger desk."""
    begin = at - int(WEEKS.total_seconds())
    first = min((one.at for one in came if one.at >= begin), default=at)
    first = min(first, at - _DAY)
    return learn_arrivals(came, first, at, zone(policy.team.zone))


def told_of(history: Worked) -> tuple[str, ...]:
    """The commitments that the history tells of: all where it tells of none yet. An imported log
    without contacts tells of no first response (rule 12)."""
    ended = {one.commitment for one in history.past if one.ended}
    return tuple(name for name in LEARNT if name in ended) or LEARNT


def load_workers(session: Session, policy: Policy) -> tuple[Worker, ...]:
    """Everybody active, as cases are given to them."""
    rows = session.execute(
        select(Person.id, Person.role, Person.capacity, cast(Person.skills, Text))
        .where(Person.active).order_by(Person.id)
    )  # fmt: skip
    return tuple(
        Worker(person, _capacity(role, capacity, policy),
               levels_of(skills_from(from_json(skills or "{}"))))
        for person, role, capacity, skills in rows
    )  # fmt: skip


def came(session: Session, now: datetime, span: timedelta = WEEKS) -> list[Came]:
    """The cases of the last half-year, or another `span`, the newest of very many; without those
    that were none."""
    rows = session.execute(
        select(type_coerce(Case.opened_at, BigInteger), Case.priority,
               func.coalesce(Case.category, ""))
        .where(Case.opened_at > now - span, Case.opened_at <= now,
               Case.status.not_in(EXCLUSIONS))
        .order_by(Case.opened_at.desc(), Case.id).limit(_MOST_CAME)
    )  # fmt: skip
    return [Came(*row) for row in rows]


def _capacity(role: str, capacity: int | None, policy: Policy) -> int:
    if capacity is not None:
        return capacity
    return 0 if role in TAKE_NONE else policy.assignment.capacity


def _open_cases(session: Session, policy: Policy) -> list[OpenCase]:
    """The open cases with the clocks that run; of those that nobody has, what they need. What
    somebody had who left the team is nobody's."""
    clocks = _open_clocks(session)
    rows: Sequence[Any] = session.execute(
        select(Case.id, Case.priority, func.coalesce(Case.category, ""), Person.id)
        .join(Person, (Person.id == Case.assignee_id) & Person.active, isouter=True)
        .where(Case.is_open).order_by(Case.id)
    ).all()  # fmt: skip
    needs = _needs(session, policy, [case_id for case_id, *_, agent in rows if agent is None])
    return [
        OpenCase(case_id, priority, tuple(clocks[case_id]), category, agent, needs.get(case_id, ()))
        for case_id, priority, category, agent in rows
    ]


def _needs(
    session: Session, policy: Policy, ids: Sequence[int]
) -> Mapping[int, tuple[Need, ...]]:  # fmt: skip
    found = dict[int, tuple[Need, ...]]()
    for first in range(0, len(ids) if policy.skills else 0, _AT_ONCE):  # a database takes no more
        some = select(Case).where(Case.id.in_(ids[first : first + _AT_ONCE]))
        found |= case_needs(session, policy, session.scalars(some).all())
    return found


def _open_clocks(session: Session) -> Mapping[int, list[OpenClock]]:
    rows = session.execute(
        select(Clock.case_id, Clock.commitment, Clock.objective, Clock.calendar,
               type_coerce(Clock.due_at, BigInteger), Clock.target_seconds, Clock.elapsed_seconds)
        .join(Case, Case.id == Clock.case_id)
        .where(Case.is_open, Clock.stopped_at.is_(None), Clock.verdict.is_(None),
               Clock.commitment.in_(LEARNT))
        .order_by(Clock.case_id, Clock.objective, Clock.commitment, Clock.cycle)
    )  # fmt: skip
    return binding(rows)


def binding(rows: Iterable[Any]) -> Mapping[int, list[OpenClock]]:
    """By case what binds of each commitment: rows come with the SLA first (rule 18)."""
    found = defaultdict[int, list[OpenClock]](list)
    seen = set[tuple[int, str]]()
    for case_id, commitment, _, calendar, due_at, target, elapsed in rows:
        if (case_id, commitment) not in seen:
            seen.add((case_id, commitment))
            left = target - (elapsed or 0)
            found[case_id].append(OpenClock(commitment, calendar, due_at, left))
    return found
