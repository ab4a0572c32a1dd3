"""What is likely not meant in a handbook that can be read: findings, never a refusal."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.finding import Finding
from models.handbook.instants import from_seconds
from models.handbook.lint_assignment import late_reminders
from models.handbook.lint_conditions import (
    condition_gaps,
    condition_overlaps,
    hidden_contracts,
    of_contracts,
)
from models.handbook.lint_escalation import (
    circles,
    contract_path_holes,
    path_holes,
    unheld_steps,
)
from models.handbook.lint_skills import idle_skill_rules, unheld_skills, unknown_languages
from models.handbook.lint_targets import (
    arrivals,
    days_as_hours,
    late_warnings,
    looser_priorities,
    looser_slos,
    missing_commitments,
    promises,
)
from models.handbook.lint_team import Colleague, coverage, unheld_roles, unstaffed_targets
from models.handbook.lint_thresholds import idle_thresholds
from models.handbook.open_time import Ints
from models.handbook.policy import FIRST_RESPONSE, Policy
from models.handbook.policy_file import parse, read_policy
from models.handbook.roster import EVERYBODY_HERE, Roster
from models.text import text
from models.wording import STATUSES, commitment_name

HOLIDAYS_AHEAD: Final = timedelta(days=30)
_ENDED_BY_A_REPLY: Final = "waiting_customer"


def lint(
    source: str, now: int, team: Sequence[Colleague] | None = None, roster: Roster = EVERYBODY_HERE
) -> list[Finding]:
    """Everything found in a handbook's file, in the order of its lines.

    `now` is in seconds since the epoch; without a `team` its shifts and roles are not looked at.
    `roster` is the same team with turns and leave.
    A file that cannot be read is a `FileError`.
    """
    policy, data, starts = read_policy(source), parse(source), arrivals(now)
    staffed, paths = coverage(team or (), policy.team.zone, starts), data.get("escalation", {})
    found = [
        *looser_slos(policy, starts),
        *looser_priorities(policy, starts),
        *missing_commitments(policy),
        *days_as_hours(policy),
        *late_warnings(policy, _written_warnings(data)),
        *_no_warnings(policy),
        *_endless_pauses(policy),
        *_ending_holidays(policy, data, from_seconds(now).date()),
        *_unused_calendars(policy),
        *condition_gaps(policy),
        *condition_overlaps(policy),
        *hidden_contracts(policy),
        *idle_skill_rules(policy),
        *unknown_languages(policy),
        *late_reminders(policy, int(starts[0])),
        *path_holes(policy, paths, now),
        *contract_path_holes(policy, data, now),
        *of_contracts(policy, _in_contracts(policy, staffed, starts)),
    ]
    if team is not None:
        found += [
            *unstaffed_targets(policy, staffed, starts),
            *unheld_roles(policy, team, roster, now), *unheld_skills(policy, team),
            *unheld_steps(policy, paths, team, roster, now), *circles(policy, paths, roster, now),
            *idle_thresholds(policy, team, roster, now),
        ]  # fmt: skip
    placed = [finding.within(source) for finding in found]
    return sorted(placed, key=lambda finding: (finding.line or 0, finding.key, finding.code))


def _in_contracts(
    policy: Policy, staffed: BusinessCalendar | None, starts: Ints
) -> Iterator[tuple[int, Finding]]:
    """What targets are compared for, under each contract by its place in the file."""
    for place, (_, own) in enumerate(policy.contracts):
        found = [*looser_slos(own, starts), *looser_priorities(own, starts), *days_as_hours(own)]
        found += unstaffed_targets(own, staffed, starts)
        yield from ((place, finding) for finding in found)


def _written_warnings(data: dict[str, Any]) -> dict[str, list[float]]:
    return {
        f"{priority}.{name}": target["warnings"]
        for priority, row in data["targets"].items()
        for name, target in row.items()
        if "warnings" in target
    }


def _no_warnings(policy: Policy) -> Iterator[Finding]:
    if not any(target.warnings for _, _, target in promises(policy)):
        yield Finding(
            "no_warnings", ("targets",),
            text("No target of this handbook warns before it is breached."),
            text("Nothing would ever be at risk: the first anybody hears is the breach."),
            text("Leave “warnings” out (75 % of the target), or write shares such as [0.5, 0.75]."),
        )  # fmt: skip


def _endless_pauses(policy: Policy) -> Iterator[Finding]:
    """Statuses that no event from outside ends, and that leave no clock running to remind."""
    for status, paused in policy.pausing.items():
        if status == _ENDED_BY_A_REPLY:
            continue
        silent = [
            priority
            for priority, row in policy.targets.items()
            if set(row) - {FIRST_RESPONSE} and set(row) - {FIRST_RESPONSE} <= paused
        ]
        if silent:
            yield Finding(
                "pauses_for_ever", ("pausing", status),
                text("“{status}” pauses every clock of {priorities} cases once they are answered.",
                     status=STATUSES[status], priorities=", ".join(silent)),
                text("Nothing reminds anybody that we still wait: no reply ends this status, and "
                     "no clock runs towards an alert."),
                text("Let {name} run on while waiting, so that each update asks again.",
                     name=commitment_name("next_update").lower()),
            )  # fmt: skip


def _ending_holidays(policy: Policy, data: dict[str, Any], today: date) -> Iterator[Finding]:
    for name, calendar in policy.calendars.items():
        last = calendar.last_holiday()
        if last is not None and last < today + HOLIDAYS_AHEAD:
            listed = "holidays_of" if "holidays_of" in data["calendars"][name] else "holidays"
            yield Finding(
                "holidays_end",
                ("calendars", name, listed),
                text("The holidays of the calendar “{name}” end on {last}.", name=name,
                     last=last.isoformat()),
                text("Later holidays would count as work time, and be promised as such."),
                text("Add next year's holidays."),
            )  # fmt: skip


def _unused_calendars(policy: Policy) -> Iterator[Finding]:
    used = {policy.team_calendar, *(target.calendar for _, _, target in promises(policy))}
    used |= {one.calendar for one in policy.thresholds if one.calendar}
    kept = [policy.calendars[name] for name in used]
    for _, own in policy.contracts:
        kept += [own.calendars[target.calendar] for _, _, target in promises(own)]
    for name, calendar in policy.calendars.items():
        if name not in used and calendar not in kept:
            yield Finding(
                "calendar_unused", ("calendars", name),
                text("No target counts on the calendar “{name}”.", name=name),
                text("A change to it would change nothing; perhaps a target was to use it."),
                text("Use it, or take it out."),
            )  # fmt: skip
