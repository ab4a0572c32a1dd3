"""The linter's look at the paths of escalation: where one waits, stops, or tells nobody."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from models.handbook.escalation import Step
from models.handbook.finding import Finding
from models.handbook.lengths import seconds_words
from models.handbook.lint_team import Colleague, is_anybody
from models.handbook.policy import PRIORITIES, Policy
from models.handbook.roster import Roster, joined, without
from models.handbook.roster_findings import roster_findings
from models.handbook.toml_source import Path
from models.text import text
from models.wording import role_name

_WEEK: Final = 7 * 86_400
_AHEAD: Final = 90 * 86_400
"""Seconds for which the rota is looked through."""


def path_holes(policy: Policy, written: Mapping[str, Any], now: int) -> Iterator[Finding]:
    """Steps of the paths that are `written` at which an alert waits, or stops."""
    for priority in filter(written.__contains__, PRIORITIES):
        yield from _stops(policy, priority)
        yield from _waits(policy, priority, now)


def contract_path_holes(policy: Policy, data: Mapping[str, Any], now: int) -> Iterator[Finding]:
    """The same of what each contract has written of its own."""
    for place, (rule, own) in enumerate(policy.contracts):
        written = data["contracts"][place].get("escalation", {})
        for one in path_holes(own, written, now):
            what = text("Contract “{contract}”, {what}", contract=rule.name, what=one.what)
            yield Finding(one.code, ("contracts", place, *one.path), what, one.why, one.mend)


def unheld_steps(
    policy: Policy, written: Mapping[str, Any], team: Sequence[Colleague], roster: Roster, now: int
) -> Iterator[Finding]:
    """Roles of the paths that are `written` which nobody has, in no turn either."""
    told = set[str]()
    for priority in filter(written.__contains__, PRIORITIES):
        for key, step in _steps(policy, priority):
            for name, role in (("notify", step.role), ("otherwise", step.otherwise)):
                if role and role not in told and not is_anybody(role, team, roster, now):
                    told.add(role)
                    yield _unheld(priority, role, (*key, name))


def circles(policy: Policy, written: Mapping[str, Any], roster: Roster, now: int
            ) -> Iterator[Finding]:  # fmt: skip
    """Roles of the paths whose holders stand in for each other while all of them are away."""
    found = [one for one in roster_findings(roster, now, now + _AHEAD) if one.kind == "circle"]
    told = set[str]()
    for priority in PRIORITIES:
        for key, step in _steps(policy, priority):
            for one in found:
                if step.role not in told and not roster.named(step.role, one.begins_at) and (
                    _has_turn(step.role, one.people, roster, one.begins_at)
                ):  # fmt: skip
                    told.add(step.role)
                    place = key if priority in written else ("targets", priority)
                    yield _in_circle(priority, step.role, place)


def _steps(policy: Policy, priority: str) -> Iterator[tuple[Path, Step]]:
    for place, step in enumerate(policy.escalation(priority).path):
        yield ("escalation", priority, place), step


def _stops(policy: Policy, priority: str) -> Iterator[Finding]:
    escalation = policy.escalation(priority)
    for key, step in _steps(policy, priority):
        if escalation.patience(step) is None:
            yield Finding(
                "escalation_stops", key,
                text("An unseen alert of {priority} never goes on to the {role}.",
                     priority=priority, role=role_name(step.role)),
                text("Neither the step nor [unseen] says after how long: whoever has it may be "
                     "asleep, and nobody else is told."),
                text("Give the step an “after” such as “10 min”, or {priority} a time in [unseen].",
                     priority=priority),
            )  # fmt: skip
            return


def _waits(policy: Policy, priority: str, now: int) -> Iterator[Finding]:
    """Hours in which a clock of the priority runs, and a step tells nobody."""
    calendars, until = policy.calendars, now + _WEEK
    runs = {target.calendar for target in policy.commitments(priority).values()}
    for key, step in _steps(policy, priority):
        if not step.within or step.otherwise:
            continue
        hours = calendars[step.within].open_intervals(now, until)
        runs_on = joined([
            span for name in runs for span in calendars[name].open_intervals(now, until)
        ])  # fmt: skip
        alone = joined(without(runs_on, hours))
        if alone:
            longest = max(end - begin for begin, end in alone)
            yield Finding(
                "escalation_waits", (*key, "within"),
                text("An unseen alert of {priority} waits up to {time} before the {role} is told.",
                     priority=priority, time=seconds_words(longest), role=role_name(step.role)),
                text("Its clocks run on outside the hours of “{calendar}”, and nobody else is told "
                     "meanwhile.", calendar=step.within),
                text("Say who is told outside them (“otherwise”), or leave out “within”."),
            )  # fmt: skip


def _unheld(priority: str, role: str, path: Path) -> Finding:
    name = role_name(role)
    return Finding(
        "escalation_unheld", path,
        text("Nobody is {role}, to whom unseen alerts of {priority} go on.",
             role=name, priority=priority),
        text("The lead is told instead, who may have been told before."),
        text("Give somebody the role of {role}, or a turn at it.", role=name),
    )  # fmt: skip


def _in_circle(priority: str, role: str, path: Path) -> Finding:
    return Finding(
        "escalation_circle", path,
        text("Those who have the turn as {role} stand in for each other while all of them are "
             "away.", role=role_name(role)),
        text("An unseen alert of {priority} then goes to the lead instead.", priority=priority),
        text("Enter somebody who is there as their stand-in, on the Team page."),
    )  # fmt: skip


def _has_turn(role: str, people: Sequence[int], roster: Roster, at: int) -> bool:
    """Whether the role is one of these people's at an instant."""
    turns = {t.person_id for t in roster.turns if t.role == role and t.begins_at <= at < t.ends_at}
    own = {one for one in people if one in roster.members and roster.members[one].role == role}
    return bool((turns or own) & set(people))
