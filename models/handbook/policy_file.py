"""The handbook as a TOML file, read into a `Policy`; each mistake is named by line and key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.file_node import FileError, Node
from models.handbook.instants import to_seconds
from models.handbook.intake import OPEN
from models.handbook.periods import midnight
from models.handbook.policy import (
    PRIORITIES,
    SLO_SHARE,
    WARNINGS,
    Amount,
    ContactType,
    Edge,
    Policy,
    RaiseFrom,
    Reopen,
    Target,
)
from models.handbook.policy_calendars import read_calendar
from models.handbook.toml_source import line_of
from models.handbook.zones import zone

EDGES: Final[tuple[Edge, ...]] = ("closing", "opening")
RAISES: Final[tuple[RaiseFrom, ...]] = ("change", "opening")
REOPENS: Final[tuple[Reopen, ...]] = ("new_cycle", "continue")

_AMOUNT: Final = re.compile(r"([0-9]{1,6}) (s|min|h|business days?)")
_COMMITMENT: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UNITS: Final = {"s": 1, "min": 60, "h": 3600}
_WEEKS: Final = 260
"""No promise is longer than these weeks of its calendar: beyond, it is a slip of the pen."""

_HANDBOOK: Final = (
    "name", "effective_from", "edge", "raise_from", "reopen", "reopen_grace",
    "provisional_priority", "acknowledgement_counts", "slo_share", "team_calendar", "calendars",
    "targets", "pausing", "contact_types",
)  # fmt: skip
_TERMS: Final = ("edge", "raise_from", "reopen", "calendars", "targets")
_TITLE: Final = "The handbook cannot be read"

Calendars = Mapping[str, BusinessCalendar]


def read_policy(source: str, number: int = 0, frozen: Calendars | None = None) -> Policy:
    """The policy a file describes; a `FileError` names the line and the key that is wrong.

    `frozen` are the calendars as they were stored when the version was published (rule 1): they
    are taken instead of the file's.
    """
    data = parse(source)
    try:
        return _policy(Node(data), number, frozen)
    except FileError as error:
        raise FileError(error.said, error.path, line_of(source, error.path), _TITLE) from None


def parse(source: str) -> dict[str, Any]:
    """The file's tables; a `FileError` names the line that is no TOML and what stands there."""
    try:
        return tomllib.loads(source)
    except RecursionError:
        raise FileError("Tables or lists lie too deep in one another.", (), 1, _TITLE) from None
    except ValueError as error:
        line = _line_told(source, str(error))
        there = source.replace("\r\n", "\n").split("\n")[line - 1].strip()[:60]
        said = str(error).partition(" (at ")[0]
        raise FileError(f"“{there}” is not TOML: {said}.", (), line, _TITLE) from None


def under_contract(policy: Policy, terms: Mapping[str, Any]) -> Policy:
    """The policy with a contract's own calendars and targets laid over it (its `terms`)."""
    if not terms:
        return policy
    row = Node(terms).table(*_TERMS)
    own_calendars = row["calendars"].table() if "calendars" in row else {}
    calendars = {
        **policy.calendars,
        **{name: read_calendar(node) for name, node in own_calendars.items()},
    }
    own = read_targets(row["targets"], calendars, SLO_SHARE) if "targets" in row else {}
    targets = {
        priority: {**policy.targets.get(priority, {}), **own.get(priority, {})}
        for priority in PRIORITIES
    }
    return replace(
        policy,
        calendars=calendars,
        targets=targets,
        edge=row["edge"].choice(EDGES) if "edge" in row else policy.edge,
        raise_from=row["raise_from"].choice(RAISES) if "raise_from" in row else policy.raise_from,
        reopen=row["reopen"].choice(REOPENS) if "reopen" in row else policy.reopen,
    )


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


def read_share(node: Node) -> Fraction:
    """A share between 0 and 1 as an exact fraction: 0.95 is 19/20."""
    share = node.number()
    if not 0 < share < 1:
        raise node.wrong(f"{node.shown} is not a share between 0 and 1, such as 0.95.")
    return Fraction(repr(share))


