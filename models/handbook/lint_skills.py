"""The linter's look at skills: rules that change nothing, and needs that nobody can meet."""

from collections.abc import Iterator, Sequence

from models.handbook.contract_rules import folded
from models.handbook.finding import Finding
from models.handbook.languages import LANGUAGES
from models.handbook.lint_team import Colleague
from models.handbook.policy import Policy
from models.handbook.skills import levels_of, skills_from
from models.text import text


def idle_skill_rules(policy: Policy) -> Iterator[Finding]:
    """Rules of which each case needs at least as much by another."""
    for place, rule in enumerate(policy.skills):
        others = [
            (at, other) for at, other in enumerate(policy.skills)
            if at != place and other.covers(rule) and (at < place or not rule.covers(other))
        ]  # fmt: skip
        if others:
            at, other = others[0]
            yield Finding(
                "skill_rule_idle", ("skill", place),
                text("Every case that needs {need} by this rule needs it by rule {at} too.",
                     need=rule.need.words, at=at + 1),
                text("Where several rules ask for one skill, the highest level counts."),
                text("Take it out, or make {other} narrower.", other=f"“{other.words}”"),
            )  # fmt: skip


def unknown_languages(policy: Policy) -> Iterator[Finding]:
    """Codes of languages that stand for none: no case is ever found by them."""
    for place, rule in enumerate(policy.skills):
        for code in sorted(rule.languages - LANGUAGES.keys()):
            yield Finding(
                "skill_language_unknown", ("skill", place, "languages"),
                text("No language has the code “{code}”.", code=code),
                text("No case is found by it: neither by its words, nor by what is said of it."),
                text("Write its code of ISO 639-1: “el” is Greek, “cs” Czech, “ja” Japanese."),
            )  # fmt: skip


def unheld_skills(policy: Policy, team: Sequence[Colleague]) -> Iterator[Finding]:
    """Needs that nobody of a team with known skills can meet."""
    people = [levels_of(skills_from(one.skills)) for one in team]
    if not any(people):
        return
    for place, need in ((place, rule.need) for place, rule in enumerate(policy.skills)):
        best = max((held.get(folded(need.skill), 0) for held in people), default=0)
        if best >= need.level:
            continue
        what = (
            text("Nobody has {skill}, which cases need.", skill=need.skill) if not best else
            text("Nobody has {skill} at level {level}: the most is {best}.", skill=need.skill,
                 level=need.level, best=best)
        )  # fmt: skip
        why = (
            text("Such a case is assigned to nobody: required skills never relax.")
            if need.required
            else text("It is asked for in vain.")
        )
        yield Finding(
            "skill_unheld", ("skill", place), what, why,
            text("Enter the skill on the Team page, or ask for less here."),
        )  # fmt: skip
