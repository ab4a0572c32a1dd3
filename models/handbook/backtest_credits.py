"""What contracts would have credited in a past span under a proposed handbook (rule 30)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from models.handbook.backtest import CreditKey, Past, PastCases
from models.handbook.calendar import BusinessCalendar
from models.handbook.case_clocks import judge
from models.handbook.clock import Run, counted, merged
from models.handbook.policy import Policy
from models.handbook.remedies import HUNDREDTHS, Credit, Remedies, SlaVerdict, credits_by_period
from models.handbook.verdict import CaseClock


@dataclass(frozen=True)
class CreditChange:
    """The credit of a contract, customer and period now and then; None where there is none."""

    contract: str
    customer: str
    period: str
    now: Credit | None
    then: Credit | None

    def to_json(self) -> dict[str, Any]:
        """As `leadline handbook backtest --json` gives it: calculated, and owed to nobody."""
        unit = (self.then or self.now or Credit("", 0, ())).unit
        amounts = (one.amount / HUNDREDTHS if one else 0 for one in (self.now, self.then))
        return {
            "contract": self.contract, "customer": self.customer, "period": self.period,
            "unit": unit, **dict(zip(("now", "then"), amounts, strict=True)),
        }  # fmt: skip


def credit_changes(past: Past, handbook: Policy, zone: ZoneInfo) -> list[CreditChange]:
    """Every credit now or then, by period, contract and customer; periods in the team's zone.

    Judged from the logs one by one: only contracts that credit something have any.
    """
    then = _then(past, handbook, zone)
    keys = sorted({*past.credited, *then}, key=lambda key: (key[2], key[0], key[1]))
    changes = [CreditChange(*key, past.credited.get(key), then.get(key)) for key in keys]
    return [one for one in changes if any(c is not None and c.lines for c in (one.now, one.then))]


def _then(past: Past, handbook: Policy, zone: ZoneInfo) -> dict[CreditKey, Credit]:
    """Contracts of one name and customer are one; the tables of the one made last count."""
    tables: dict[tuple[str, str], Remedies] = {}
    judged: defaultdict[tuple[str, str], list[tuple[int, SlaVerdict]]] = defaultdict(list)
    for part in past.cases:
        own = part.agreement.over(handbook)
        if own.remedies is not None:
            for customer, verdicts in _by_customer(past, part, own).items():
                tables[part.agreement.contract, customer] = own.remedies
                judged[part.agreement.contract, customer] += verdicts
    return {
        (*key, period): credit
        for key, verdicts in judged.items()
        for period, credit in credits_by_period(tables[key], verdicts, zone).items()
    }


def _by_customer(
    past: Past, part: PastCases, policy: Policy
) -> dict[str, list[tuple[int, SlaVerdict]]]:
    found: defaultdict[str, list[tuple[int, SlaVerdict]]] = defaultdict(list)
    for key, customer, log in zip(part.keys, part.customers, part.logs, strict=True):
        if customer:
            found[customer] += _verdicts(past, key, log.as_if_always(), policy)
    return found


def _verdicts(
    past: Past, key: str, events: Any, policy: Policy
) -> Iterator[tuple[int, SlaVerdict]]:
    """The SLA clocks of a case whose verdict falls in the span, with its instant (rule 26)."""
    calendars = {calendar.fingerprint: calendar for calendar in policy.calendars.values()}
    for clock in judge(events, {policy.number: policy}, policy.number):
        if clock.objective != "SLA" or clock.verdict in ("unknown", "excluded"):
            continue
        over = clock.due_at is not None and clock.due_at < past.as_of
        missed = clock.verdict == "breached" or (clock.verdict is None and over)
        at = clock.due_at if missed else clock.verdict_at
        if at is not None and past.begin <= at < past.end:
            seconds = _over(clock, calendars[clock.calendar], past.as_of) if missed else 0
            verdict = SlaVerdict(
                key, clock.priority, clock.commitment, clock.cycle, not missed, seconds
            )
            yield at, verdict


def _over(clock: CaseClock, calendar: BusinessCalendar, as_of: int) -> int:
    """Counted time from the crossing to the stop, or so far."""
    assert clock.due_at is not None
    until = as_of if clock.stopped_at is None else clock.stopped_at
    pauses = merged(clock.pauses, clock.due_at, until)
    return counted(Run(clock.due_at, clock.target_seconds, calendar), pauses, until)[0]
