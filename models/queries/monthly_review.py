"""The monthly SLA health check: attainment, budgets, movers, the handbook, the month ahead."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from models.handbook.attainment import AttainmentRow
from models.handbook.finding import Finding
from models.handbook.instants import to_seconds
from models.handbook.linter import lint
from models.handbook.movers import Movers, movers
from models.handbook.periods import Period, after, before
from models.handbook.reviews import MONTHLY, review_name
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import attainment
from models.queries.by_contract import ContractRow, by_contract
from models.queries.data_quality import DataQuality, data_quality
from models.queries.desk import desk_title
from models.queries.error_budgets import BudgetLine, budget_lines, error_budgets
from models.queries.handbook import colleagues
from models.queries.last_touched import known_of_all
from models.queries.minutes import Minutes, last_decisions, minutes
from models.queries.month_ahead import MonthAhead, month_ahead
from models.queries.open_actions import OpenAction, actions_made, open_actions
from models.queries.volume import Volume, volume
from models.queries.weekly_review import has_cases_from, may_be_named
from models.rosters import load_roster
from models.snapshot import fingerprint, jsonable


@dataclass(frozen=True)
class MonthlyReview:
    """Everything a monthly health check says.

    `at` is the end of the month, or while it runs `as_of`, the instant up to which the log is
    known. The month before is compared with only where both are over and the desk held cases from
    its start: else `previous` is empty and `previous_volume` None. `contracts` is empty where there
    are none; `findings` are of the handbook `handbook` that is in force at `at`. It names roles;
    people where whoever leads has them `named` (rule 31).
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
    movers: Movers
    contracts: tuple[ContractRow, ...]
    budgets: tuple[BudgetLine, ...]
    handbook: str
    version: int
    findings: tuple[Finding, ...]
    ahead: MonthAhead
    quality: DataQuality
    decided_on: Period | None
    decided: Minutes | None
    minutes: Minutes
    made: tuple[OpenAction, ...]

    @cached_property
    def data_hash(self) -> str:
        """The fingerprint of what is told: the same figures give the same."""
        return fingerprint(self.told())

    def told(self) -> dict[str, Any]:
        """Its rows as data: what the paper shows, and nothing of who asked."""
        return {name: value for name, value in jsonable(self).items() if name != "may_name"}


def monthly_review(
    session: Session, period: Period, now: datetime, asker_id: int | None = None,
    *, named: bool = False,
) -> MonthlyReview:  # fmt: skip
    """The health check of a month by what the desk knows.

    A `KnownError` where the month has not begun, or where somebody who does not lead asks for
    names.
    """
    may_name = may_be_named(session, asker_id, named=named)
    policies = load_policies(session)
    name = policies.newest.team.zone
    place = zone(name)
    begin, end = period.begin(place), period.end(place)
    as_of = known_of_all(session, begin, end, now)
    at, last = min(end, as_of), before(period)
    compared = as_of >= end and has_cases_from(session, last.begin(place))
    rows = tuple(attainment(session, begin, end, as_of))
    was = tuple(attainment(session, last.begin(place), begin, as_of)) if compared else ()
    number = policies.number_at(to_seconds(at) - 1)
    policy = policies.versions[number]
    source = next(row.source for row in policies.rows if row.number == number)
    decided = last_decisions(session, MONTHLY, period, named=named)
    return MonthlyReview(
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
        attainment=rows,
        previous=was,
        movers=movers(rows, was),
        contracts=by_contract(session, begin, end, as_of, policy),
        budgets=tuple(budget_lines(error_budgets(session, period, as_of))),
        handbook=policy.name,
        version=number,
        findings=tuple(lint(source, to_seconds(at), colleagues(session), load_roster(session))),
        ahead=month_ahead(session, after(period), policy, source, named=named),
        quality=data_quality(session, begin, end, as_of),
        decided_on=decided[0] if decided is not None else None,
        decided=decided[1] if decided is not None else None,
        minutes=minutes(session, MONTHLY, period, named=named),
        made=actions_made(session, review_name(MONTHLY, period), at, named=named),
    )
