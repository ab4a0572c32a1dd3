"""The linter's look at how cases are assigned: reminders that come too late to be of use."""

from collections.abc import Iterator

from models.handbook.finding import Finding
from models.handbook.lengths import seconds_words
from models.handbook.policy import FIRST_RESPONSE, Policy
from models.handbook.policy_words import amount_words
from models.text import text


def late_reminders(policy: Policy, start: int) -> Iterator[Finding]:
    """Of a case that nobody has touched, whoever has it is reminded when its first response is
    over already; tried on one that comes at `start`."""
    for priority, after in policy.assignment.untouched.items():
        target = policy.target(priority, FIRST_RESPONSE)
        amount = None if target is None else target.sla or target.slo
        if target is None or amount is None:
            continue
        calendar = policy.calendars[target.calendar]
        if after >= amount.budget(start, calendar):
            yield Finding(
                "reminder_late", ("assignment", "untouched", priority),
                text("Who has a {priority} and has not touched it is reminded after {after}, and "
                     "its first response is due after {amount}.", priority=priority,
                     after=seconds_words(after), amount=amount_words(amount, calendar)),
                text("By then it is late: the reminder is there to keep the promise."),
                text("Make it shorter than the first response."),
            )  # fmt: skip
