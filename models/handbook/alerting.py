"""Which alerts a case's clocks raise, when, and for whom (rules 9, 13, 15 and 25)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any, Final, NamedTuple

from models.errors import KnownError
from models.handbook.escalation import ROLES
from models.handbook.lead_time import has_own_hours, lead_time
from models.handbook.placing import place_lead, place_warning
from models.handbook.policy import Policy
from models.handbook.roster import EVERYBODY_HERE, LEAD, Leave, Roster, Span, Turn
from models.handbook.verdict import CaseClock

MESSAGE: Final = "customer-message"
WAIT: Final = "long-wait"
BY_RULE: Final = "given-by-rule"
SHIPS: Final = "hotfix-due"
UNTOUCHED: Final = "assigned-untouched"
TEAM_UPDATE: Final = "team-update"
CALLS: Final = (MESSAGE, WAIT, BY_RULE, SHIPS, UNTOUCHED, TEAM_UPDATE)
"""What an alert speaks of where it is no commitment: the names of those have no hyphen."""
REMIND_AFTER: Final = 2
"""Business days after which a wait is recalled, unless somebody chose another time."""
ROLE_OF_PRIORITY: Final = {"P1": "incident_commander", "P2": "squad_lead", "P3": LEAD, "P4": LEAD}
LEARNED, OVER = "learned", "over"
"""The levels of a lead that was learned, and of a clock that is still open a while after."""

LearnedKey = tuple[int, str, str, str]
"""(person, commitment, priority, category)"""
Learned = Mapping[LearnedKey, tuple[int, int]]
"""(seconds of work left, cases they were learned from)"""


_NO_REASON: Final[Mapping[str, Any]] = {}


class AlertPlan(NamedTuple):
    """One alert: unique by commitment, cycle, deadline and level within its case.

    Told to a person, or while there is none to a role (rule 25). `reason` says what the level does
    not: `usual_at` where it was moved into working time, `counted_at` where a lead comes then by
    the clock's calendar and at another instant by the hours of who is told, `passed_at` where that
    was over before all of it was known, `for_id` whom the recipient stands in for,
    `away_id` who is away with nobody standing in, `lead_seconds` and `cases` of a learned lead,
    `own_hours` where these seconds are of a person's own working hours.
    """

    commitment: str
    cycle: int
    level: str
    due_at: int
    deadline_at: int
    recipient_id: int | None
    role: str | None
    reason: Mapping[str, Any] = _NO_REASON


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a case's alerts are planned, by which policy, and since when all of it is known.

    `known_at` is when the last event was recorded: nothing is planned for before, where somebody
    works between then and the deadline, and nobody can be told before.
    """

    policy: Policy
    assignee_id: int | None = None
    category: str = ""
    known_at: int = 0
    roster: Roster = EVERYBODY_HERE
    learned: Learned = field(default_factory=dict)

    @property
    def zone(self) -> str:
        """The zone in which shifts are read: the team's."""
        return self.policy.team.zone

    def told(self, role: str, at: int) -> tuple[int | None, str | None, dict[str, Any]]:
        """(person, role, reason) of what is told at an instant; one of the first two is None.

        What the desk learnt later it tells later: to who is there by then.
        """
        if self.assignee_id is None:
            return None, role, {}
        whom = self.roster.present(self.assignee_id, max(at, self.known_at))
        if whom is None:
            return None, role, {"away_id": self.assignee_id}
        return whom, None, {} if whom == self.assignee_id else {"for_id": self.assignee_id}

    def spans(self, whom: int | None, role: str | None, at: int, deadline: int) -> list[Span]:
        """When whoever is told works between now and the deadline."""
        start, people = self.known_at, self.people(whom, role, at)
        if not people:
            return [(start, deadline)] if start < deadline else []
        return self.roster.open_time(people, self.zone, start, deadline)

    def people(self, whom: int | None, role: str | None, at: int) -> frozenset[int]:
        """Who is told at an instant, or as soon as all is known."""
        if whom is not None:
            return frozenset({whom})
        return self.roster.holders(role or LEAD, max(at, self.known_at))


def plan_alerts(clocks: Sequence[CaseClock], audience: Audience) -> list[AlertPlan]:
    """The alerts of the clocks that run: at shares of what binds, at leads before it, at the SLO,
    at the SLA, and while it is still open after."""
    due = [(clock, clock.due_at) for clock in clocks if clock.running and clock.due_at is not None]
    if not due:
        return []
    with_sla = {(c.commitment, c.cycle) for c in clocks if c.objective == "SLA"}
    plans: list[AlertPlan] = []
    for clock, due_at in due:
        plans.append(_at(clock, audience, clock.objective.lower(), due_at, due_at))
        if clock.objective == "SLA" or (clock.commitment, clock.cycle) not in with_sla:
            plans += _before(clock, audience, due_at)
            plans += _after(clock, audience, due_at)
    return plans


