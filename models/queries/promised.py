"""What was promised to a case, in words: the rule that matched, its calendar, its amount."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.entities import Event as EventRow
from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import maybe_to_seconds, to_seconds
from models.handbook.policy import Amount, Policy
from models.policies import judged_by, policies_before, policies_under
from models.text import Text
from models.wording import target_words


class Matched(NamedTuple):
    """What a clock is judged by: the version, and its promise where that is still the same.

    `priority` is the one whose promise binds; a raise may leave the earlier one in force, and a
    verdict may count under another (rule 14).
    """

    policy: Policy
    priority: str
    amount: Amount | None

    def words(self, clock: Clock, calendar: BusinessCalendar) -> Text:
        """The clock's target as it was promised: “24 h”, “4 h of work time”, “3 business days”."""
        business = calendar != BusinessCalendar.always()
        days = self.amount.days if self.amount is not None else 0
        return target_words(clock.target_seconds, days, business=business)

    def rule(self, clock: Clock) -> str:
        """Which rule matched: the handbook's, or a contract's that overrides it."""
        if (self.priority, clock.commitment) in self.policy.contract_targets:
            return f"contract {self.policy.contract}, {self.priority}"
        return f"handbook, {self.priority}"


class Promised:
    """The policies a case is judged by, each with since when (seconds), and its priorities."""

    def __init__(
        self, policies: Sequence[tuple[int, Policy]], priorities: Sequence[str],
        earlier: Sequence[Policy] = (),
    ) -> None:  # fmt: skip
        self._policies = policies
        self._priorities = priorities
        self._earlier = earlier

    def matched(self, clock: Clock) -> Matched:
        """By the version that was applied before the clock's stop and promises what it counts.

        It is promised for the priority the clock counts under, or for another the case has had; or
        was so before the case's contract was found.
        """
        stop = maybe_to_seconds(clock.stopped_at)
        until = [p for since, p in self._policies if stop is None or since <= stop]
        for priority in (clock.priority, *self._priorities):
            for policy in (*reversed(until), *self._earlier):
                amount = _fitting(policy, priority, clock)
                if amount is not None:
                    return Matched(policy, priority, amount)
        return Matched(until[-1], clock.priority, None)

    def calendar_name(self, calendar: BusinessCalendar) -> str:
        """What the handbook calls the calendar, or its zone where it has no such calendar now."""
        for _, policy in reversed(self._policies):
            for name, known in policy.calendars.items():
                if known == calendar:
                    return name
        return calendar.zone


def promised_to(session: Session, case: Case) -> Promised:
    """What judges a case, and the priorities it has had, the last one first."""
    kinds = (ev.OPENED, ev.PRIORITY_CHANGED, ev.FIELDS_CHANGED)
    told = session.scalars(
        select(EventRow.data)
        .where(EventRow.case_id == case.id, EventRow.kind.in_(kinds))
        .order_by(EventRow.occurred_at.desc(), EventRow.id.desc())
    )
    had = (data.get("priority") for data in told)
    under, versions = policies_under(session, case), judged_by(session, case)
    before = policies_before(session, case, under)
    return Promised(
        [(since, under[number]) for since, number in versions],
        list(dict.fromkeys(p for p in had if p)),
        [policies[number] for _, policies in before for _, number in reversed(versions)],
    )


def _fitting(policy: Policy, priority: str, clock: Clock) -> Amount | None:
    """What this version promises, if that is what the clock is judged by."""
    target = policy.target(priority, clock.commitment)
    if target is None:
        return None
    calendar = policy.calendars[target.calendar]
    amount = target.sla if clock.objective == "SLA" else target.slo
    if amount is None or calendar.fingerprint != clock.calendar:
        return None
    budget = amount.budget(to_seconds(clock.started_at), calendar)
    return amount if budget == clock.target_seconds else None
