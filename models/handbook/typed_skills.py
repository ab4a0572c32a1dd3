"""Skills as people type them: “payments 4, sync 3 since 2025-03-01”, by lines or commas."""

import re
from datetime import date
from typing import Final

from models.errors import KnownError
from models.handbook.contract_rules import folded
from models.handbook.skills import LEVELS, Skill

_LONGEST: Final = 60
_SKILL: Final = re.compile(r"(?P<name>.*\S)\s+(?P<level>\d+)(?:\s+since\s+(?P<since>\S+))?")


def typed_skills(written: str, today: date) -> tuple[Skill, ...]:
    """Every skill that stands there; a `KnownError` names the one that cannot be read."""
    found: dict[str, Skill] = {}
    for said in (one.strip() for one in re.split(r"[\n,;]", written)):
        if said:
            skill = _skill(said, today)
            if folded(skill.name) in found:
                raise _refused(f"“{skill.name}” stands there twice.")
            found[folded(skill.name)] = skill
    return tuple(found.values())


def skills_words(skills: tuple[Skill, ...], apart: str = ", ") -> str:
    """The same as it is typed."""
    return apart.join(
        f"{one.name} {one.level}"
        + (f" since {one.learnt_on.isoformat()}" if one.learnt_on is not None else "")
        for one in skills
    )


def _skill(said: str, today: date) -> Skill:
    match = _SKILL.fullmatch(" ".join(said.split()))
    if match is None or len(match["name"]) > _LONGEST:
        raise _refused(f"“{said[:_LONGEST]}” is no skill with its level.")
    if int(match["level"][:3]) not in LEVELS:
        raise _refused(f"{match['name']}: a level is a whole number from 1 to 5.")
    return Skill(match["name"], int(match["level"]), _learnt(match["since"], today))


def _learnt(since: str | None, today: date) -> date | None:
    if since is None:
        return None
    try:
        learnt = date.fromisoformat(since)
    except ValueError:
        raise _refused(f"“{since}” is not a date; write it as 2025-03-01.") from None
    if learnt > today:
        raise _refused(f"{since} has not come yet.")
    return learnt


def _refused(sentence: str) -> KnownError:
    return KnownError("These are no skills", sentence, "Write them as: payments 4, sync 3.")
