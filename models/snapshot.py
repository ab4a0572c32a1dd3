"""Rows as data that everybody writes alike, so that a figure on paper can be held against them."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any


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
