"""The skills a case needs, as people type them: “payments 3” or “search 2 preferred”, by lines."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from models.errors import KnownError
from models.handbook.contract_rules import folded
from models.handbook.skill_rules import PREFERRED, Need
from models.handbook.skills import LEVELS

_LONGEST: Final = 60
_NEED: Final = re.compile(r"(?P<name>.*\S)\s+(?P<level>\d+)(?P<preferred>,?\s+preferred)?")


def typed_needs(written: str) -> tuple[Need, ...]:
    """Every need that stands there; a `KnownError` names the one that cannot be read."""
    found: dict[str, Need] = {}
    for said in filter(None, (" ".join(line.split()) for line in re.split(r"[\n;]", written))):
        need = _need(said)
        if folded(need.skill) in found:
            raise _refused(f"“{need.skill}” stands there twice.")
        found[folded(need.skill)] = need
    return tuple(found.values())


def needs_lines(needs: Iterable[Need]) -> str:
    """The same as it is typed."""
    return "\n".join(
        f"{need.skill} {need.level}" + ("" if need.required else f" {PREFERRED}") for need in needs
    )


def changed_needs(before: Iterable[Need], after: Iterable[Need]) -> Mapping[str, Need | None]:
    """What is to be said by hand so that a case needs this and no longer that."""
    was = {folded(need.skill): need for need in before}
    now = {folded(need.skill): need for need in after}
    gone: dict[str, Need | None] = {was[key].skill: None for key in was.keys() - now.keys()}
    return gone | {need.skill: need for key, need in now.items() if was.get(key) != need}


def _need(said: str) -> Need:
    match = _NEED.fullmatch(said)
    if match is None or len(match["name"]) > _LONGEST:
        raise _refused(f"“{said[:_LONGEST]}” is no skill with its level.")
    if int(match["level"][:3]) not in LEVELS:
        raise _refused(f"{match['name']}: a level is a whole number from 1 to 5.")
    return Need(match["name"], int(match["level"]), match["preferred"] is None)


def _refused(sentence: str) -> KnownError:
    return KnownError(
        "These are no skills", sentence, "Write each on a line: payments 3, or search 2 preferred."
    )
