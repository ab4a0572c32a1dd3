"""The past of a desk, read once so that any proposed handbook can be tried on it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Customer
from models.handbook.agreement import Agreement
from models.handbook.backtest import OUTSIDE, CreditKey, CreditPeriod, Past, PastCases
from models.handbook.case_clocks import known_when_restated
from models.handbook.case_facts import facts_of
from models.handbook.courses import ENDED, Courses, PastCase, courses_of, rules_of_courses
from models.handbook.events import Event, in_force
from models.handbook.instants import to_seconds
from models.handbook.judge_many import BREACHED, MET, NOT_PROMISED, Judged
from models.handbook.open_time import Ints
from models.handbook.periods import parse_period, whole_periods
from models.handbook.policy import OBJECTIVES, PRIORITIES, Objective, Policy
from models.handbook.remedies import Credit
from models.handbook.zones import zone
from models.policies import load_policies
from models.progress import Progress, silent
from models.projection import matter_told
from models.publishing import check_contracts
from models.queries.agreements import AGREED, Told, agreement_of, with_agreements
from models.queries.attainment import DECIDED, Outcomes, outcomes
from models.queries.known_at import known_at
from models.queries.remedies import calculated, per_of
from models.refresh import read_logs

_CHUNK: Final = 400
_CODES: Final = {"met": MET, "breached": BREACHED, None: OUTSIDE}

_NO_CONTRACT: Final[Told] = (None, "")
_Earlier = tuple[tuple[int, Agreement], ...]

_Clocks = dict[tuple[str, int, str], tuple[int, int]]
"""Today's clocks of a case by commitment, cycle and objective: codes of verdict and priority."""


def read_past(
    session: Session,
    begin: datetime,
    end: datetime,
    as_of: datetime,
    handbook: Policy,
    progress: Progress = silent,
) -> Past:
    """Every case with a verdict in [begin, end), as known at `as_of`, read by a handbook's rules.

    A `KnownError` where a contract counts on what this handbook does not have.
    """
    check_contracts(session, handbook)
    span = outcomes(begin, end, as_of, DECIDED)
    ids = sorted(session.scalars(select(Clock.case_id).where(span.belong).distinct()))
    parts: dict[Told, _Part] = {}
    for first in range(0, len(ids), _CHUNK):
        progress(first, len(ids))
        chunk = ids[first : first + _CHUNK]
        logs, today = read_logs(session, chunk), _today(session, chunk, span)
        for case_id, key, customer, told, agreement in _agreements(session, chunk, handbook):
            part = parts.setdefault(told, _Part(agreement))
            part.customers.append(customer)
            earlier = _earlier(logs[case_id], told, agreement, handbook)
            part.add(case_id, key, logs[case_id], today[case_id], earlier)
    progress(len(ids), len(ids))
    instants = to_seconds(begin), to_seconds(end), to_seconds(as_of)
    in_order = sorted(parts.items(), key=lambda item: item[0][0] or 0)
    cases = tuple(part.cases(handbook, *instants) for _, part in in_order)
    contracts = tuple(rule for rule, _ in handbook.contracts)
    periods = _whole(session, begin, end, as_of)
    return Past(*instants, cases, contracts, periods, _credited(session, periods, as_of))


