"""A cell of the targets table changed in the handbook's file; its comments stay as written."""

import re
from dataclasses import replace
from typing import Any, Final

from models.handbook.file_node import FileError, Node
from models.handbook.policy import PRIORITIES, Policy, Target
from models.handbook.policy_file import parse, read_policy
from models.handbook.policy_targets import read_amount
from models.handbook.toml_source import Path, with_table, with_value, without_value
from models.handbook.typed_amount import typed_amount
from models.handbook.unpromised import without_mentions

AMOUNTS: Final = ("sla", "slo")
_NO_NAME: Final = re.compile(r"[^a-z0-9]+")
_SHARES: Final = re.compile(r"\s*([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s*%?\s*(?:[,;]|\s|$)")


def target_path(priority: str, commitment: str, what: str) -> Path:
    """Where a cell stands in the file; `what` is sla, slo, calendar or warnings."""
    return "targets", priority, commitment, what


def with_target(source: str, path: Path, words: str) -> str:
    """The file with one cell of the table as it was typed.

    An empty amount takes the promise out, and with the last one the commitment and what is said
    of it elsewhere; empty warnings are those the handbook has by default. A `FileError` at the
    cell where it cannot be.
    """
    policy, what = read_policy(source), path[3]
    there = policy.target(str(path[1]), str(path[2]))
    if what in AMOUNTS and words.strip():
        changed = _with_amount(source, policy, path, words)
    elif there is None and words.strip():
        raise Node(words, path).wrong("Promise something first: an SLA, an SLO, or both.")
    elif not words.strip():
        changed = source if what == "calendar" else _emptied(source, path)
    elif what == "calendar":
        changed = with_value(source, path, words)
    else:
        changed = with_value(source, path, _shares(words, path))
    read_policy(changed)
    return changed


def _with_amount(source: str, policy: Policy, path: Path, words: str) -> str:
    """An amount changed, or promised for the first time; its table may not be there yet."""
    priority, commitment, what = (str(part) for part in path[1:])
    there = policy.target(priority, commitment)
    name = there.calendar if there else usual_calendar(policy, priority, commitment)
    amount = typed_amount(words, policy.calendars[name], path)
    if there is not None:
        return with_value(source, path, amount)
    promise = {what: amount, "calendar": name}
    if priority in policy.targets:
        return with_value(source, path[:3], promise)
    return with_table(source, path[:2], {commitment: promise})


def written_name(words: str) -> str:
    """A name as the file writes it: “Root cause known” is root_cause_known."""
    return _NO_NAME.sub("_", words.strip().casefold()).strip("_")


def tried(policy: Policy, path: Path, words: str) -> Policy | None:
    """The policy as if an amount that is being typed were meant; the file is left alone.

    None where it is no amount yet, or where contracts are laid over the handbook: those are read
    from the file.
    """
    priority, commitment, what = str(path[1]), str(path[2]), str(path[3])
    if policy.contracts or what not in AMOUNTS:
        return None
    there = policy.target(priority, commitment)
    name = there.calendar if there else usual_calendar(policy, priority, commitment)
    amount = None
    if words.strip():
        try:
            amount = read_amount(Node(typed_amount(words, policy.calendars[name], path)))
        except FileError:
            return None
    begun = there or Target(None, None, name)
    target = replace(begun, sla=amount) if what == "sla" else replace(begun, slo=amount)
    row = {**policy.commitments(priority), commitment: target}
    if target.sla is None and target.slo is None:
        del row[commitment]
    return replace(policy, targets={**policy.targets, priority: row})


def usual_calendar(policy: Policy, priority: str, commitment: str) -> str:
    """The calendar that a promise made anew counts on: that of its neighbours (rule 7)."""
    row = policy.commitments(priority)
    own = [target.calendar for target in row.values()]
    away = sorted(policy.targets, key=lambda other: _distance(other, priority))
    same = [policy.targets[other][commitment].calendar for other in away
            if commitment in policy.targets[other]]  # fmt: skip
    return next(iter([*own, *same]), policy.team_calendar)


def _distance(one: str, other: str) -> int:
    return abs(PRIORITIES.index(one) - PRIORITIES.index(other))


def _emptied(source: str, path: Path) -> str:
    row: Any = parse(source)["targets"].get(path[1], {}).get(path[2], {})
    others = [name for name in AMOUNTS if name in row and name != path[3]]
    if path[3] not in AMOUNTS or others:
        return without_value(source, path)
    return without_mentions(without_value(source, path[:3]), str(path[2]))


def _shares(words: str, path: Path) -> list[float]:
    """“50 %, 75 %” as [0.5, 0.75]; “none” as no warning at all."""
    if words.strip().casefold() == "none":
        return []
    found, at = [], 0
    while at < len(words):
        match = _SHARES.match(words, at)
        if match is None or match.end() == at:
            raise Node(words, path).wrong("Write shares of the target such as “50 %, 75 %”.")
        found.append(round(float(match[1].replace(",", ".")) / 100, 4))
        at = match.end()
    return sorted(set(found))
