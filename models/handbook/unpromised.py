"""What a handbook's file says of a commitment that nothing promises any more goes with it."""

from typing import Any

from models.handbook.policy_file import parse
from models.handbook.toml_source import Path, with_value, without_value

Table = dict[str, Any]


def without_mentions(source: str, commitment: str) -> str:
    """The file without the pauses and conditions of a commitment that is promised nowhere.

    A contract that promises it keeps what is said for it; so do the conditions of its clock. A
    contract's credits stay: whoever drops the promise is to say what becomes of those.
    """
    data = parse(source)
    contracts: list[Table] = data.get("contracts", [])
    if _promises(data, commitment):
        return source
    by_name = {contract.get("name"): contract for contract in contracts}
    promised = [_promises_alike(contract, by_name, commitment) for contract in contracts]
    source = _without_pauses(source, data, (), commitment)
    for at, contract in enumerate(contracts):
        if not promised[at]:
            source = _without_pauses(source, contract, ("contracts", at), commitment)
    if not any(promised):
        source = without_value(source, ("commitments", commitment))
    return source


def _promises(table: Table, commitment: str) -> bool:
    return any(commitment in row for row in table.get("targets", {}).values())


def _promises_alike(contract: Table, by_name: dict[Any, Table], commitment: str) -> bool:
    """Whether it promises this itself, or is like one that does."""
    seen: list[Table] = []
    there: Table | None = contract
    while there is not None and there not in seen:
        if _promises(there, commitment):
            return True
        seen.append(there)
        there = by_name.get(there.get("like"))
    return False


def _without_pauses(source: str, table: Table, above: Path, commitment: str) -> str:
    for status, names in table.get("pausing", {}).items():
        if commitment in names:
            rest = [name for name in names if name != commitment]
            source = with_value(source, (*above, "pausing", status), rest)
    return source
