"""The [[skill]] rules and the [assignment] of a handbook's file."""

import re
from typing import Final

from models.handbook.assignment_terms import LOAD, MOST, USUAL, AssignmentTerms
from models.handbook.contract_rules import folded
from models.handbook.file_node import Node
from models.handbook.policy import PRIORITIES
from models.handbook.policy_targets import read_seconds, read_unseen
from models.handbook.skill_rules import (
    MATTERS,
    NEEDS,
    REQUIRED,
    Need,
    SkillRule,
    plain_words,
)

_ASSIGNMENT: Final = ("automatic", "load", "waiting", "capacity", "unit", "untouched")

_LANGUAGE: Final = re.compile("[a-z]{2}", re.ASCII)


def read_skills(node: Node) -> tuple[SkillRule, ...]:
    """The rules in their order; a `FileError` names one without a name, or for no cases."""
    return tuple(_rule(row) for row in node.array())


def read_assignment(node: Node) -> AssignmentTerms:
    """How cases are assigned; what is not written stays as it is by default."""
    row = node.table(*_ASSIGNMENT)
    load = dict(LOAD)
    if "load" in row:
        load |= {name: one.whole(1, MOST) for name, one in row["load"].table(*PRIORITIES).items()}
    return AssignmentTerms(
        automatic=row["automatic"].flag() if "automatic" in row else USUAL.automatic,
        load=load,
        waiting=row["waiting"].whole(0, MOST) if "waiting" in row else USUAL.waiting,
        capacity=row["capacity"].whole(0, MOST) if "capacity" in row else USUAL.capacity,
        unit_seconds=read_seconds(row["unit"]) if "unit" in row else USUAL.unit_seconds,
        untouched=read_unseen(row["untouched"]) if "untouched" in row else USUAL.untouched,
    )


def _rule(node: Node) -> SkillRule:
    row = node.table("name", "level", "need", *MATTERS)
    if "name" not in row:
        raise node.wrong("“name” is missing: which skill such a case needs.")
    if not row.keys() & set(MATTERS):
        raise node.wrong(f"It says of no case that it needs it: give {', '.join(MATTERS)}.")
    need = Need(
        " ".join(row["name"].text().split()),
        row["level"].whole(1, 5) if "level" in row else 1,
        "need" not in row or row["need"].choice(NEEDS) == REQUIRED,
    )
    lists = {name: _names(row[name]) for name in MATTERS[:-1] if name in row}
    for code in row["languages"].array() if "languages" in row else ():
        if not _LANGUAGE.fullmatch(code.text()):
            raise code.wrong(f"{code.shown} is no language's code of two letters, such as “de”.")
    phrases = _phrases(row["words"]) if "words" in row else frozenset[str]()
    return SkillRule(need, **lists, phrases=phrases)


def _names(node: Node) -> frozenset[str]:
    found = frozenset(folded(one.text()) for one in node.array())
    if not found:
        raise node.wrong("The list is empty, so that no case would be meant; leave it out.")
    return found


def _phrases(node: Node) -> frozenset[str]:
    found = [(one, plain_words(one.text())) for one in node.array()]
    for one, phrase in found:
        if not phrase.strip():
            raise one.wrong(f"{one.shown} is no word.")
    if not found:
        raise node.wrong("The list is empty, so that no case would be meant; leave it out.")
    return frozenset(phrase for _, phrase in found)
