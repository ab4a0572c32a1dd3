"""The plain questions of a handbook's file: the edge, raises, reopening, pauses, contacts."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from models.handbook.file_node import Node
from models.handbook.intake import OPEN
from models.handbook.policy import ContactType, Edge, RaiseFrom, Reopen
from models.handbook.policy_targets import read_amount

QUESTIONS: Final = (
    "edge", "raise_from", "reopen", "reopen_grace", "acknowledgement_counts",
    "acknowledge_unseen", "pausing",
)  # fmt: skip
"""What a handbook answers, and a contract may answer in its own way."""

EDGES: Final[tuple[Edge, ...]] = ("closing", "opening")
RAISES: Final[tuple[RaiseFrom, ...]] = ("change", "opening")
REOPENS: Final[tuple[Reopen, ...]] = ("new_cycle", "continue")


def read_questions(row: Mapping[str, Node], commitments: Collection[str]) -> dict[str, Any]:
    """The answers a file or a contract gives, by the names `Policy` has for them."""
    found: dict[str, Any] = {}
    for name, allowed in (("edge", EDGES), ("raise_from", RAISES), ("reopen", REOPENS)):
        if name in row:
            found[name] = row[name].choice(allowed)
    if "reopen_grace" in row:
        found["reopen_grace_seconds"] = _grace(row["reopen_grace"])
    for name in ("acknowledgement_counts", "acknowledge_unseen"):
        if name in row:
            found[name] = row[name].flag()
    if "pausing" in row:
        found["pausing"] = _pausing(row["pausing"], commitments)
    return found


def read_contact_types(node: Node) -> dict[str, ContactType]:
    """The ways of reaching the customer, each with its two switches (rule 11)."""
    return {
        name: ContactType(
            **{key: switch.flag() for key, switch in
               row.table("counts_as_response", "counts_as_update").items()}
        )
        for name, row in node.table().items()
    }  # fmt: skip


def _grace(node: Node) -> int:
    amount = read_amount(node)
    if amount.days:
        raise node.wrong("A grace window is counted round the clock: write it in hours.")
    return amount.seconds


def _pausing(node: Node, commitments: Collection[str]) -> dict[str, frozenset[str]]:
    known = tuple(sorted(commitments))
    return {
        status: frozenset(name.choice(known) for name in names.array())
        for status, names in node.table(*OPEN).items()
    }
