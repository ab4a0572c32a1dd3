"""Since when: what is a time in English and German, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.told_times import tells_since_when

TIMES = (
    "since this morning", "since 9", "since the update", "on Tuesday", "On tuesday evening",
    "yesterday", "last night", "for two days", "for about a week", "for over 3 hours",
    "for the last few days", "over the past two weeks", "two hours ago", "10 min ago",
    "an hour ago", "a couple of days ago", "three weeks now", "for weeks", "at 9 am", "at 10:42",
    "from 14:05 on", "at 9 o'clock", "9 p.m.", "12 May", "on the 3rd", "May 12th", "2 of June",
    "in March", "2026-11-24", "24.11.2026", "11/24/2026", "24/11/2026", "after the last upgrade",
    "it has never worked", "from the very beginning", "over the weekend", "2026-11-24T09:15",
    "seit gestern", "seit 9 Uhr", "seit dem Update", "seit zwei Tagen", "am Dienstag", "montags",
    "heute früh", "vorgestern", "vor zwei Stunden", "vor ein paar Tagen", "vor einer Woche",
    "letzte Woche", "letzten Monat", "über Nacht", "um 9.15 Uhr", "gegen 14 Uhr", "am 3.11.",
    "12. Mai", "Anfang März", "nach dem Neustart", "schon immer", "zwei Tage lang", "Mittwoch",
)  # fmt: skip

NO_TIMES = (
    "2016 seats", "error 20", "http:", "https://desk.example:8443/a", "error: 20", "Login",
    "version 4.2.10", "Office 2016", "10.0.0.1:53", "10.11.12.13", "ratio 16:9", "4.2", "Q3",
    "Note: it fails", "the hourglass turns", "weekly report", "a timeout of 30 seconds",
    "it may fail", "march on", "20 users", "room 2014", "1:1 mapping", "12:30:45:60:aa:bb",
    "export.py:12:30", "the second hour field", "every morning", "Sunlight", "Mondayish",
    "die Woche im Kalender fehlt", "Monatsbericht leer", "Tagesbericht fehlt", "Uhrwerk",
    "Fehler 404", "Seiten fehlen", "seitlich", "sincerely", "ein Tag", "CS-1016", "AM5 board",
    "for 20 users", "after login", "nach Anmeldung", "9 amp", "port 8080", "[::1]:80",
)  # fmt: skip


@pytest.mark.parametrize("told", TIMES)
def test_a_time_is_told(told: str) -> None:
    assert tells_since_when(told)


@pytest.mark.parametrize("told", NO_TIMES)
def test_what_only_looks_like_a_time_is_none(told: str) -> None:
    assert not tells_since_when(told)


@given(st.sampled_from(TIMES), st.sampled_from(NO_TIMES), st.sampled_from(NO_TIMES),
       st.sampled_from((" – ", "\n", ", ")))  # fmt: skip
def test_a_time_is_found_wherever_it_stands(
    told: str, before: str, after: str, between: str
) -> None:
    assert tells_since_when(f"{before}{between}{told}{between}{after}")


@given(st.integers(0, 99_999), st.sampled_from(("", "seats ", "error ", "v", "#", "€ ")))
def test_a_number_alone_is_no_time(number: int, word: str) -> None:
    assert not tells_since_when(f"{word}{number}")
    assert not tells_since_when(f"{number} {word}".strip())


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(("at ", "um ", "")))
def test_every_time_of_the_day_is_one(hour: int, minute: int, word: str) -> None:
    assert tells_since_when(f"{word}{hour}:{minute:02}")


@given(st.dates())
def test_every_date_of_these_centuries_is_one(date: object) -> None:
    assert tells_since_when(str(date)) == str(date).startswith(("19", "20"))


@given(st.text())
def test_letter_case_does_not_matter_for_letters_of_both_languages(words: str) -> None:
    plain = "".join(letter for letter in words if letter in "abcdefghijklmnopqrstuvwxyzäöü 0123:")
    assert tells_since_when(plain) == tells_since_when(plain.upper())


def test_what_is_too_long_to_be_looked_through_is_not_asked_for() -> None:
    assert tells_since_when("a " * 20_000)
