"""What was promised to a case, in words: the rule that matched, its calendar, its amount."""

from collections.abc import Sequence

from models.entities import Clock
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import maybe_to_seconds, to_seconds
from models.handbook.policy import OBJECTIVES, Amount, Policy
from models.text import Text
from models.wording import target_words


class Promised:
    """The policies a case is judged by, each with since when (seconds)."""

    def __init__(self, policies: Sequence[tuple[int, Policy]]) -> None:
        self._policies = policies

    def policy(self, clock: Clock) -> Policy:
        """The version that judges the clock: applied before its stop, and promising what it is."""
        stop = maybe_to_seconds(clock.stopped_at)
        until = [p for since, p in self._policies if stop is None or since <= stop]
        return next((p for p in reversed(until) if _fits(p, clock)), until[-1])

    def words(self, clock: Clock, calendar: BusinessCalendar) -> Text:
        """The clock's target as it was promised: “24 h”, “4 h of work time”, “3 business days”."""
        policy = self.policy(clock)
        amount = _amount(policy, clock) if _fits(policy, clock) else None
        business = calendar != BusinessCalendar.always()
        days = amount.days if amount is not None else 0
        return target_words(clock.target_seconds, days, business=business)

    def calendar_name(self, calendar: BusinessCalendar) -> str:
        """What the handbook calls the calendar, or its zone where it has no such calendar now."""
        for _, policy in reversed(self._policies):
            for name, known in policy.calendars.items():
                if known == calendar:
                    return name
        return calendar.zone

    def rule(self, clock: Clock) -> str:
        """Which rule matched: the handbook's, or a contract's that overrides it."""
        policy = self.policy(clock)
        if (clock.priority, clock.commitment) in policy.contract_targets:
            return f"contract {policy.contract}, {clock.priority}"
        return f"handbook, {clock.priority}"


def _fits(policy: Policy, clock: Clock) -> bool:
    """Whether this version promises what the clock is judged by."""
    target, amount = policy.target(clock.priority, clock.commitment), _amount(policy, clock)
    if target is None or amount is None:
        return False
    calendar = policy.calendars[target.calendar]
    if calendar.fingerprint != clock.calendar:
        return False
    return amount.budget(to_seconds(clock.started_at), calendar) == clock.target_seconds


def _amount(policy: Policy, clock: Clock) -> Amount | None:
    target = policy.target(clock.priority, clock.commitment)
    objective = next(name for name in OBJECTIVES if name == clock.objective)
    return target.amount(objective) if target is not None else None