def _whole(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> tuple[CreditPeriod, ...]:
    """The months and quarters in the span that are over at `as_of`, in the team's zone."""
    place = zone(load_policies(session).newest.team.zone)
    found = []
    for period in whole_periods(begin, min(end, as_of), place):
        first, last = period.begin(place), period.end(place)
        known = known_at(session, first, last, as_of)
        instants = to_seconds(first), to_seconds(last), to_seconds(known)
        found.append(CreditPeriod(period.name, per_of(period), *instants))
    return tuple(found)


def _credited(
    session: Session, periods: Sequence[CreditPeriod], as_of: datetime
) -> dict[CreditKey, Credit]:
    """What the desk itself calculates for these periods: each under its own handbook."""
    names = dict(session.execute(select(Customer.id, Customer.name)).all())
    return {
        (one.contract, names[one.customer_id], period.name): one.credit
        for period in periods
        for one in calculated(session, parse_period(period.name), as_of)
    }


def _today(session: Session, ids: Sequence[int], span: Outcomes) -> dict[int, _Clocks]:
    """The clocks of these cases as they stand, with their outcome if it fell in the span."""
    columns = Clock.case_id, Clock.commitment, Clock.cycle, Clock.objective, Clock.priority
    rows = session.execute(select(*columns, span.name).where(Clock.case_id.in_(ids)))
    found: defaultdict[int, _Clocks] = defaultdict(dict)
    for case_id, commitment, cycle, objective, priority, outcome in rows:
        found[case_id][commitment, cycle, objective] = _CODES[outcome], PRIORITIES.index(priority)
    return found


def _agreements(
    session: Session, ids: Sequence[int], handbook: Policy
) -> Iterator[tuple[int, str, str, Told, Agreement]]:
    """(case, key, customer, what tells its agreement apart, the agreement)."""
    cases = with_agreements(select(Case.id, Case.key, *AGREED)).where(Case.id.in_(ids))
    for row in session.execute(cases.order_by(Case.id)):
        yield row.id, row.key, row.customer or "", *agreement_of(row, handbook)


def _earlier(
    events: Sequence[Event], told: Told, agreement: Agreement, handbook: Policy
) -> _Earlier:
    """The agreements of a case until it was learnt what its contract is found by.

    None from before it was restated: that brought the contract in from the opening.
    """
    found: list[tuple[int, Agreement]] = []
    learnt = facts_of(events).learnt
    if told == _NO_CONTRACT or not learnt:
        return ()
    after, brought_in = told, known_when_restated(in_force(events))
    for event_id, known in reversed(learnt):
        before, its = told, agreement
        if not known.get("contract_id"):
            names = {known.get("customer_id") or 0: agreement.matter.customer}
            matter = matter_told(known, names)
            its = Agreement(handbook.for_case(matter).contract, None, matter)
            before = None, its.contract
        if before != after and event_id not in brought_in:
            found.append((event_id, its))
        after = before
    return tuple(reversed(found))


@dataclass
class _Part:
    """Cases under one agreement while they are read."""

    agreement: Agreement
    ids: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    customers: list[str] = field(default_factory=list)
    logs: list[PastCase] = field(default_factory=list)
    clocks: list[_Clocks] = field(default_factory=list)

    def add(
        self, case_id: int, key: str, events: Sequence[Event], clocks: _Clocks, earlier: _Earlier
    ) -> None:
        self.ids.append(case_id)
        self.keys.append(key)
        known = frozenset((commitment, cycle) for commitment, cycle, _ in clocks)
        self.logs.append(PastCase(events, known, earlier))
        self.clocks.append(clocks)

    def cases(self, handbook: Policy, begin: int, end: int, as_of: int) -> PastCases:
        policy = self.agreement.over(handbook)
        courses = courses_of(self.logs, policy, as_of)
        within = (courses.state == ENDED) & (courses.stop >= begin) & (courses.stop < end)
        unpromised = np.where(within, NOT_PROMISED, OUTSIDE)
        now = {objective: self._now(courses, objective, unpromised) for objective in OBJECTIVES}
        rules = rules_of_courses(policy)
        logs = self.logs if policy.remedies is not None else ()
        return PastCases(
            self.agreement, self.ids, self.keys, courses, now, rules, self.customers, logs
        )

    def _now(self, courses: Courses, objective: Objective, unpromised: Ints) -> Judged:
        verdict, priority = unpromised.copy(), courses.last_priority.copy()
        named = [courses.commitments[place] for place in courses.commitment.tolist()]
        keys = zip(courses.case.tolist(), named, courses.cycle.tolist(), strict=True)
        for row, (case, commitment, cycle) in enumerate(keys):
            clock = self.clocks[case].get((commitment, cycle, objective))
            if clock is not None:
                verdict[row], priority[row] = clock
        return Judged(verdict, priority)
