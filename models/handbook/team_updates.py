"""The team's own update clock: told before a word among ourselves is owed, and when it is."""

from collections.abc import Sequence
from dataclasses import replace

from models.handbook.alerting import ROLE_OF_PRIORITY, TEAM_UPDATE, AlertPlan, Audience
from models.handbook.case_facts import CaseFacts
from models.handbook.events import Event
from models.handbook.incident import ROLES, SOON, hangs_under, team_log
from models.handbook.intake import OPEN
from models.handbook.roster import LEAD


def plan_team_updates(
    facts: CaseFacts, events: Sequence[Event], priority: str, audience: Audience
) -> list[AlertPlan]:
    """Where the handbook has the team write down how a case stands, whoever owes that is told:
    who leads the case by hand, or whoever has it, or else the role of its priority (rule 25).

    It counts round the clock from the last note; what hangs under an incident is told of there.
    """
    every = audience.policy.internal_updates.get(priority, 0)
    if not every or facts.status not in OPEN or hangs_under(events):
        return []
    role = ROLE_OF_PRIORITY.get(priority, LEAD)
    leads = facts.fields.get(ROLES, {}).get(role, {}).get("person_id")
    whose = audience if leads is None else replace(audience, assignee_id=leads)
    since, cycle = team_log(events, priority).since, facts.times_reopened + 1
    return [
        AlertPlan(TEAM_UPDATE, cycle, level, at, since + every, *whose.told(role, at))
        for level, at in ((f"{SOON:.0%}", since + round(every * SOON)), ("slo", since + every))
    ]
