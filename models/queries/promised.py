"""What was promised to a case, in words: the rule that matched, its calendar, its amount."""

from models.entities import Clock, Contract
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import to_seconds
from models.handbook.policy import OBJECTIVES, Policy
from models.text import Text
from models.wording import target_words


class Promised:
    """The policy a case is judged by; `contract` says which of its rules are the customer's own."""

    def __init__(self, policy: Policy, contract: Contract | None) -> None:
        self._policy = policy
        self._contract = contract

    def words(self, clock: Clock, calendar: BusinessCalendar) -> Text:
        """The clock's target as it was promised: “24 h”, “4 h of work time”, “3 business days”."""
        business = calendar != BusinessCalendar.always()
        return target_words(clock.target_seconds, self._days(clock, calendar), business=business)

    def calendar_name(self, calendar: BusinessCalendar) -> str:
        """What the handbook calls the calendar, or its zone where it has no such calendar now."""
        for name, known in self._policy.calendars.items():
            if known == calendar:
                return name
        return calendar.zone

    def rule(self, clock: Clock) -> str:
        """Which rule matched: the handbook's, or a contract's that overrides it."""
        if self._contract is not None:
            targets = self._contract.terms.get("targets", {})
            if clock.commitment in targets.get(clock.priority, {}):
                return f"contract {self._contract.name}, {clock.priority}"
        return f"handbook, {clock.priority}"

    def _days(self, clock: Clock, calendar: BusinessCalendar) -> int:
        """How many business days were promised; 0 where the promise is a length of time."""
        target = self._policy.target(clock.priority, clock.commitment)
        objective = next(name for name in OBJECTIVES if name == clock.objective)
        amount = target.amount(objective) if target is not None else None
        if amount is None or not amount.days:
            return 0
        same = amount.budget(to_seconds(clock.started_at), calendar) == clock.target_seconds
        return amount.days if same else 0
