"""Headings of a text that is filled in: open until something stands below them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.headings import open_headings, says_something

FORM = "## Browser\n\n## Account\n\nSteps:\n1.\n2."


def test_every_heading_of_an_empty_form_is_open() -> None:
    assert open_headings(FORM) == ("Browser", "Account", "Steps")
    assert not says_something(FORM)


def test_a_heading_is_answered_by_what_stands_below_it() -> None:
    assert open_headings("## Browser\nFirefox\n\n## Account\n\nSteps:\n1. Sign in") == ("Account",)
    assert says_something("## Browser\nFirefox")


@pytest.mark.parametrize(
    "line", ["Browser:", "- Browser:", "1. Browser: ", "**Browser:**", "# Browser", "Browser: ____",
             "* [ ] Browser:", "Browser:\t…"]
)  # fmt: skip
def test_ways_of_writing_a_heading(line: str) -> None:
    assert open_headings(line) == ("Browser",)
    assert not says_something(line)


@pytest.mark.parametrize(
    "line", ["Browser: Firefox", "Press Export", "1. Press Export", "#1016", "at 10:42",
             "See http://desk.example", "How do I export it?"]
)  # fmt: skip
def test_what_says_something_is_no_heading(line: str) -> None:
    assert open_headings(line) == ()
    assert says_something(line)


def test_a_question_is_a_heading_where_a_template_asks_it() -> None:
    asked = "1. Which browser?\n2. Since when?\nMonday"
    assert open_headings(asked, questions=True) == ("Which browser?",)
    assert open_headings(asked) == ()


WORDS = st.text("abc ", min_size=1).filter(lambda words: bool(words.strip()))


@given(st.lists(st.tuples(WORDS, st.booleans())))
def test_open_are_those_without_an_answer(parts: list[tuple[str, bool]]) -> None:
    text = "\n".join(f"{name}:\nYes" if answered else f"{name}:" for name, answered in parts)
    assert open_headings(text) == tuple(name.strip() for name, answered in parts if not answered)
    assert says_something(text) == any(answered for _, answered in parts)


@given(st.text())
def test_where_something_is_said_it_is_more_than_blanks(words: str) -> None:
    if says_something(words):
        assert words.strip()
    assert len(open_headings(words, questions=True)) <= len(words.splitlines())
