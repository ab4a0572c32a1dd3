"""Days that differ, as people type them: read, said again, refused with a sentence."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from models.errors import KnownError
from models.handbook.different_days import DifferentDays, dates_of, next_on
from models.handbook.typed_days import days_words, typed_days, typed_lines
from tests.models.handbook.test_different_days import TODAY, any_days

YEAR = date(2027, 5, 12)
SAID = {
    "every second Saturday 10-14": "every second Saturday 10:00–14:00 from 16 May 2026",
    "Every other Sat, 10–14, from 23 May": "every second Saturday 10:00–14:00 from 23 May 2026",
    "every second Monday off": "every second Monday off from 18 May 2026",
    "every third Mon and Wed 9-12": "every third Monday and Wednesday 09:00–12:00 from 13 May 2026",
    "every second Mon off until 20 May":
        "every second Monday off from 18 May 2026 until 20 May 2026",
    "every second Monday off from 13 May": "every second Monday off from 18 May 2026",
    "every second Monday off from 27 Apr 2026": "every second Monday off from 27 Apr 2026",
    "first Monday of the month off": "first Monday of the month off from 1 Jun 2026",
    "the last Friday of every month 9-12": "last Friday of the month 09:00–12:00 from 29 May 2026",
    "every Mon and Wed off": "every Monday and Wednesday off from 13 May 2026",
    "every Fri 9-12 until 1 Jul": "every Friday 09:00–12:00 from 15 May 2026 until 1 Jul 2026",
    "each weekday 8-12, 13-16 from 1 June until 30 June":
        "every weekday 08:00–12:00, 13:00–16:00 from 1 Jun 2026 until 30 Jun 2026",
    "24 Dec 9–12": "Thu 24 Dec 2026 09:00–12:00",
    "Thursday 24 December 2026: off": "Thu 24 Dec 2026 off",
    "2026-12-24 to 2026-12-31 off": "24 Dec 2026 – 31 Dec 2026 off",
    "24 Dec - 3 Jan off": "24 Dec 2026 – 3 Jan 2027 off",
    "Sat 10 to 14": "Sat 16 May 2026 10:00–14:00",
    "11 May off": "Tue 11 May 2027 off",
    "29 Feb off": "Tue 29 Feb 2028 off",
    "tomorrow off": "Wed 13 May 2026 off",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "said"), SAID.items(), ids=list(SAID))
def test_what_is_typed_is_said_again_and_read_the_same(typed: str, said: str) -> None:
    days = typed_days(typed, TODAY)
    assert days_words(days) == said
    assert typed_days(said, TODAY) == days


@given(any_days())
def test_words_that_are_read_again_mean_the_same(days: DifferentDays) -> None:
    first = next_on(replace(days, interval=1), date.fromisoformat(days.begins_on))
    days = replace(days, begins_on=first.isoformat()) if first is not None else days  # as stored
    if first is None or next_on(days, TODAY) is None:
        with pytest.raises(KnownError, match="falls on no day from today on"):
            typed_days(days_words(days), TODAY)
    else:
        once = typed_days(days_words(days), TODAY)
        assert typed_days(days_words(once), TODAY) == once
        assert list(dates_of(once, TODAY, YEAR)) == list(dates_of(days, TODAY, YEAR))


def test_where_it_began_before_it_is_not_said_since_when() -> None:
    days = typed_days("every Saturday 10-14", TODAY)
    assert days_words(days, date(2026, 6, 1)) == "every Saturday 10:00–14:00"


WRONG = {
    "when it rains": "“when it rains” is no day.",
    "every Sat": "“every Sat” has no hours: say them, or “off”.",
    "Saturdays 10-14": "“Saturdays 10-14” is no day.",
    "every third day off": "“every third day off” is no day.",
    "30 Feb off": "There is no such date as in “30 Feb off”.",
    "2026-02-30 off": "There is no such date as in “2026-02-30 off”.",
    "9999-12-31 off": "In “9999-12-31 off” is a date that is more than ten years away.",
    "Mon 15 May off": "15 May 2026 is a Friday.",
    "2025-05-15 off": "“2025-05-15 off” falls on no day from today on.",
    "every second Saturday 10-14 until 14 May":
        "“every second Saturday 10-14 until 14 May” falls on no day from today on.",
    "fifth Monday of the month off from 1 Jun until 20 Jun":
        "“fifth Monday of the month off from 1 Jun until 20 Jun” falls on no day from today on.",
    "every Sat 9-12, 11-14":
        "In “every Sat 9-12, 11-14”: 09:00–12:00 and 11:00–14:00 overlap.",
    "24 Dec - 24 Dec 2028 off": "“24 Dec - 24 Dec 2028 off” lasts more than a year.",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "sentence"), WRONG.items(), ids=list(WRONG))
def test_what_is_no_day_is_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(KnownError) as caught:
        typed_days(typed, TODAY)
    assert caught.value.sentence == sentence


def test_lines_that_collide_are_told_with_the_day_and_settled_by_a_line_of_its_own() -> None:
    lines = "every second Saturday 10-14\n\nfifth Saturday of the month off"
    with pytest.raises(KnownError) as caught:
        typed_lines(lines, TODAY)
    assert caught.value.sentence == (
        "Sat 30 May 2026 is in both “every second Saturday 10:00–14:00 from 16 May 2026” and "
        "“fifth Saturday of the month off from 30 May 2026”."
    )
    with pytest.raises(KnownError, match="31 Oct 2026 is in both"):
        typed_lines(f"{lines}\n30 May 9-11", TODAY)
    assert len(typed_lines("every Sat 10-14\n30 May off", TODAY)) == 2
    away = "1 Aug - 31 Aug off"
    with pytest.raises(KnownError, match="10 Aug 2026 is in both"):
        typed_lines(f"{away}\n10 Aug - 10 Aug 9-12", TODAY)
    assert len(typed_lines(f"{away}\nevery Mon 9-12\n15 Aug 9-12", TODAY)) == 3
    settled = f"{away}\n10 Aug - 10 Aug 9-12\n10 Aug 9-12"
    assert len(typed_lines(settled, TODAY)) == 3
    with pytest.raises(KnownError, match="more than 40 lines"):
        typed_lines("every Sat 10-14\n" * 41, TODAY)
