"""The two thousand answers of another desk's business time, read as their README says."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.handbook.calendar import BusinessCalendar
from models.handbook.zones import tz_version, zone

VECTORS = Path(__file__).parents[4] / "shared/data/businesstime/vectors_public.jsonl"
pytestmark = pytest.mark.skipif(not VECTORS.exists(), reason=f"{VECTORS.name} is not beside us")

Line = dict[str, Any]
Pair = tuple[object, object]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


@cache
def _calendar(made_of: str) -> BusinessCalendar:
    return BusinessCalendar(*json.loads(made_of))


def _lines(operation: str, sensitive: bool) -> list[Line]:
    lines = [json.loads(text) for text in VECTORS.read_text("utf-8").splitlines()]
    assert len(lines) == 2_000
    return [
        line
        for line in lines
        if line["op"] == operation and line.get("tzdb_sensitive", False) is sensitive
    ]


def _answer(line: Line) -> Any:
    return line["alt"] if "alt" in line else line["expect"]


def _elapsed(line: Line, calendar: BusinessCalendar) -> Iterator[Pair]:
    start, end = _instant(line["start"]), _instant(line["end"])
    expected = _answer(line)
    yield calendar.elapsed(start, end), timedelta(seconds=expected)
    seconds = int(start.timestamp()), int(end.timestamp())
    yield int(calendar.elapsed_many(*seconds)), expected


def _add(line: Line, calendar: BusinessCalendar) -> Iterator[Pair]:
    start, seconds = _instant(line["start"]), line["amount"]
    opening = _instant(_answer(line))
    closing = _instant(line["expect_close"]) if "expect_close" in line else opening
    closing = closing if seconds else start
    at, amount = int(start.timestamp()), timedelta(seconds=seconds)
    yield calendar.add(start, amount, "opening"), opening
    yield calendar.add(start, amount), closing
    yield int(calendar.add_many(at, seconds, "opening")), int(opening.timestamp())
    yield int(calendar.add_many(at, seconds)), int(closing.timestamp())


def _add_days(line: Line, calendar: BusinessCalendar) -> Iterator[Pair]:
    start, days = _instant(line["start"]), line["amount"]
    opening = _instant(_answer(line))
    local = start.astimezone(zone(line["tz"])).date()
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[local.weekday()]
    if not line["hours"].get(weekday) or local.isoformat() in line["holidays"]:
        return  # there the handbook's rule 6 differs on purpose
    yield calendar.add_days(start, days, "opening"), opening
    at = int(start.timestamp())
    yield int(calendar.add_days_many(at, days, "opening")), int(opening.timestamp())


@pytest.mark.parametrize("sensitive", [False, True])
@pytest.mark.parametrize(
    ("operation", "pairs", "fewest"),
    [
        ("elapsed_seconds", _elapsed, (1100, 1)),
        ("add_seconds", _add, (3900, 20)),
        ("add_days", _add_days, (500, 1)),
    ],
)
def test_every_answer_agrees(
    operation: str,
    pairs: Callable[[Line, BusinessCalendar], Iterator[Pair]],
    fewest: tuple[int, int],
    sensitive: bool,
) -> None:
    if sensitive and tz_version() < "2026f":
        pytest.skip("these lines are answered by time-zone data from 2026f on")
    compared = [
        (ours == theirs, ours, theirs, line)
        for line in _lines(operation, sensitive)
        for ours, theirs in pairs(
            line, _calendar(json.dumps([line["tz"], line["hours"], line["holidays"]]))
        )
    ]
    assert [row[1:] for row in compared if not row[0]] == []
    assert len(compared) >= fewest[sensitive]
