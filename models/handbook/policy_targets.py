"""The [targets] of a handbook's file: what is promised, by priority and commitment."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.file_node import Node
from models.handbook.policy import PRIORITIES, WARNINGS, Amount, Target

_AMOUNT: Final = re.compile(r"([0-9]{1,6}) (s|min|h|business days?)")
_COMMITMENT: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UNITS: Final = {"s": 1, "min": 60, "h": 3600}
_LONGEST_LEAD: Final = 31 * 86_400
_TELLING: Final = ("leads", "learned_lead", "over")
_WEEKS: Final = 260
"""No promise is longer than these weeks of its calendar: beyond, it is a slip of the pen."""

Calendars = Mapping[str, BusinessCalendar]


def read_targets(node: Node, calendars: Calendars, share: Fraction) -> dict[str, dict[str, Target]]:
    """Targets by priority and commitment, from the file's [targets] table."""
    return {
        priority: {name: _target(name, row, calendars, share) for name, row in rows.table().items()}
        for priority, rows in node.table(*PRIORITIES).items()
    }


def read_amount(node: Node) -> Amount:
    """“15 min”, “4 h” or “3 business days” as an `Amount`."""
    match = _AMOUNT.fullmatch(node.value) if isinstance(node.value, str) else None
    if match is None:
        raise node.wrong(
            f"{node.shown} is not a time such as “15 min”, “4 h” or “3 business days”."
        )
    count, unit = int(match[1]), match[2]
    return Amount(count * _UNITS[unit]) if unit in _UNITS else Amount(days=count)


def read_seconds(node: Node) -> int:
    """“30 min” or “2 h” in seconds: more than nothing, and not counted in days."""
    amount = read_amount(node)
    if amount.days or not 0 < amount.seconds <= _LONGEST_LEAD:
        raise node.wrong(f"{node.shown} is not a time such as “30 min”, of a month at most.")
    return amount.seconds


def read_share(node: Node) -> Fraction:
    """A share between 0 and 1 as an exact fraction: 0.95 is 19/20."""
    share = node.number()
    if not 0 < share < 1:
        raise node.wrong(f"{node.shown} is not a share between 0 and 1, such as 0.95.")
    return Fraction(repr(share))


def _target(name: str, node: Node, calendars: Calendars, share: Fraction) -> Target:
    row = node.table("sla", "slo", "calendar", "warnings", "slo_share", *_TELLING)
    if not _COMMITMENT.fullmatch(name):
        raise node.wrong(f"“{name[:60]}” is no name; use small letters, digits and _.")
    if "calendar" not in row:
        raise node.wrong("“calendar” is missing: the hours this promise counts in.")
    calendar = row["calendar"].text()
    if calendar not in calendars:
        raise row["calendar"].wrong(f"There is no calendar “{calendar}”.")
    amounts = {key: _promise(row[key], calendars[calendar]) for key in ("sla", "slo") if key in row}
    if not amounts:
        raise node.wrong("It promises nothing: give it an sla, an slo, or both.")
    return Target(
        amounts.get("sla"),
        amounts.get("slo"),
        calendar,
        _warnings(row["warnings"]) if "warnings" in row else WARNINGS,
        read_share(row["slo_share"]) if "slo_share" in row else share,
        tuple(sorted({read_seconds(lead) for lead in row["leads"].array()}))
        if "leads" in row
        else (),
        read_seconds(row["learned_lead"]) if "learned_lead" in row else 0,
        read_seconds(row["over"]) if "over" in row else 0,
    )


def _promise(node: Node, calendar: BusinessCalendar) -> Amount:
    amount = read_amount(node)
    if amount == Amount():
        raise node.wrong("A promise is longer than nothing.")
    open_days, open_seconds = calendar.week()
    if amount.seconds > _WEEKS * open_seconds or amount.days > _WEEKS * open_days:
        raise node.wrong(f"{node.shown} is more than {_WEEKS // 52} years of this calendar.")
    return amount


def _warnings(node: Node) -> tuple[float, ...]:
    shares = [warning.number() for warning in node.array()]
    for warning, share in zip(node.array(), shares, strict=True):
        if not 0 < share < 1:
            raise warning.wrong(f"{warning.shown} is no share of the target between 0 and 1.")
    return tuple(sorted(set(shares)))


def read_unseen(node: Node) -> dict[str, int]:
    """After how long without a look, or a word, something follows, by priority; never where left
    out."""
    return {priority: read_seconds(after) for priority, after in node.table(*PRIORITIES).items()}
