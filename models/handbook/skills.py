"""What people can do: their skills by level, and since when (rule 23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from models.handbook.contract_rules import folded

LEVELS: Final = range(1, 6)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of a person: its level from 1 to 5, and when it was learnt, where that is known."""

    name: str
    level: int
    learnt_on: date | None = None


def skills_from(written: Mapping[str, Any]) -> tuple[Skill, ...]:
    """A person's stored skills by name: a level alone, or with the date it was learnt on."""
    found = []
    for name, held in sorted((written or {}).items()):
        row = held if isinstance(held, Mapping) else {"level": held}
        learnt = row.get("learnt_on")
        found.append(Skill(name, int(row["level"]), date.fromisoformat(learnt) if learnt else None))
    return tuple(found)


def held_skills(skills: tuple[Skill, ...]) -> dict[str, Any]:
    """What is stored of these."""
    return {
        one.name: {"level": one.level, "learnt_on": one.learnt_on.isoformat()}
        if one.learnt_on is not None
        else one.level
        for one in skills
    }


def levels_of(skills: tuple[Skill, ...]) -> dict[str, int]:
    """Levels by name as rules compare it: case and spacing do not matter."""
    return {folded(one.name): one.level for one in skills}
