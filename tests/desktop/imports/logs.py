"""Logs for tests: the real sample, where it is, and small ones written row by row."""

import csv
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import SHARED_DATA

SAMPLE = SHARED_DATA / "servicenow" / "sample_dev_2000cases.csv"
BERLIN = ZoneInfo("Europe/Berlin")
needs_sample = pytest.mark.skipif(not SAMPLE.exists(), reason=f"no {SAMPLE.name} here")

COLUMNS = (
    "number", "incident_state", "sys_mod_count", "reopen_count", "priority", "opened_at",
    "sys_updated_at", "resolved_at", "closed_at", "assigned_to", "caller_id", "category",
    "impact", "urgency", "assignment_group",
)  # fmt: skip
ROW = {
    "number": "INC1", "incident_state": "New", "sys_mod_count": "0", "reopen_count": "0",
    "priority": "3 - Moderate", "opened_at": "29/2/2016 08:12", "sys_updated_at": "1/3/2016 8:17",
    "resolved_at": "1/3/2016 12:00", "closed_at": "6/3/2016 11:00", "assigned_to": "?",
    "caller_id": "Caller 1", "category": "Category 9", "impact": "2 - Medium",
    "urgency": "2 - Medium", "assignment_group": "Group 24",
}  # fmt: skip


def write_log(path: Path, *changes: dict[str, str], columns: Iterable[str] = COLUMNS) -> Path:
    """A log with one row per change, each beginning as the row before it ended."""
    row = dict(ROW)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        for order, change in enumerate(changes):
            row |= {"sys_mod_count": str(order)} | change
            writer.writerow([row[name] for name in COLUMNS])
    return path
