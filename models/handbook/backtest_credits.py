"""What contracts would have credited in a past span under a proposed handbook (rule 30)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.handbook.backtest import CreditKey, CreditPeriod, Past, PastCases
from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Run, counted, merged
from models.handbook.policy import Policy
from models.handbook.remedies import HUNDREDTHS, Credit, Remedies, SlaVerdict, credit_of
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


def credit_changes(past: Past, handbook: Policy) -> list[CreditChange]:
    """Every credit now or then of the span's whole periods, by period, contract and customer.

    Now is what the desk itself calculates, each period under its own handbook; then is judged from
    the logs one by one: only contracts that credit something have any.
    """
    then = _then(past, handbook)
    keys = sorted({*past.credited, *then}, key=lambda key: (key[2], key[0], key[1]))
    changes = [CreditChange(*key, past.credited.get(key), then.get(key)) for key in keys]
    return [one for one in changes if any(c is not None and c.lines for c in (one.now, one.then))]


def _then(past: Past, handbook: Policy) -> dict[CreditKey, Credit]:
    """Contracts of one name and customer are one; the tables of the one made last count."""
    tables: dict[tuple[str, str], Remedies] = {}
    clocks: defaultdict[tuple[str, str], list[_Clock]] = defaultdict(list)
    for part in past.cases:
        own = part.agreement.over(handbook)
        if own.remedies is not None:
            for customer, found in _by_customer(part, handbook, own).items():
                tables[part.agreement.contract, customer] = own.remedies
                clocks[part.agreement.contract, customer] += found
    return {
        (*key, period.name): credit_of(tables[key], verdicts)
        for key, found in clocks.items()
        for period in past.periods
        if period.per == tables[key].per
        for verdicts in [[one for clock in found for one in clock.verdict_in(period)]]
        if verdicts
    }


def _by_customer(part: PastCases, handbook: Policy, policy: Policy) -> dict[str, list["_Clock"]]:
    """The SLA clocks that are judged, by customer."""
    found: defaultdict[str, list[_Clock]] = defaultdict(list)
    calendars = {calendar.fingerprint: calendar for calendar in policy.calendars.values()}
    for key, customer, log in zip(part.keys, part.customers, part.logs, strict=True):
        if customer:
            found[customer] += [
                _Clock(key, clock, calendars[clock.calendar])
                for clock in log.judged(handbook, policy)
                if clock.objective == "SLA" and clock.verdict not in ("unknown", "excluded")
            ]
    return found


class _Clock(NamedTuple):
    """A clock of the case `key`, with the calendar it counts on."""

    key: str
    clock: CaseClock
    calendar: BusinessCalendar

    def verdict_in(self, period: CreditPeriod) -> Iterator[SlaVerdict]:
        """Its verdict, if that falls in the period (rule 26)."""
        clock = self.clock
        over = clock.due_at is not None and clock.due_at < period.as_of
        missed = clock.verdict == "breached" or (clock.verdict is None and over)
        at = clock.due_at if missed else clock.verdict_at
        if at is not None and period.begin <= at < period.end:
            seconds = self._over(period.as_of) if missed else 0
            yield SlaVerdict(
                self.key, clock.priority, clock.commitment, clock.cycle, not missed, seconds
            )

    def _over(self, as_of: int) -> int:
        """Counted time from the crossing to the stop, or to `as_of`."""
        clock = self.clock
        assert clock.due_at is not None
        until = as_of if clock.stopped_at is None else min(clock.stopped_at, as_of)
        pauses = merged(clock.pauses, clock.due_at, until)
        run = Run(clock.due_at, clock.target_seconds, self.calendar)
        return counted(run, pauses, until)[0]
