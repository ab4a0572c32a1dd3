"""The contracts of a handbook's file changed: one more or less, order, terms; comments stay."""

from collections.abc import Mapping
from typing import Any, Final

from models.handbook.contract_blocks import moved_block, with_block, without_block
from models.handbook.file_node import Node
from models.handbook.policy import Policy
from models.handbook.policy_file import parse, read_policy
from models.handbook.target_edits import AMOUNTS, usual_calendar
from models.handbook.toml_source import Path, with_value, without_value
from models.handbook.typed_amount import typed_amount

MATCHED: Final = ("customers", "categories", "groups")
"""What a contract may be told by; one that is left out is any."""


def contract_path(at: int, *rest: str) -> Path:
    """Where a contract, or a part of it, stands in the file; counted from 0."""
    return ("contracts", at, *rest)


def with_contract(source: str, name: str, customers: str) -> str:
    """One contract more, tried after the others; its terms are the handbook's until it has own."""
    wanted = _listed(customers)
    if not wanted:
        path = contract_path(len(contracts_of(source)), "customers")
        raise Node(customers, path).wrong("Name the customers it is for; without, it is for all.")
    return _checked(with_block(source, "contracts", {"name": name.strip(), "customers": wanted}))


def without_contract(source: str, at: int) -> str:
    """A contract less; a `FileError` where another one is like it."""
    return _checked(without_block(source, "contracts", at))


def with_contract_moved(source: str, at: int, step: int) -> str:
    """A contract tried before the one above it (-1), or after the one below it (1)."""
    if not 0 <= at + step < len(contracts_of(source)):
        return source
    return _checked(moved_block(source, "contracts", at, step))


def with_contract_name(source: str, at: int, words: str) -> str:
    """Another name; those that are like it follow."""
    rows = contracts_of(source)
    changed = with_value(source, contract_path(at, "name"), words.strip())
    for other, row in enumerate(rows):
        if row.get("like") == rows[at]["name"]:
            changed = with_value(changed, contract_path(other, "like"), words.strip())
    return _checked(changed)


def with_contract_match(source: str, at: int, key: str, words: str) -> str:
    """Whom it is for, as “Northwind, Contoso”; nothing at all is any."""
    wanted, path = _listed(words), contract_path(at, key)
    return _checked(with_value(source, path, wanted) if wanted else without_value(source, path))


def with_contract_like(source: str, at: int, other: str) -> str:
    """The contract whose terms it takes where it has none of its own; empty for the handbook's."""
    path = contract_path(at, "like")
    return _checked(with_value(source, path, other) if other else without_value(source, path))


def with_contract_hours(source: str, at: int, calendar: str, other: str) -> str:
    """Which calendar counts where the handbook says `calendar`; empty for that itself."""
    path = contract_path(at, "calendars", calendar)
    return _checked(with_term(source, path, other) if other else without_term(source, path))


def with_contract_target(source: str, at: int, place: tuple[str, str, str], words: str) -> str:
    """A cell of the contract's own targets as it was typed; an emptied one is the handbook's.

    `place` is (priority, commitment, what). A contract's target stands for itself: one that is
    begun takes over what was promised beside it.
    """
    policy = read_policy(source)
    priority, commitment, what = place
    path = contract_path(at, "targets", priority, commitment)
    own: dict[str, Any] | None = _there(parse(source), path)
    if not words.strip():
        if own is None:
            return source
        rest = {key: value for key, value in own.items() if key != what}
        kept = rest if any(key in rest for key in AMOUNTS) else None
        return _checked(with_term(source, path, kept) if kept else without_term(source, path))
    begun = _begun(source, policy, at, priority, commitment) if own is None else own
    if what in AMOUNTS:
        calendar = policy.contracts[at][1].calendars[begun["calendar"]]
        words = typed_amount(words, calendar, (*path, what))
    if what not in AMOUNTS and not any(key in begun for key in AMOUNTS):
        raise Node(words, (*path, what)).wrong("Promise something first: an SLA, an SLO, or both.")
    return _checked(with_term(source, path, {**begun, what: words}))


def contracts_of(source: str) -> list[dict[str, Any]]:
    """The contracts as the file has them."""
    found: list[dict[str, Any]] = parse(source).get("contracts", [])
    return found


def _begun(source: str, policy: Policy, at: int, priority: str, commitment: str) -> dict[str, Any]:
    """What was promised so far, as the file writes it: the contract's it is like, or the
    handbook's."""
    data = parse(source)
    rows = contracts_of(source)
    like = rows[at].get("like")
    seen: list[str] = []
    while like is not None and like not in seen:
        seen.append(like)
        other = next(row for row in rows if row["name"] == like)
        found = _there(other, ("targets", priority, commitment))
        if found is not None:
            return dict(found)
        like = other.get("like")
    found = _there(data, ("targets", priority, commitment))
    if found is not None:
        return dict(found)
    return {"calendar": usual_calendar(policy.contracts[at][1], priority, commitment)}


def _there(data: Any, path: Path) -> Any:
    for part in path:
        inside = isinstance(data, Mapping) and part in data
        inside = inside or (isinstance(data, list) and isinstance(part, int) and part < len(data))
        if not inside:
            return None
        data = data[part]
    return data


def with_term(source: str, path: Path, value: Any) -> str:
    """A value of a table that may not be there yet, nor the tables around it."""
    data = parse(source)
    for length in range(len(path) - 1, 0, -1):
        if _there(data, path[:length]) is not None:
            for part in reversed(path[length + 1 :]):
                value = {part: value}
            return with_value(source, path[: length + 1], value)
    return source


def without_term(source: str, path: Path) -> str:
    """Without a value, and without the tables of the contract that it leaves empty."""
    source = without_value(source, path)
    if len(path) > 3 and not _there(parse(source), path[:-1]):
        return without_term(source, path[:-1])
    return source


def _listed(words: str) -> list[str]:
    return [name for part in words.split(",") if (name := " ".join(part.split()))]


def _checked(source: str) -> str:
    read_policy(source)
    return source
