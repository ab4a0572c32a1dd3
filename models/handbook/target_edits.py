"""A cell of the targets table changed in the handbook's file; its comments stay as written."""

import re
from dataclasses import replace
from typing import Any, Final

from models.handbook.file_node import FileError, Node
from models.handbook.policy import Policy, Target
from models.handbook.policy_file import parse, read_policy
from models.handbook.policy_targets import read_amount
from models.handbook.toml_source import Path, with_value, without_value
from models.handbook.typed_amount import typed_amount

AMOUNTS: Final = ("sla", "slo")
_NO_NAME: Final = re.compile(r"[^a-z0-9]+")
_SHARES: Final = re.compile(r"\s*([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s*%?\s*(?:[,;]|\s|$)")


def target_path(priority: str, commitment: str, what: str) -> Path:
    """Where a cell stands in the file; `what` is sla, slo, calendar or warnings."""
    return "targets", priority, commitment, what


def with_target(source: str, path: Path, words: str) -> str:
    """The file with one cell of the table as it was typed.

    An empty amount takes the promise out, and with the last one the commitment; empty warnings
    are those the handbook has by default. A `FileError` at the cell where it cannot be.
    """
    _, priority, commitment, what = path
    policy = read_policy(source)
    there = policy.target(str(priority), str(commitment))
    if what == "calendar":
        changed = with_value(source, path, words)
    elif not words.strip():
        changed = _emptied(source, path)
    elif what == "warnings":
        changed = with_value(source, path, _shares(words, path))
    else:
        name = there.calendar if there else usual_calendar(policy, str(priority), str(commitment))
        amount = typed_amount(words, policy.calendars[name], path)
        changed = (
            with_value(source, path, amount)
            if there
            else with_value(source, path[:3], {what: amount, "calendar": name})
        )
    read_policy(changed)
    return changed  # fmt: skip


def commitment_of(words: str) -> str:
    """A commitment's name as the file writes it: “Root cause known” is root_cause_known."""
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
    same = [by_name[commitment].calendar for by_name in policy.targets.values()
            if commitment in by_name]  # fmt: skip
    near = [target.calendar for target in row.values()]
    return next(iter([*near, *same]), policy.team_calendar)


def _emptied(source: str, path: Path) -> str:
    row: Any = parse(source)["targets"].get(path[1], {}).get(path[2], {})
    others = [name for name in AMOUNTS if name in row and name != path[3]]
    whole = path[3] in AMOUNTS and not others
    return without_value(source, path[:3] if whole else path)


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
