"""Burns of error budgets: which there are, which were found, and whom they are to be told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from models.entities import BurnAlert, BurnDelivery
from models.handbook.alerting import roles_heard
from models.handbook.error_budget import ErrorBudget
from models.handbook.instants import to_seconds
from models.handbook.periods import Period, quarter_of
from models.handbook.roster import LEAD
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.alerts import PATIENCE
from models.rosters import load_roster

FAST, SLOW = "fast", "slow"


@dataclass(frozen=True)
class Burn:
    """An SLO that burns; `words` are its budget's."""

    period: str
    priority: str
    commitment: str
    kind: str
    words: str


@dataclass(frozen=True)
class BurnRow(Burn):
    """One that was found, and when."""

    id: int
    found_at: datetime

    def to_json(self) -> dict[str, Any]:
        """As `leadline watch --json` gives it."""
        return {
            "priority": self.priority, "commitment": self.commitment, "burn": self.kind,
            "period": self.period, "sentence": self.words,
        }  # fmt: skip


def fresh_burns(session: Session, now: datetime) -> list[Burn]:
    """What burns in the quarter that runs at `now` and was not found yet.

    It reads the clocks decided in that quarter under an SLO, by the index of their verdicts.
    """
    from models.queries.error_budgets import error_budgets  # what a start does not wait for

    period = running_quarter(session, now)
    columns = BurnAlert.priority, BurnAlert.commitment, BurnAlert.kind
    found = {tuple(r) for r in session.execute(select(*columns).where(_of(period)))}
    burns = [
        Burn(period.name, row.budget.priority, row.budget.commitment, kind, str(row.words))
        for row in error_budgets(session, period, now).burning
        for kind in _kinds(row.budget)
    ]
    return [burn for burn in burns if (burn.priority, burn.commitment, burn.kind) not in found]


def untold_burns(session: Session, person_id: int, now: datetime) -> list[BurnRow]:
    """The running quarter's that this person is to be told of and was not; no desk tells it now."""
    return _rows(session, person_id, now, _UNTOLD)


def burns_in_sight(session: Session, person_id: int | None, now: datetime) -> list[BurnRow]:
    """The running quarter's that this person is told of and did not put away."""
    return [] if person_id is None else _rows(session, person_id, now, _IN_SIGHT)


def _rows(
    session: Session, person_id: int, now: datetime, wanted: Select[BurnAlert]
) -> list[BurnRow]:
    """For the lead; where nobody leads, for everybody (rule 25)."""
    if LEAD not in roles_heard(person_id, load_roster(session), to_seconds(now)):
        return []
    at = {"now": now, "patient_since": now - PATIENCE, "person_id": person_id}
    found = session.scalars(wanted, {**at, "period": running_quarter(session, now).name})
    return [row_of(alert) for alert in found]


def _not_yet(done: ColumnElement[bool]) -> Select[BurnAlert]:
    """Written once, for it is asked at each look."""
    told = exists().where(
        BurnDelivery.alert_id == BurnAlert.id, BurnDelivery.person_id == bindparam("person_id"),
        done,
    )  # fmt: skip
    return (
        select(BurnAlert)
        .where(BurnAlert.period == bindparam("period"), BurnAlert.found_at <= bindparam("now"))
        .where(~told)
        .order_by(BurnAlert.found_at, BurnAlert.id)
    )


_UNTOLD: Final = _not_yet(or_(
    BurnDelivery.shown_at.is_not(None),
    BurnDelivery.claimed_at.between(bindparam("patient_since"), bindparam("now")),
))  # fmt: skip
_IN_SIGHT: Final = _not_yet(BurnDelivery.seen_at.is_not(None))


def row_of(alert: BurnAlert) -> BurnRow:
    """What is stored of a burn, frozen."""
    return BurnRow(
        alert.period, alert.priority, alert.commitment, alert.kind, alert.words, alert.id,
        alert.found_at,
    )  # fmt: skip


def _of(period: Period) -> ColumnElement[bool]:
    return BurnAlert.period == period.name


def running_quarter(session: Session, now: datetime) -> Period:
    """By the team's zone: what burnt in an earlier one is nobody's alert any more."""
    place = zone(load_policies(session).newest.team.zone)
    return quarter_of(now.astimezone(place).date())


def _kinds(budget: ErrorBudget) -> list[str]:
    burns = ((FAST, budget.fast_burn), (SLOW, budget.slow_burn))
    return [kind for kind, so in burns if so]
