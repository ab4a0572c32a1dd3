"""Who may take cases just now, and what cases need: read for assignment (handbook, rule 23)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.entities import Case, Customer, Event
from models.handbook import events as ev
from models.handbook.assignment import Agent, Job
from models.handbook.assignment_terms import TAKE_NONE
from models.handbook.different_days import DifferentDays
from models.handbook.environment import parts_of
from models.handbook.instants import maybe_to_seconds, to_seconds
from models.handbook.intake import WAITING
from models.handbook.policy import Policy
from models.handbook.roster import LEAD, Leave, Member, Shifts, Span, joined
from models.handbook.skill_rules import Need, Subject, needs_of, subject_of
from models.handbook.skills import levels_of, skills_from
from models.handbook.standing import standing
from models.kept import Kept
from models.language import language_of
from models.policies import load_calendars, load_policies
from models.queries.holdings import Holding, load_holdings
from models.restricted import fetch
from models.rosters import load_staff
from models.typed_text import from_json

FAMILIAR_WITHIN: Final = timedelta(days=90)
_AHEAD: Final = 14 * 86_400
"""So far ahead shifts are looked at."""
_TEXTS: Final = ("title", "impact", "steps")


@dataclass(frozen=True)
class Bench:
    """The team as cases are assigned to it, by name, and the handbook that says how."""

    agents: tuple[Agent, ...]
    leads: frozenset[int]
    policy: Policy

    @property
    def zone(self) -> str:
        """The zone in which shifts are read."""
        return self.policy.team.zone


def load_bench(
    session: Session, now: datetime, customers: Collection[int], but_for: Collection[int] = (),
    ahead: int = _AHEAD,
) -> Bench:  # fmt: skip
    """Everybody active, with what they hold, but for these cases, and how many of these customers'
    they had; their shifts so many seconds `ahead`. They are in one order on every database: of
    plans that cost the same it says which."""
    policy, staff = load_policies(session).at(to_seconds(now)), load_staff(session)
    active = (row for row in staff.rows if row.active)
    people = sorted(active, key=lambda row: (row.name, row.id))
    names = {row.id: row.name for row in people}
    desks = load_holdings(session, policy.assignment, now, but_for)
    known = _customers(session, now, customers)
    agents = tuple(
        _agent(
            row, staff.members[row.id], policy, (to_seconds(now), ahead), names,
            desks[row.id], known[row.id],
        )
        for row in people
    )  # fmt: skip
    leads = frozenset(row.id for row in people if row.role == LEAD)
    return Bench(_without_strangers(agents), leads, policy)


def load_jobs(session: Session, bench: Bench, case_ids: Sequence[int], now: datetime) -> list[Job]:
    """These cases as they are to be assigned, in the order of the ids."""
    rows = session.execute(
        select(Case, Customer.name).outerjoin(Customer, Customer.id == Case.customer_id)
        .where(Case.id.in_(case_ids))
    ).all()  # fmt: skip
    needs = case_needs(session, bench.policy, [case for case, _ in rows])
    shares = _shares(session, [case for case, _ in rows], to_seconds(now))
    terms, found = bench.policy.assignment, {}
    for case, customer in rows:
        named = None if case.named is None else frozenset(map(int, case.named.split()))
        found[case.id] = Job(
            case.id, case.key, case.priority,
            terms.weight(case.priority, case.status in WAITING),
            terms.time_needed(case.priority), needs[case.id],
            maybe_to_seconds(case.next_due_at), shares[case.id], case.customer_id, customer or "",
            None if named is None else named | bench.leads, case.category or "",
        )  # fmt: skip
    return [found[case_id] for case_id in case_ids if case_id in found]


def case_needs(
    session: Session, policy: Policy, cases: Sequence[Case]
) -> Mapping[int, tuple[Need, ...]]:
    """What each of these cases needs, by rule and by hand."""
    messages = _messages(session, policy, [case.id for case in cases])
    return {case.id: needs_told(policy, case.fields, messages.get(case.id, "")) for case in cases}


def needs_told(policy: Policy, fields: Mapping[str, Any], message: str) -> tuple[Need, ...]:
    """What a case of these facts needs, that began with this message."""
    if not policy.skills:
        return needs_of((), Subject(), fields.get("skills"))
    texts = [str(fields.get(name) or "") for name in _TEXTS] + [message]
    spoken = any(rule.languages for rule in policy.skills)
    said = str(fields.get("language") or "")  # by hand: before what the words look like
    language = said or (language_of(message or texts[0]) if spoken else "")
    facts = {**fields, **parts_of(fields.get("environment"))}
    return needs_of(policy.skills, subject_of(facts, texts, language), fields.get("skills"))


def _messages(session: Session, policy: Policy, case_ids: Sequence[int]) -> Mapping[int, str]:
    """The message each case began with, where any rule looks at words or language."""
    if not any(rule.phrases or rule.languages for rule in policy.skills):
        return {}
    rows = session.execute(
        select(Event.case_id, Event.data)
        .where(Event.case_id.in_(case_ids), Event.kind == ev.CUSTOMER_MESSAGE)
        .order_by(Event.occurred_at.desc(), Event.id.desc())
    )
    return {case_id: str(data.get("text") or "") for case_id, data in rows}


def _shares(session: Session, cases: Iterable[Case], now: int) -> Mapping[int, float]:
    """Of the time to the deadline that binds next, the share that is left."""
    calendars, found = load_calendars(session), dict[int, float]()
    for case in cases:
        left = case.next_remaining_seconds
        if case.next_due_at is not None and case.next_calendar is not None:
            calendar = calendars[case.next_calendar]
            left = calendar.elapsed_seconds(now, to_seconds(case.next_due_at))
        found[case.id] = 1.0 if left is None else left / (case.next_target_seconds or 1)
    return found


def _without_strangers(agents: tuple[Agent, ...]) -> tuple[Agent, ...]:
    """Of a team that has entered when it works, who has not is not taken to be at work: an import
    brings the names of many of whom no more is known."""
    if not any(agent.hours_known for agent in agents):
        return agents
    return tuple(agent if agent.hours_known else agent._replace(spans=()) for agent in agents)


def _agent(
    row: Any, member: Member, policy: Policy, looked: tuple[int, int], names: Mapping[int, str],
    desk: Holding, customers: Mapping[int, int],
) -> Agent:  # fmt: skip
    at, ahead = looked
    leave = member.leave_at(at)
    takes = row.role not in TAKE_NONE or row.capacity is not None
    usual = policy.assignment.capacity if takes else 0
    return Agent(
        row.id, row.name, usual if row.capacity is None else row.capacity, desk.load, desk.cases,
        _levels(row.skills),
        _at_work(member.shifts, member.days, member.leaves, policy.team.zone, at, at + ahead),
        standing(row.status, row.status_at, member, policy.team.zone, at),
        hours_known=bool(member.shifts or member.days), takes=takes,
        on_leave_until=leave.ends_at if leave is not None else None,
        stand_in=names.get((leave and leave.stand_in_id) or 0, ""),
        got_at=desk.got_at, customers=customers,
    )  # fmt: skip


@lru_cache(maxsize=32)  # no instant comes again
def _at_work(
    shifts: Shifts, days: tuple[DifferentDays, ...], leaves: tuple[Leave, ...], zone: str,
    begin: int, end: int,
) -> tuple[Span, ...]:  # fmt: skip
    """When somebody of these hours works: many have the same."""
    anybody = Member(0, "", shifts, leaves, days=days)
    return tuple(joined(anybody.open_time(zone, begin, end)))


@lru_cache(maxsize=1024)
def _levels(skills: str | None) -> Mapping[str, int]:
    """Levels by name, of skills as they are stored; whose did not change are not read again."""
    return levels_of(skills_from(from_json(skills or "{}")))


def _customers(
    session: Session, now: datetime, customers: Collection[int]
) -> Mapping[int, Mapping[int, int]]:
    """By person, how many cases of these customers they have had lately."""
    found = defaultdict[int, dict[int, int]](dict)
    if customers:
        asked = {"customers": list(customers), "since": now - FAMILIAR_WITHIN}
        for person, customer, count in fetch(session, _HAD, asked):
            found[person][customer] = count
    return found


_HAD: Final = Kept(
    select(Case.assignee_id, Case.customer_id, func.count().label("cases"))
    .where(
        Case.customer_id.in_(bindparam("customers", expanding=True)),
        Case.assignee_id.is_not(None), Case.opened_at >= bindparam("since"),
    )
    .group_by(Case.assignee_id, Case.customer_id),
    listed="customers",
)  # fmt: skip
