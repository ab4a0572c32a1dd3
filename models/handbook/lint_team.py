"""The linter's look at the people: promises nobody is there to keep, roles nobody holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from models.handbook.alerting import ROLE_OF_PRIORITY
from models.handbook.calendar import BusinessCalendar
from models.handbook.different_days import DifferentDays, exceptions_in
from models.handbook.finding import Finding
from models.handbook.instants import from_seconds
from models.handbook.lint_targets import due_many, promises
from models.handbook.open_time import Ints
from models.handbook.policy import PRIORITIES, Policy
from models.handbook.policy_words import amount_words
from models.handbook.roster import LEAD, Roster
from models.handbook.working_hours import DAYS
from models.handbook.zones import zone
from models.text import text
from models.wording import commitment_name, full_words, role_name

_AFTER: Final = timedelta(days=14)
"""So long after the last case that is tried days that differ are looked at."""


@dataclass(frozen=True)
class Colleague:
    """What the linter knows of a person at work: a role, shifts by weekday (“HH:MM” pairs), skills
    by level, and the days on which they work other hours."""

    role: str
    shifts: Mapping[str, Any]
    skills: Mapping[str, Any] = field(default_factory=dict)
    days: tuple[DifferentDays, ...] = ()


def is_anybody(role: str, team: Sequence[Colleague], roster: Roster, now: int) -> bool:
    """Whether somebody has a role, or a turn at it that is not over."""
    turns = (t for t in roster.turns if t.role == role and t.ends_at > now)
    return role in {one.role for one in team} or any(roster.on_team(t.person_id) for t in turns)


def unheld_roles(
    policy: Policy, team: Sequence[Colleague], roster: Roster, now: int
) -> Iterator[Finding]:
    """Roles that are told of a case while it has no assignee, and that nobody has."""
    told: dict[str, str] = {}
    for priority in PRIORITIES:
        if policy.commitments(priority):
            told.setdefault(ROLE_OF_PRIORITY.get(priority, LEAD), priority)
    for role, priority in told.items():
        if not is_anybody(role, team, roster, now):
            name = role_name(role)
            yield Finding(
                "role_unheld",
                ("targets", priority),
                text("Nobody is {role}, who is told of {priority} cases.", role=name,
                     priority=priority),
                text("While such a case has no assignee, its alerts go to the lead instead."),
                text("Give somebody the role of {role}, or a turn at it.", role=name),
            )  # fmt: skip


def unstaffed_targets(
    policy: Policy, staffed: BusinessCalendar | None, starts: Ints
) -> Iterator[Finding]:
    """Targets that run out before anybody is on shift, for a case that comes at a bad hour."""
    if staffed is None:
        return
    for priority, name, target in promises(policy):
        objective, amount = ("sla", target.sla) if target.sla else ("slo", target.slo)
        if amount is None:
            continue
        due = due_many(policy, target, amount, starts)
        alone = staffed.elapsed_many(starts, due) == 0
        if not alone.any():
            continue
        start = int(starts[alone][0])
        left, back = staffed.edge_of(start, "closing"), staffed.edge_of(start, "opening")
        team_zone = zone(policy.team.zone)
        since, until = (full_words(from_seconds(at), team_zone) for at in (left, back))
        yield Finding(
            "no_shift_can_meet",
            ("targets", priority, name, objective),
            text("{where}: {amount} cannot be kept from {since} to {until}, when nobody is on "
                 "shift.", where=f"{priority} {commitment_name(name).lower()}",
                 amount=amount_words(amount, policy.calendars[target.calendar]),
                 since=since, until=until),
            text("A case received then is breached before anybody comes to work."),
            text("Cover those hours with shifts, or count this target on the team's calendar."),
        )  # fmt: skip


def coverage(team: Sequence[Colleague], zone_name: str, starts: Ints) -> BusinessCalendar | None:
    """The hours in which at least one is on shift, each day of these and of the weeks after by
    itself where somebody's differs; None where no shifts are known."""
    week = {day: _joined([span for c in team for span in _weekly(c, day)]) for day in DAYS}
    first, last = (from_seconds(int(at)).date() for at in (starts[0], starts[-1]))
    span = first - timedelta(days=1), last + _AFTER
    differing = [exceptions_in(colleague.days, *span) for colleague in team]
    exceptions = {
        on: _joined([
            span for colleague, found in zip(team, differing, strict=True)
            for span in found.get(on, _weekly(colleague, DAYS[on.weekday()]))
        ])
        for on in set[date]().union(*differing)
    }  # fmt: skip
    return BusinessCalendar(zone_name, week, exceptions=exceptions) if any(week.values()) else None


def _weekly(colleague: Colleague, day: str) -> Sequence[tuple[str, str]]:
    return [(begin, end) for begin, end in colleague.shifts.get(day, ())]


def _joined(spans: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Overlapping shifts as one; “HH:MM” sorts as time does."""
    joined: list[tuple[str, str]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined
