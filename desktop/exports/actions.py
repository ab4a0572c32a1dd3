"""Corrective actions as a file: CSV for a spreadsheet, or JSON; roles, and no person."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Final

from models.csv_cells import safe_cell
from models.errors import KnownError
from models.new_file import new_file
from models.queries.corrective_actions import ActionRow

_PLAIN: Final = (
    "id", "title", "kind", "priority", "owner", "status", "due_on", "first_due_on", "carried",
    "overdue", "evidence",
)  # fmt: skip
_QUARTERS: Final = ("first", "last", "part", "whole", "median")


def save_actions(rows: Sequence[ActionRow], path: Path) -> Path:
    """Write them into a new file; a `KnownError` where it cannot be, there is one, or its name
    ends otherwise."""
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise KnownError(
            "Not a kind of file", f"{path.name} ends in neither .csv nor .json.",
            "Give it a name that does.",
        )  # fmt: skip
    with new_file(path) as draft:
        draft.write_text(write(rows), "utf-8-sig" if write is _csv else "utf-8", newline="")
    return path


def _json(rows: Sequence[ActionRow]) -> str:
    told = [row.to_json() for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _csv(rows: Sequence[ActionRow]) -> str:
    out = StringIO()
    writer = csv.writer(out)
    sides = [f"{side}_{name}" for side in ("before", "after") for name in _QUARTERS]
    writer.writerow((
        *_PLAIN, "expected", "verdict", *sides, "interval_low", "interval_high", "level",
        "told_from", "postmortem", "review", "made_at", "ended_at",
    ))  # fmt: skip
    for row in rows:
        told = row.to_json()
        judged = told["judged"] or {}
        low, high = judged.get("interval") or ("", "")
        writer.writerow([
            *(safe_cell(told[name]) for name in _PLAIN), safe_cell(row.effect_words),
            told["verdict"], *_side(judged.get("before")), *_side(judged.get("after")), low, high,
            judged.get("level", ""), judged.get("until", ""), told["postmortem"] or "",
            told["review"], told["made_at"], told["ended_at"] or "",
        ])  # fmt: skip
    return out.getvalue()


def _side(reading: Mapping[str, Any] | None) -> list[Any]:
    return [(reading or {}).get(name, "") for name in _QUARTERS]


_WRITERS: Final[Mapping[str, Callable[[Sequence[ActionRow]], str]]] = {
    ".csv": _csv, ".json": _json,
}  # fmt: skip
