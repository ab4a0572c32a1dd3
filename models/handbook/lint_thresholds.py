"""The linter's look at thresholds of the queue: a skill nobody has, a role nobody holds."""

from collections.abc import Iterator, Sequence

from models.handbook.alerting import ROLE_OF_PRIORITY
from models.handbook.contract_rules import folded
from models.handbook.finding import Finding
from models.handbook.lint_team import Colleague, is_anybody
from models.handbook.policy import Policy
from models.handbook.roster import Roster
from models.handbook.skills import levels_of, skills_from
from models.text import text
from models.wording import role_name


def idle_thresholds(
    policy: Policy, team: Sequence[Colleague], roster: Roster, now: int
) -> Iterator[Finding]:
    """Thresholds that are crossed for ever, or told to another than they say."""
    elsewhere = ROLE_OF_PRIORITY.values()  # that nobody has one of these is said of its cases
    people = [levels_of(skills_from(one.skills)) for one in team]
    for place, one in enumerate(policy.thresholds):
        able = any(skills.get(folded(one.skill), 0) >= one.level for skills in people)
        if one.skill and any(people) and not able:
            yield Finding(
                "threshold_skill_unheld", ("threshold", place, "skill"),
                text("Nobody has {skill}, so that nobody with it is ever on shift.",
                     skill=f"{one.skill} {one.level}"),
                text("This threshold is crossed at once and never falls back."),
                text("Enter the skill on the Team page, or write it as it is there."),
            )  # fmt: skip
        if one.role not in elsewhere and not is_anybody(one.role, team, roster, now):
            yield Finding(
                "threshold_role_unheld", ("threshold", place, "role"),
                text("Nobody is {role}, who is to be told of this.", role=role_name(one.role)),
                text("While nobody holds the role or has its turn, the lead is told."),
                text("Give somebody the role, or name another here."),
            )  # fmt: skip
