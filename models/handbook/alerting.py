"""Which alerts a case's clocks raise, when, and for whom (rules 9 and 25)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from models.handbook.verdict import CaseClock

LEAD: Final = "lead"
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
