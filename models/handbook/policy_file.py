"""The handbook as a TOML file: read into a `Policy`, each mistake named by its key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from models.errors import KnownError
from models.handbook.calendar import BusinessCalendar
from models.handbook.policy import PRIORITIES, Amount, ContactType, Policy, Target

_AMOUNT: Final = re.compile(r"(\d{1,6}) (s|min|h|business days?)")
_UNITS: Final = {"s": 1, "min": 60, "h": 3600}
_CHOICES: Final = {
    "edge": ("closing", "opening"),
    "raise_from": ("change", "opening"),
    "reopen": ("new_cycle", "continue"),
    "provisional_priority": PRIORITIES,
}
_KEYS: Final = {
    *_CHOICES, "name", "reopen_grace", "acknowledgement_counts", "team_calendar", "calendars",
    "targets", "pausing", "contact_types",
}  # fmt: skip


def read_policy(source: str, number: int = 0) -> Policy:
    """The policy a file describes; a `KnownError` names the line or the key that is wrong."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"The file is not TOML: {error}.") from None
    return policy_from(data, number)


def policy_from(data: Mapping[str, Any], number: int = 0) -> Policy:
    """The policy of a parsed file."""
    _only(data, _KEYS, "the handbook")
    for key, allowed in _CHOICES.items():
        if data.get(key, allowed[0]) not in allowed:
            raise _wrong(f"{key}: “{data[key]}” is none of {', '.join(allowed)}.")
    calendars = {name: _calendar(name, row) for name, row in _table(data, "calendars").items()}
    team = data.get("team_calendar", "team")
    if team not in calendars:
        raise _wrong(f"team_calendar: there is no calendar “{team}”.")
    return Policy(
        name=str(data.get("name", "Handbook")),
        team_calendar=team,
        calendars=calendars,
        targets=read_targets(_table(data, "targets"), calendars),
        edge=data.get("edge", "closing"),
        raise_from=data.get("raise_from", "change"),
        reopen=data.get("reopen", "new_cycle"),
        reopen_grace_seconds=read_amount("reopen_grace", data.get("reopen_grace", "0 s")).seconds,
        provisional_priority=data.get("provisional_priority", "P2"),
        acknowledgement_counts=bool(data.get("acknowledgement_counts", False)),
        pausing={status: frozenset(names) for status, names in data.get("pausing", {}).items()},
        contact_types={
            name: ContactType(**switches)
            for name, switches in data.get("contact_types", {}).items()
        },
        number=number,
    )


def under_contract(policy: Policy, terms: Mapping[str, Any]) -> Policy:
    """The policy with a contract's own calendars and targets laid over it (its `terms`)."""
    if not terms:
        return policy
    calendars = dict(policy.calendars) | {
        name: _calendar(name, row) for name, row in terms.get("calendars", {}).items()
    }
    own = read_targets(terms.get("targets", {}), calendars)
    targets = {
        priority: {**policy.targets.get(priority, {}), **own.get(priority, {})}
        for priority in PRIORITIES
    }
    choices = {key: terms[key] for key in ("edge", "raise_from", "reopen") if key in terms}
    return replace(policy, calendars=calendars, targets=targets, **choices)


def read_targets(
    rows: Mapping[str, Any], calendars: Mapping[str, BusinessCalendar]
) -> dict[str, dict[str, Target]]:
    """Targets by priority and commitment, from the file's [targets] table."""
    _only(rows, set(PRIORITIES), "targets")
    return {
        priority: {
            name: _target(f"targets.{priority}.{name}", row, calendars)
            for name, row in commitments.items()
        }
        for priority, commitments in rows.items()
    }


def read_amount(key: str, value: object) -> Amount:
    """“15 min”, “4 h” or “3 business days” as an `Amount`."""
    match = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise _wrong(
            f"{key}: “{value}” is not a time such as “15 min”, “4 h” or “3 business days”."
        )
    count, unit = int(match[1]), match[2]
    return Amount(count * _UNITS[unit]) if unit in _UNITS else Amount(days=count)


def _target(key: str, row: Mapping[str, Any], calendars: Mapping[str, BusinessCalendar]) -> Target:
    _only(row, {"sla", "slo", "calendar", "warnings"}, key)
    if row.get("calendar") not in calendars:
        raise _wrong(f"{key}.calendar: there is no calendar “{row.get('calendar')}”.")
    amounts = {
        name: read_amount(f"{key}.{name}", row[name]) for name in ("sla", "slo") if name in row
    }
    if not amounts or any(amount == Amount() for amount in amounts.values()):
        raise _wrong(f"{key}: promise an sla or an slo longer than nothing.")
    warnings = tuple(sorted(row.get("warnings", (0.75,))))
    if any(not 0 < share < 1 for share in warnings):
        raise _wrong(f"{key}.warnings: a warning is a share between 0 and 1.")
    return Target(amounts.get("sla"), amounts.get("slo"), row["calendar"], warnings)


def _calendar(name: str, row: Mapping[str, Any]) -> BusinessCalendar:
    key = f"calendars.{name}"
    _only(row, {"zone", "hours", "holidays", "exceptions"}, key)
    try:
        return BusinessCalendar(
            row.get("zone", "UTC"), row.get("hours", {}), row.get("holidays", ()),
            row.get("exceptions", {}),
        )  # fmt: skip
    except KnownError as error:
        raise _wrong(f"{key}: {error.sentence}") from None


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key)
    if not isinstance(value, dict) or not value:
        raise _wrong(f"{key}: the handbook needs this table.")
    return value


def _only(row: Mapping[str, Any], known: set[str], where: str) -> None:
    if not isinstance(row, Mapping):
        raise _wrong(f"{where}: a table is expected here.")
    unknown = sorted(set(row) - known)
    if unknown:
        raise _wrong(f"{where}: “{unknown[0]}” is not known here.")


def _wrong(sentence: str) -> KnownError:
    return KnownError("The handbook cannot be read", sentence, "Correct the file and try again.")
