"""Which alerts of a case are of no clock, when, and for whom (rules 13, 15, 23 and 25)."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from models.errors import KnownError
from models.handbook.alerting import (
    BY_RULE,
    MESSAGE,
    ROLE_OF_PRIORITY,
    SHIPS,
    UNTOUCHED,
    WAIT,
    AlertPlan,
    Audience,
)
from models.handbook.case_facts import CaseFacts
from models.handbook.events import Event
from models.handbook.incident import HOTFIX
from models.handbook.intake import OPEN
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES
from models.handbook.roster import LEAD

REMIND: Final = "remind"
TELL_LEAD: Final = "lead"
"""The levels of a case that was assigned and not touched: the assignee first, then the lead."""
_AT_WORK: Final = ("new", "in_progress")


def plan_calls(
    facts: CaseFacts, priority: str, audience: Audience, untouched: Event | None = None
) -> list[AlertPlan]:
    """What no clock tells: each message of the customer since the resolution, from the instant the
    desk knew of it (rule 15), that a wait has lasted as long as it was given (rule 13), to the
    lead that a P1 was assigned by rule, or could not be, that a hotfix is to ship, and that who has
    it did not touch it.

    `deadline_at` is when the message was received, or the case given to whom it is with.
    """
    told = {
        (MESSAGE, "message", event.occurred_at): max(event.recorded_at, event.occurred_at)
        for event in reversed(facts.unsettled)
    }
    if facts.remind_at is not None:
        told[WAIT, "reminder", facts.remind_at] = facts.remind_at
    told |= _hotfix(facts)
    cycle, role_of = facts.times_reopened + 1, ROLE_OF_PRIORITY.get(priority, LEAD)
    plans = []
    for (what, level, deadline_at), due_at in told.items():
        whom, role, reason = audience.told(role_of, due_at)
        plans.append(AlertPlan(what, cycle, level, due_at, deadline_at, whom, role, reason))
    given = facts.by_rule
    if given is not None and priority == PRIORITIES[0] and facts.status in OPEN:
        at = max(given.recorded_at, given.occurred_at)
        plans.append(AlertPlan(BY_RULE, cycle, "given", at, given.occurred_at, None, LEAD))
    if untouched is not None and facts.status in _AT_WORK:
        plans += _untouched(untouched, cycle, priority, audience)
    return plans


def _hotfix(facts: CaseFacts) -> dict[tuple[str, str, int], int]:
    """Before a hotfix is due, and when it is, until it is out."""
    held = facts.fields.get(HOTFIX, {})
    if "at" not in held or "shipped_at" in held or facts.status not in (*OPEN, "resolved"):
        return {}
    at = held["at"]
    return {(SHIPS, "reminder", at): held["remind_at"], (SHIPS, "due", at): at}


def _untouched(given: Event, cycle: int, priority: str, audience: Audience) -> Iterator[AlertPlan]:
    """Counted as the first response is: whoever has it is reminded, then the lead is told."""
    policy = audience.policy
    after = policy.assignment.untouched.get(priority)
    if after is None:
        return
    target, at = policy.target(priority, FIRST_RESPONSE), given.occurred_at
    calendar = policy.team if target is None else policy.calendars[target.calendar]
    since = max(given.recorded_at, at)
    with suppress(KnownError):  # the calendar has no opening after that
        first = calendar.add_seconds(since, after)
        told = audience.told(ROLE_OF_PRIORITY.get(priority, LEAD), first)
        yield AlertPlan(UNTOUCHED, cycle, REMIND, first, at, *told)
        second = calendar.add_seconds(since, 2 * after)
        yield AlertPlan(UNTOUCHED, cycle, TELL_LEAD, second, at, None, LEAD)