def _policy(node: Node, number: int, frozen: Calendars | None) -> Policy:
    row = node.table(*_HANDBOOK)
    calendars = frozen or {
        name: read_calendar(calendar) for name, calendar in _needed(node, "calendars").items()
    }
    team = row["team_calendar"].text() if "team_calendar" in row else "team"
    if team not in calendars:
        raise row.get("team_calendar", node).wrong(f"There is no calendar “{team}”.")
    share = read_share(row["slo_share"]) if "slo_share" in row else SLO_SHARE
    _needed(node, "targets")
    targets = read_targets(row["targets"], calendars, share)
    commitments = {name for by_name in targets.values() for name in by_name}
    if not commitments:
        raise row["targets"].wrong("The handbook promises nothing; give a priority a commitment.")

    def chosen(name: str, allowed: tuple[Any, ...], default: str) -> Any:
        return row[name].choice(allowed) if name in row else default

    return Policy(
        name=row["name"].text() if "name" in row else "Handbook",
        team_calendar=team,
        calendars=calendars,
        targets=targets,
        edge=chosen("edge", EDGES, "closing"),
        raise_from=chosen("raise_from", RAISES, "change"),
        reopen=chosen("reopen", REOPENS, "new_cycle"),
        reopen_grace_seconds=_grace(row["reopen_grace"]) if "reopen_grace" in row else 0,
        provisional_priority=chosen("provisional_priority", PRIORITIES, "P2"),
        acknowledgement_counts="acknowledgement_counts" in row
        and row["acknowledgement_counts"].flag(),
        pausing=_pausing(row["pausing"], commitments) if "pausing" in row else {},
        contact_types=_contact_types(row["contact_types"]) if "contact_types" in row else {},
        effective_from=_effective(row["effective_from"], calendars[team].zone)
        if "effective_from" in row
        else None,
        number=number,
    )


def _target(name: str, node: Node, calendars: Calendars, share: Fraction) -> Target:
    row = node.table("sla", "slo", "calendar", "warnings", "slo_share")
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


def _grace(node: Node) -> int:
    amount = read_amount(node)
    if amount.days:
        raise node.wrong("A grace window is counted round the clock: write it in hours.")
    return amount.seconds


def _pausing(node: Node, commitments: set[str]) -> dict[str, frozenset[str]]:
    known = tuple(sorted(commitments))
    return {
        status: frozenset(name.choice(known) for name in names.array())
        for status, names in node.table(*OPEN).items()
    }


def _contact_types(node: Node) -> dict[str, ContactType]:
    return {
        name: ContactType(
            **{key: switch.flag() for key, switch in
               row.table("counts_as_response", "counts_as_update").items()}
        )
        for name, row in node.table().items()
    }  # fmt: skip


def _effective(node: Node, zone_name: str) -> int:
    """The instant named, or the midnight that begins the date in the team's zone."""
    value = node.value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise node.wrong(f"{node.shown} has no time zone; write 2026-07-01T00:00:00+02:00.")
        return _instant(node, value)
    if not isinstance(value, date):
        raise node.wrong(f"{node.shown} is neither a date nor an instant; write 2026-07-01.")
    if not 1970 <= value.year <= 2200:
        raise node.wrong(f"{node.shown} is not between 1970 and 2200.")
    return to_seconds(midnight(value, zone(zone_name)))


def _instant(node: Node, value: datetime) -> int:
    if not 1970 <= value.year <= 2200:
        raise node.wrong(f"{node.shown} is not between 1970 and 2200.")
    return to_seconds(value)


def _needed(node: Node, name: str) -> dict[str, Node]:
    row = node.table()
    if name not in row:
        raise node.wrong(f"The handbook needs a [{name}] table.")
    found = row[name].table()
    if not found:
        raise row[name].wrong("This table is empty.")
    return found


def _line_told(source: str, said: str) -> int:
    """The line a TOML error names; the last one where it says “at end of document”."""
    match = re.search(r"at line (\d+)", said)
    return int(match[1]) if match else source.count("\n") + 1
