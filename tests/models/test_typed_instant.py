"""What people type for a time is read as it would have been written."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import KnownError
from models.typed_instant import read_instant, typed_words
from models.wording import instant_words
from tests.conftest import NOW

BERLIN = ZoneInfo("Europe/Berlin")


def read(words: str, now: datetime = NOW) -> str:
    found = read_instant(words, now, BERLIN)
    return "" if found is None else found.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", ""),
        (" Now ", ""),
        ("14:05", "2026-05-12 14:05:00"),
        ("9.30", "2026-05-12 09:30:00"),
        ("14:29", "2026-05-11 14:29:00"),
        ("yesterday 16:00", "2026-05-11 16:00:00"),
        ("Mon 14:05", "2026-05-11 14:05:00"),
        ("tuesday 15:00", "2026-05-05 15:00:00"),
        ("12 May 14:05", "2026-05-12 14:05:00"),
        ("13 May 14:05", "2025-05-13 14:05:00"),
        ("3. december 2024, 08:00", "2024-12-03 08:00:00"),
        ("2026-05-01 07:00", "2026-05-01 07:00:00"),
        ("2026-05-01T07:00:30+01:00", "2026-05-01 08:00:30"),
        ("2026-05-01 07:00z", "2026-05-01 09:00:00"),
        ("20 min ago", "2026-05-12 14:08:00"),
        ("2h ago", "2026-05-12 12:28:00"),
    ],
)
def test_what_is_meant(words: str, meant: str) -> None:
    assert read(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("14:05", "2026-05-13 14:05:00"),
        ("14:29", "2026-05-12 14:29:00"),
        ("Mon 14:05", "2026-05-18 14:05:00"),
        ("tuesday 15:00", "2026-05-12 15:00:00"),
        ("13 May 14:05", "2026-05-13 14:05:00"),
        ("11 May 14:05", "2027-05-11 14:05:00"),
        ("12 May 2026 14:05", "2026-05-12 14:05:00"),
        ("yesterday 16:00", "2026-05-11 16:00:00"),
        ("2026-05-01 07:00", "2026-05-01 07:00:00"),
    ],
)
def test_what_is_meant_of_what_is_yet_to_come(words: str, meant: str) -> None:
    found = read_instant(words, NOW, BERLIN, ahead=True)
    assert found is not None
    assert found.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M:%S") == meant


@pytest.mark.parametrize(
    "words", ["soon", "25:00", "14:60", "31 Feb 10:00", "2026-13-01 10:00", "14", "999999 d ago"]
)
def test_what_is_no_time(words: str) -> None:
    with pytest.raises(KnownError, match="is not a time"):
        read(words)


@given(st.integers(1, 60 * 24 * 365 * 7))
def test_what_is_written_is_read_again(minutes_ago: int) -> None:
    minute = NOW - timedelta(minutes=minutes_ago)
    local = minute.astimezone(BERLIN)
    written = instant_words(minute, NOW, BERLIN)
    found = read_instant(written, NOW, BERLIN)
    repeated = local.replace(fold=1).utcoffset() != local.replace(fold=0).utcoffset()
    assert found == minute or (repeated and found == minute - timedelta(hours=1))


@pytest.mark.parametrize(("written", "words"), [
    ("2026-05-12 08:52:10+01:00", "12 May 2026 09:52"),
    ("2026-05-12 14:05:33", "12 May 2026 14:05"),
    ("2026-10-25 02:30:00+01:00", "2026-10-25 02:30:00+01:00"),  # the second of that day
    ("0001-01-01 00:00:00+14:00", "0001-01-01 00:00:00+14:00"),
    ("soon", "soon"), ("now", "now"),
])  # fmt: skip
def test_what_a_mail_wrote_is_shown_as_people_type_it_where_that_is_the_same_minute(
    written: str, words: str
) -> None:
    assert typed_words(written, NOW, BERLIN) == words