def _at(clock: CaseClock, audience: Audience, level: str, at: int, deadline: int) -> AlertPlan:
    """What is so at its instant, whoever works: a crossing, or a clock still open after it."""
    return _plan(clock, level, at, deadline, audience.told(_role(clock), at))


def _before(clock: CaseClock, audience: Audience, due_at: int) -> Iterator[AlertPlan]:
    """What warns, each placed in the working time of whom it is for."""
    for share, at in clock.warnings:
        whom, role, reason = audience.told(_role(clock), at)
        placed = place_warning(audience.spans(whom, role, at, due_at), at, due_at)
        told = whom, role, reason | _moved(at, placed, audience)
        yield _plan(clock, f"{share:.0%}", placed, due_at, told)
    target = audience.policy.target(clock.priority, clock.commitment)
    if target is None:
        return
    calendar = audience.policy.calendars[target.calendar]
    whole = calendar.elapsed_seconds(clock.started_at, due_at)
    for level, lead, why in _leads(clock, audience):
        at = calendar.subtract_seconds(due_at, lead) if lead < whole else clock.started_at
        whom, role, reason = audience.told(_role(clock), at)
        people, known = audience.people(whom, role, at), audience.known_at
        hours = lead_time(people, audience.roster, audience.zone, calendar, known, due_at)
        placed = place_lead(hours, lead, due_at)
        if why and any(has_own_hours(one, audience.roster) for one in people):
            why |= {"own_hours": True}
        told = whom, role, reason | why | _counted(at, placed, hours, audience)
        yield _plan(clock, level, placed, due_at, told)


def _after(clock: CaseClock, audience: Audience, due_at: int) -> Iterator[AlertPlan]:
    target = audience.policy.target(clock.priority, clock.commitment)
    if target is not None and target.over:
        with suppress(KnownError):  # the calendar has no opening after that
            at = audience.policy.calendars[target.calendar].add_seconds(due_at, target.over)
            yield _at(clock, audience, OVER, at, due_at)


def _leads(clock: CaseClock, audience: Audience) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(level, seconds, why) of the target's leads: as written, and as learned."""
    target = audience.policy.target(clock.priority, clock.commitment)
    if target is None:
        return
    for lead in target.leads:
        yield lead_level(lead), lead, {}
    if target.learned_lead:
        key = (audience.assignee_id or 0, clock.commitment, clock.priority, audience.category)
        seconds, cases = audience.learned.get(key, (target.learned_lead, 0))
        yield LEARNED, seconds, {"lead_seconds": seconds, "cases": cases}


def _moved(usual: int, placed: int, audience: Audience) -> dict[str, int]:
    """Why it comes at another instant: it was over before the desk knew, or nobody works then."""
    if placed == usual:
        return {}
    return {"passed_at" if usual < audience.known_at else "usual_at": usual}


def _counted(
    usual: int, placed: int, hours: Sequence[Span], audience: Audience
) -> dict[str, int]:  # fmt: skip
    """The same of a lead: they may work then, and it is counted in their hours all the same."""
    if usual >= audience.known_at and any(begin <= usual < end for begin, end in hours):
        return {"counted_at": usual} if placed != usual else {}
    return _moved(usual, placed, audience)


def _plan(
    clock: CaseClock, level: str, at: int, deadline: int,
    told: tuple[int | None, str | None, dict[str, Any]],
) -> AlertPlan:  # fmt: skip
    return AlertPlan(clock.commitment, clock.cycle, level, at, deadline, *told)


def _role(clock: CaseClock) -> str:
    return ROLE_OF_PRIORITY.get(clock.priority, LEAD)


def lead_level(seconds: int) -> str:
    """A lead as a level: “-30min”, “-2h”, “-90s”."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds % size == 0:
            return f"-{seconds // size}{unit}"
    return f"-{seconds}s"


def roles_between(
    person_id: int, roster: Roster, begin: int, end: int
) -> list[tuple[int, int, frozenset[str]]]:
    """For which roles this person is told, over [begin, end): ascending spans of the same roles."""
    leaves = (leave for one in roster.members.values() for leave in one.leaves)
    spans = [(one.begins_at, one.ends_at) for one in chain[Turn | Leave](roster.turns, leaves)]
    changes = {at for span in spans for at in span if begin < at < end}
    found = list[tuple[int, int, frozenset[str]]]()
    for since, until in pairwise(sorted({begin, *changes, max(begin, end)})):
        roles = roles_heard(person_id, roster, since)
        if found and found[-1][1:] == (since, roles):
            since = found.pop()[0]
        if roles:
            found.append((since, until, roles))
    return found


def roles_heard(person_id: int, roster: Roster, at: int) -> frozenset[str]:
    """The roles for which this person is told at an instant.

    Those they hold; the lead also those that nobody holds; everybody those where nobody leads
    either. So a clock always has somebody to tell (rule 25). Whoever has left hears nothing.
    """
    if not roster.on_team(person_id):
        return frozenset()
    holders = {role: roster.holders(role, at) for role in ROLES}
    return frozenset(role for role, who in holders.items() if person_id in who or not who)
