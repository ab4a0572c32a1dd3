"""Rows as data that everybody writes alike, so that a figure on paper can be held against them."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any, Final


def jsonable(rows: object) -> Any:
    """Rows (dataclasses, tuples, mappings) as what JSON holds; instants and days by ISO 8601."""
    if isinstance(rows, (str, int, float, type(None))):
        return rows
    if isinstance(rows, (date, datetime)):
        return rows.isoformat()
    if isinstance(rows, Enum):
        return jsonable(rows.value)
    if is_dataclass(rows) and not isinstance(rows, type):
        return {field.name: jsonable(getattr(rows, field.name)) for field in fields(rows)}
    if isinstance(rows, dict):
        return {str(name): jsonable(value) for name, value in rows.items()}
    if isinstance(rows, (list, tuple)):
        return [jsonable(value) for value in rows]
    if isinstance(rows, (set, frozenset)):
        return sorted(jsonable(value) for value in rows)
    raise TypeError(f"{type(rows).__name__} is no figure")


def canonical(data: object) -> bytes:
    """JSON with its keys in order and no spaces: the same data gives the same bytes."""
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(data: object) -> str:
    """SHA-256 of data as canonical JSON, in hexadecimal."""
    return sha256(canonical(data)).hexdigest()


@dataclass(frozen=True)
class Change:
    """A figure that is not what it was: “attainment · P1 resolution SLA · met”, 11, 12."""

    name: str
    was: Any
    now: Any

    def __str__(self) -> str:
        return f"{self.name}: {_word(self.was)} → {_word(self.now)}"


def changes(was: object, now: object) -> list[Change]:
    """What differs between two pieces of data, in the order of the first, then what is new.

    What is listed is known by what it is called, not by its place: one more line before it changes
    nothing of it.
    """
    before, after = dict(_leaves(was, ())), dict(_leaves(now, ()))
    return [
        Change(" · ".join(name), before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name, _NONE) != after.get(name, _NONE)
    ]


_LONGEST: Final = 60
_NONE: Final = object()
_NAMED_BY: Final = (
    "key", "name", "number", "cases", "priority", "commitment", "cycle", "objective", "group",
    "customer", "category", "reason", "starts_on", "title",
)  # fmt: skip
"""Facts that tell one line of a list from another."""


def _leaves(data: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _leaves(value, (*path, str(name).replace("_", " ")))
    elif isinstance(data, list):
        seen: Counter[str] = Counter()
        for number, value in enumerate(data, start=1):
            label, rest = _labelled(value, number)
            seen[label] += 1
            again = f" ({seen[label]})" if seen[label] > 1 else ""
            yield from _leaves(rest, (*path, f"{label}{again}"))
    else:
        yield path, data


def _labelled(value: Any, number: int) -> tuple[str, Any]:
    """What a line of a list is called, and the rest of it."""
    if isinstance(value, dict):
        told = [str(value[name]) for name in _NAMED_BY if value.get(name) not in (None, "")]
        return " ".join(told) or str(number), value
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str):
        return value[0] or str(number), value[1]
    return str(number), value


def _word(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = str(value)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
