"""What two people made of one postmortem, put into one: texts by their lines, lists by their items,
the timeline by its rows."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from models.handbook.contract_rules import folded
from models.handbook.postmortems import Said, link_of
from models.three_way import merge

Item = TypeVar("Item")
Key = Callable[[Any], Hashable]


@dataclass(frozen=True)
class Conflict:
    """What both changed otherwise: “title”, “body”, a text's name, or “timeline” with the words of
    its row in both, and the `row` by its key."""

    name: str
    mine: str
    theirs: str
    row: Hashable = None


@dataclass(frozen=True)
class MergedSaid:
    """Both in one. Where something clashes the one's own stands, until somebody says which."""

    said: Said
    clashes: tuple[Conflict, ...]


def merge_said(base: Said, mine: Said, theirs: Said) -> MergedSaid:
    """What each changed of a postmortem since the base."""
    clashes: list[Conflict] = []

    def put(name: str, was: str, own: str, other: str) -> str:
        found = merge(was, own, other)
        if not found.clashes:
            return found.text()
        clashes.append(Conflict(name, own, other))
        return own

    title = _one(base.title, mine.title, theirs.title)
    if title is None:
        clashes.append(Conflict("title", mine.title, theirs.title))
    names = dict.fromkeys([*theirs.fields, *mine.fields])
    texts = {
        name: put(name, *(one.fields.get(name, "") for one in (base, mine, theirs)))
        for name in names
    }
    body = put("body", base.body, mine.body, theirs.body)
    rows, met = _merge_rows(base.timeline, mine.timeline, theirs.timeline)
    said = Said(
        mine.title if title is None else title, body,
        tuple(merge_items(base.case_ids, mine.case_ids, theirs.case_ids)),
        {name: words for name, words in texts.items() if words},
        tuple(sorted(rows, key=lambda row: row["at"])),
        tuple(merge_items(base.factors, mine.factors, theirs.factors, folded)),
    )  # fmt: skip
    return MergedSaid(said, (*clashes, *met))


def merge_items(
    base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item], key: Key = lambda it: it
) -> list[Item]:
    """A list of theirs with what one added to the base, and without what one took out of it.

    Where one of the two left the list as it was, it is the other's, order and all.
    """
    was, own, other = ([key(item) for item in some] for some in (base, mine, theirs))
    if was == other:
        return list(mine)
    if own in (was, other):
        return list(theirs)
    gone = set(was) - set(own)
    found = [item for item in theirs if key(item) not in gone]
    there = {key(item) for item in theirs}
    for at, item in enumerate(mine):
        if own[at] in there or own[at] in was:
            continue
        before = next((one for one in reversed(own[:at]) if one in map(key, found)), None)
        place = 0 if before is None else [key(one) for one in found].index(before) + 1
        found.insert(place, item)
        there.add(own[at])
    return found


def _one(base: str, mine: str, theirs: str) -> str | None:
    """The one that was changed; None where both were, each otherwise."""
    if mine in (base, theirs):
        return theirs
    return mine if theirs == base else None


Row = Mapping[str, Any]


def row_key(row: Row) -> Hashable:
    """What tells the rows of a timeline apart; one by hand is all that it says."""
    return link_of(row) or ("hand", row.get("case_id"), row["at"], row["words"])


def _merge_rows(
    base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]
) -> tuple[list[Row], list[Conflict]]:
    was, own, other = ({row_key(row): row for row in some} for some in (base, mine, theirs))
    clashes, found = [], []
    for row in merge_items(base, mine, theirs, row_key):
        key = row_key(row)
        if key in own and key in other and own[key] != other[key]:
            before = was.get(key)
            if own[key] == before:
                row = other[key]
            else:
                row = own[key]
                if other[key] != before:
                    clashes.append(
                        Conflict("timeline", str(row["words"]), str(other[key]["words"]), key)
                    )
        found.append(row)
    there = {row_key(row) for row in found}
    found += [  # worded anew by one and taken out by the other: no words are lost
        row for key, row in (*own.items(), *other.items())
        if key in was and key not in there and row != was[key]
    ]  # fmt: skip
    return found, clashes
