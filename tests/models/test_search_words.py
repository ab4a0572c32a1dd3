"""Words as they are looked for: folded alike whatever the alphabet, and nothing but letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.events import CUSTOMER_MESSAGE, NOTE, RETRACTED, Event
from models.search_words import (
    LONGEST_WORD,
    article_words,
    case_texts,
    distinct_words,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Exports stall at 90 %", ["exports", "stall", "at", "90"]),
        ("Größe der Straße", ["grosse", "der", "strasse"]),
        ("CAFÉ cafe\u0301 ﬁle", ["cafe", "cafe", "file"]),
        ("CS-1042 foo_bar a.b", ["cs", "1042", "foo", "bar", "a", "b"]),
        ("東京都", ["東京", "京都"]),
        ("v2東京", ["v2", "東京"]),
        ("हिन्दी", ["हिनदी"]),
        ("İstanbul", ["istanbul"]),
        ("so\u00adft zero\u200bwidth", ["soft", "zerowidth"]),
        ("a\0b \ud800 🇩🇪 \"c\" 'd' (e)* NOT", ["a", "b", "c", "d", "e", "not"]),
        ("", []),
    ],
)
def test_words_have_no_accents_no_case_and_no_signs(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_words_are_letters_and_digits_that_both_databases_take(text: str) -> None:
    for word in words_of(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert all(unicodedata.category(letter)[0] in "LNM" for letter in word)
        word.encode()


@given(st.text())
def test_folded_words_stay_as_they_are(text: str) -> None:
    words = [word for word in words_of(text) if len(word) < LONGEST_WORD]
    for word in words:
        assert words_of(word) == [word]


def test_a_word_of_a_megabyte_is_known_by_its_beginning() -> None:
    assert words_of("x" * 1_000_000) == ["x" * LONGEST_WORD]


def test_an_index_gets_each_word_once_and_not_without_end() -> None:
    assert distinct_words(["Export export", "EXPORT all"]) == "export all"
    assert len(distinct_words([" ".join(f"w{n}" for n in range(5_000))]).split()) == 2_000


def test_what_was_taken_back_is_not_found() -> None:
    said = Event(1, CUSTOMER_MESSAGE, 0, 0, {"text": "Zebra"})
    note = Event(2, NOTE, 0, 0, {"text": "Giraffe"})
    back = Event(3, RETRACTED, 0, 0, {"event_id": 1})
    fields = {"title": "Title", "closing": {"root_cause": "Disk", "workaround": "none"}}
    words = distinct_words(case_texts("CS-1", fields, "Contoso", [said, note, back]))
    assert words.split() == ["cs", "1", "contoso", "title", "disk", "none", "giraffe"]


def test_the_words_of_an_articles_title_are_marked_too() -> None:
    words = article_words("KI-7", "Exports stall", "Exports wait.").split()
    assert words == ["·exports", "·stall", "ki", "7", "exports", "stall", "wait"]
