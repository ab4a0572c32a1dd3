"""What a template keeps of a form, and what a person typed once one is chosen."""

from hypothesis import given
from hypothesis import strategies as st

from models.intake_texts import KEPT, begun_with, kept_of

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
