"""Which alerts a case's clocks raise, when, and for whom (rules 9 and 25)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from models.handbook.case_facts import CaseFacts
from models.handbook.verdict import CaseClock

LEAD: Final = "lead"
MESSAGE: Final = "customer-message"
WAIT: Final = "long-wait"
CALLS: Final = (MESSAGE, WAIT)
"""What an alert speaks of where it is no commitment: the names of those have no hyphen."""
REMIND_AFTER: Final = 2
"""Business days after which a wait is recalled, unless somebody chose another time."""
ROLE_OF_PRIORITY: Final = {"P1": "incident_commander", "P2": "squad_lead", "P3": LEAD, "P4": LEAD}


@dataclass(frozen=True, slots=True)
class AlertPlan:
    """One alert: unique by commitment, cycle, deadline and level within its case.

    Told to the assignee, or while there is none to a role (rule 25).
    """

    commitment: str
    cycle: int
    level: str
    due_at: int
    deadline_at: int
    recipient_id: int | None
    role: str | None


def plan_alerts(clocks: Sequence[CaseClock], assignee_id: int | None) -> list[AlertPlan]:
    """The alerts of the clocks that run: at shares of what binds, at the SLO, at the SLA."""
    due = [(clock, clock.due_at) for clock in clocks if clock.running and clock.due_at is not None]
    if not due:
        return []
    with_sla = {(c.commitment, c.cycle) for c in clocks if c.objective == "SLA"}
    plans: list[AlertPlan] = []
    for clock, due_at in due:
        levels = [(clock.objective.lower(), due_at)]
        if clock.objective == "SLA" or (clock.commitment, clock.cycle) not in with_sla:
            levels += [(f"{share:.0%}", at) for share, at in clock.warnings]
        role = None if assignee_id is not None else ROLE_OF_PRIORITY.get(clock.priority, LEAD)
        plans += [
            AlertPlan(clock.commitment, clock.cycle, level, at, due_at, assignee_id, role)
            for level, at in levels
        ]
    return plans


def plan_calls(facts: CaseFacts, priority: str) -> list[AlertPlan]:
    """What no clock tells: each message of the customer since the resolution, from the instant the
    desk knew of it (rule 15), and that a wait has lasted as long as it was given (rule 13).

    `deadline_at` is when the message was received.
    """
    told = {
        (MESSAGE, "message", event.occurred_at): max(event.recorded_at, event.occurred_at)
        for event in reversed(facts.unsettled)
    }
    if facts.remind_at is not None:
        told[WAIT, "reminder", facts.remind_at] = facts.remind_at
    whom, cycle = facts.assignee_id, facts.times_reopened + 1
    role = None if whom is not None else ROLE_OF_PRIORITY.get(priority, LEAD)
    return [
        AlertPlan(what, cycle, level, due_at, deadline_at, whom, role)
        for (what, level, deadline_at), due_at in told.items()
    ]


def roles_heard(person_id: int, roles: Mapping[int, str]) -> frozenset[str]:
    """The roles for which this person is told, `roles` being those of everybody active.

    Their own; the lead also for roles that nobody holds; everybody where nobody leads. So a clock
    always has somebody to tell (rule 25).
    """
    held = set(roles.values())
    mine = {roles.get(person_id, "")}
    if LEAD in mine or LEAD not in held:
        mine |= {role for role in (*ROLE_OF_PRIORITY.values(), LEAD) if role not in held}
    return frozenset(mine)
