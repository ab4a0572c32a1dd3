"""The [[threshold]] tables of a handbook's file: what of the queue is watched (rule 24)."""

from collections.abc import Callable, Mapping
from typing import Final

from models.handbook.contract_rules import folded
from models.handbook.escalation import ROLES
from models.handbook.file_node import Node
from models.handbook.policy import PRIORITIES
from models.handbook.policy_targets import Calendars, read_amount, read_seconds
from models.handbook.roster import LEAD
from models.handbook.thresholds import (
    BREACHES,
    NOBODY,
    OLDEST,
    OPEN_CASES,
    WATCHES,
    Queue,
    Threshold,
    Watch,
    usual_back,
)

_MOST: Final = 1_000_000
_LISTS: Final = ("categories", "groups", "products")
_CASES: Final = ("limit", "back_at", "priorities", *_LISTS)
_OF: Final[Mapping[Watch, tuple[str, ...]]] = {
    OPEN_CASES: _CASES,
    OLDEST: (*_CASES, "calendar"),
    BREACHES: (*_CASES, "within"),
    NOBODY: ("skill", "level"),
}
"""What each of them says besides what is watched and who is told."""


def read_thresholds(node: Node, calendars: Calendars, team: str) -> tuple[Threshold, ...]:
    """The thresholds in their order; a `FileError` names one that could never be meant so."""
    found: dict[str, Threshold] = {}
    for row in node.array():
        one = _threshold(row, calendars, team)
        if one.key in found:
            raise row.wrong("This is watched for the same role by one before it; keep one of them.")
        found[one.key] = one
    return tuple(found.values())


def _threshold(node: Node, calendars: Calendars, team: str) -> Threshold:
    row = node.table()
    if "watch" not in row:
        raise node.wrong(f"“watch” is missing: what is looked at, one of {', '.join(WATCHES)}.")
    watch = row["watch"].choice(WATCHES)
    row = node.table("watch", "role", *_OF[watch])
    for name in ("limit", "within"):
        if name in _OF[watch] and name not in row:
            raise node.wrong(f"“{name}” is missing.")
    limit, back_at = _limits(row, _age if watch == OLDEST else _count)
    return Threshold(
        watch, limit, back_at,
        row["role"].choice(ROLES) if "role" in row else LEAD,
        _queue(row),
        within=read_seconds(row["within"]) if "within" in row else 0,
        calendar=_calendar(row, calendars, team) if watch == OLDEST else "",
        skill=" ".join(row["skill"].text().split()) if "skill" in row else "",
        level=_level(row),
    )  # fmt: skip


def _limits(row: Mapping[str, Node], read: Callable[[Node, int], int]) -> tuple[int, int]:
    """The limit, and the lower one under which it has fallen back."""
    if "limit" not in row:
        return 0, 0
    limit = read(row["limit"], 1)
    if "back_at" not in row:
        return limit, usual_back(limit)
    back_at = read(row["back_at"], 0)
    if back_at > limit:
        raise row["back_at"].wrong(
            f"{row['back_at'].shown} is above the limit: it would be back while it is crossed."
        )
    return limit, back_at


def _count(node: Node, least: int) -> int:
    return node.whole(least, _MOST)


def _age(node: Node, least: int) -> int:
    if not least and read_amount(node).seconds == 0 and not read_amount(node).days:
        return 0
    return read_seconds(node)


def _queue(row: Mapping[str, Node]) -> Queue:
    named = {one.choice(PRIORITIES) for one in row["priorities"].array()} if (
        "priorities" in row
    ) else set()  # fmt: skip
    if "priorities" in row and not named:
        raise row["priorities"].wrong("The list is empty, so that no case is meant; leave it out.")
    return Queue(
        tuple(one for one in PRIORITIES if one in named),
        **{name: _names(row[name]) for name in _LISTS if name in row},
    )


def _names(node: Node) -> frozenset[str]:
    found = frozenset(folded(one.text()) for one in node.array())
    if not found:
        raise node.wrong("The list is empty, so that no case is meant; leave it out.")
    return found


def _calendar(row: Mapping[str, Node], calendars: Calendars, team: str) -> str:
    if "calendar" not in row:
        return team
    name = row["calendar"].text()
    if name not in calendars:
        raise row["calendar"].wrong(f"There is no calendar “{name}”.")
    return name


def _level(row: Mapping[str, Node]) -> int:
    if "level" in row and "skill" not in row:
        raise row["level"].wrong("Of which skill? A level without one says nothing.")
    return row["level"].whole(1, 5) if "level" in row else 1
