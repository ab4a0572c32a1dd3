"""The [commitments] of a handbook's file, read into the conditions of its clocks."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from models.handbook.conditions import (
    CONTACTS,
    DEFAULTS,
    FIELD_CHANGED,
    FIELD_SET,
    FIELDS,
    OWN,
    PLAIN,
    STATUS_CHANGES,
    TO_CUSTOMER,
    VERBS,
    Conditions,
    Happening,
)
from models.handbook.file_node import Node
from models.handbook.intake import OPEN
from models.handbook.policy import FIRST_RESPONSE

_FORMS: Final = (
    *PLAIN, *(f"{kind} (by …)" for kind in CONTACTS), *(f"{kind} …" for kind in STATUS_CHANGES),
    *(f"{kind} … (to …)" for kind in (FIELD_SET, FIELD_CHANGED)),
)  # fmt: skip


def read_conditions(
    node: Node, commitments: Collection[str], contact_types: Collection[str]
) -> dict[str, Conditions]:
    """Conditions by commitment; what is not written stays as it is by default.

    A `FileError` names a commitment that nothing promises, or a condition that cannot be met.
    """
    known = tuple(sorted(commitments))
    return {
        name: _commitment(name, row, tuple(contact_types))
        for name, row in node.table(*known).items()
    }


def _commitment(name: str, node: Node, contact_types: tuple[str, ...]) -> Conditions:
    row = node.table(*VERBS)
    found: dict[str, tuple[Happening, ...]] = {}
    for verb, written in row.items():
        found[verb] = tuple(_condition(one, contact_types) for one in written.array())
        twice = [one for one in found[verb] if found[verb].count(one) > 1]
        if twice:
            raise written.wrong(f"“{twice[0].words}” stands there twice.")
        if name == FIRST_RESPONSE and verb in ("pause", "resume") and found[verb]:
            raise written.wrong("A first response never pauses: the customer waits for it.")
    if "start" in found and not found["start"]:
        raise row["start"].wrong("Nothing would ever start this clock: say what does.")
    return replace(DEFAULTS.get(name, OWN), **found)


def _condition(node: Node, contact_types: tuple[str, ...]) -> Happening:
    said = " ".join(node.text().split())
    if said in PLAIN:
        return Happening(said)
    for kind in (*CONTACTS, *STATUS_CHANGES, FIELD_SET, FIELD_CHANGED):
        if said == kind or said.startswith(f"{kind} "):
            return _narrowed(node, kind, said.removeprefix(kind).strip(), contact_types)
    raise node.wrong(
        f"{node.shown} is nothing that happens to a case; known are {', '.join(_FORMS)}."
    )


def _narrowed(node: Node, kind: str, rest: str, contact_types: tuple[str, ...]) -> Happening:
    if kind in CONTACTS:
        word, _, name = rest.partition(" ")
        if rest and (word != "by" or not name):
            raise node.wrong(f"{node.shown}: write “{kind}”, or “{kind} by” and a contact type.")
        if name and kind == TO_CUSTOMER and contact_types:
            name = _part(node, name).choice(contact_types)
        return Happening(kind, name)
    name, _, value = rest.partition(" to ")
    allowed = OPEN if kind in STATUS_CHANGES else FIELDS
    name = _part(node, name).choice(allowed)
    if value and kind in STATUS_CHANGES:
        raise node.wrong(f"{node.shown}: a status is entered or left, and that is all.")
    return Happening(kind, name, value.strip())


def _part(node: Node, value: str) -> Node:
    """The same place in the file with a part of what stands there."""
    return replace(node, value=value)
