"""Which words are a reason, and which stand anywhere."""

import pytest

from models.small_words import says_little


@pytest.mark.parametrize("word", ["s", "is", "last", "the", "and", "when"])
def test_what_stands_anywhere_says_little(word: str) -> None:
    assert says_little(word)


@pytest.mark.parametrize("word", ["csv", "90", "7", "export", "京都", "é", "p1"])
def test_names_numbers_and_other_scripts_say_something(word: str) -> None:
    assert not says_little(word)
