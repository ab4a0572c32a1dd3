"""From when until when, as typed: days with their ends, and what is no span."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Problems
from models.typed_span import read_end, read_span

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("begins", "ends", "first", "last"),
    [
        ("today", "tomorrow", local(2026, 5, 12), local(2026, 5, 14)),
        ("Tue", "Tue", local(2026, 5, 12), local(2026, 5, 13)),
        ("Mon", "Fri", local(2026, 5, 18), local(2026, 5, 23)),
        ("Wed 14:00", "Wed 16:00", local(2026, 5, 13, 14), local(2026, 5, 13, 16)),
        ("1 June", "5 Jun", local(2026, 6, 1), local(2026, 6, 6)),
        ("2026-10-24", "2026-10-25", local(2026, 10, 24), local(2026, 10, 26)),
        ("", "today", TUESDAY, local(2026, 5, 13)),
        ("20 Dec", "3 Jan", local(2026, 12, 20), local(2027, 1, 4)),
    ],
)
def test_a_span(begins: str, ends: str, first: datetime, last: datetime) -> None:
    assert read_span(begins, ends, TUESDAY, BERLIN) == (first, last)


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [
        ("soon", "Fri", "begins"),
        ("Mon", "", "ends"),
        ("Mon", "the end", "ends"),
        ("2026-06-02", "2026-06-01", "ends"),
        ("", "9999-12-31", "ends"),
        ("0001-01-01", "today", "begins"),
    ],
)
def test_no_span(begins: str, ends: str, field: str) -> None:
    with pytest.raises(Problems) as told:
        read_span(begins, ends, TUESDAY, BERLIN)
    assert list(told.value.by_field) == [field]


def test_an_end_is_read_from_the_beginning_on() -> None:
    assert read_end("Thu", local(2026, 6, 1), BERLIN) == local(2026, 6, 5)


@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_typed_is_a_span_or_a_problem(begins: str, ends: str) -> None:
    try:
        first, last = read_span(begins, ends, TUESDAY, BERLIN)
    except Problems:
        return
    assert first < last


@given(st.dates(date(2026, 5, 13), date(2035, 1, 1)), st.integers(0, 40))
def test_days_are_whole_on_the_wall_clock(day: date, count: int) -> None:
    other = day + timedelta(days=count)
    first, last = read_span(day.isoformat(), other.isoformat(), TUESDAY, BERLIN)
    assert first.astimezone(BERLIN).date() == day
    assert (last.astimezone(BERLIN) - timedelta(minutes=1)).date() == other
