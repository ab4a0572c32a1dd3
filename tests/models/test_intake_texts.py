"""What a template keeps of a form, and what a person typed once one is chosen."""

from hypothesis import given
from hypothesis import strategies as st

from models.intake_texts import KEPT, begun_with, kept_of, open_questions

TEXTS = st.dictionaries(st.sampled_from([*KEPT, "customer", "message"]), st.text(max_size=5))


def test_whose_it_is_and_what_they_said_is_not_kept() -> None:
    typed = {"title": "Login", "customer": "Contoso", "message": "Help", "steps": " ", "named": "A"}
    assert kept_of(typed) == {"title": "Login"}


@given(TEXTS, TEXTS)
def test_what_was_typed_stays(template: dict[str, str], typed: dict[str, str]) -> None:
    typed = {name: words for name, words in typed.items() if words}
    assert begun_with(template, typed, {}).items() >= typed.items()


@given(TEXTS, TEXTS, TEXTS)
def test_a_second_template_takes_the_place_of_what_the_first_put_there(
    one: dict[str, str], other: dict[str, str], typed: dict[str, str]
) -> None:
    typed = {name: words for name, words in typed.items() if words}
    begun = begun_with(one, typed, {})
    before = {name: words for name, words in one.items() if begun[name] == words}
    left = {name: words for name, words in typed.items() if before.get(name) != words}
    assert begun_with(other, begun, before) == {**other, **left}


ASKS = {"steps": "Browser:\n\nWhich account?\n", "impact": "Who:", "title": "Login"}


def test_a_template_asks_what_it_leaves_open_field_by_field() -> None:
    assert open_questions(ASKS, ASKS) == {"impact": ["Who"], "steps": ["Browser", "Which account?"]}


def test_what_is_answered_or_taken_out_is_asked_no_more() -> None:
    typed = {**ASKS, "steps": "Browser:\nFirefox\n\nWhich account?", "impact": ""}
    assert open_questions(ASKS, typed) == {"steps": ["Which account?"]}


def test_headings_of_ones_own_are_no_questions() -> None:
    assert open_questions(ASKS, {"steps": "I did this:", "actual": "Then:"}) == {}
    assert open_questions({}, ASKS) == {}


@given(TEXTS, TEXTS)
def test_only_what_the_template_asks_is_asked(one: dict[str, str], typed: dict[str, str]) -> None:
    asked, own = open_questions(one, typed), open_questions(one, one)
    assert all(set(names) <= set(own[field]) for field, names in asked.items())
