"""Templates are filled in within bounds; whatever stands in a value is only text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Problems
from models.reply_text import LONGEST_REPLY, LONGEST_TEMPLATE, WORDS, check_template, fill

VALUES = dict.fromkeys(WORDS, "?") | {"customer": "Contoso", "case": "CS-1", "workaround": ""}


def test_words_are_filled_in_and_the_empty_ones_are_told() -> None:
    source = (
        "Hello {{ contact }},\n{% if workaround %}\nUntil then: {{ workaround }}\n"
        "{% endif %}\n{{ case }}"
    )
    filled = fill(source, VALUES | {"contact": "Ana"})
    assert filled.text == "Hello Ana,\nCS-1"
    assert filled.empty == ()
    assert fill("{{ workaround }} {{ case }}", VALUES).empty == ("workaround",)
    assert fill("Hello {{ contact|default('you', true) }}", VALUES | {"contact": ""}).text == (
        "Hello you"
    )


@given(st.text())
def test_a_value_is_never_rendered(told: str) -> None:
    assert fill("<{{ title }}>", VALUES | {"title": told}).text == f"<{told}>"


def test_a_value_that_is_a_template_stays_text() -> None:
    told = "{{ case }}{% for i in range(9) %}x{% endfor %}{{ ''.__class__ }}"
    assert fill("{{ title }}", VALUES | {"title": told}).text == told


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Hello {{ custmer }}", "Line 1: there is no word “custmer” to fill in. Did you mean "
         "“customer”?"),
        ("\n{{ zzzz }}", "Line 2: there is no word “zzzz” to fill in. There are: case, "),
        ("{% for i in range(10**9) %}x{% endfor %}", "a loop cannot stand in it"),
        ('{{ "a" * 10**9 }}', "a calculation cannot stand in it"),
        ("{{ 10**10**10 }}", "a calculation cannot stand in it"),
        ("{{ title ~ title }}", "a calculation cannot stand in it"),
        ("{{ title.__class__.__mro__ }}", "a part of a word cannot stand in it"),
        ("{{ title['__class__'] }}", "a part of a word cannot stand in it"),
        ("{{ title|center(10000000000) }}", "“center” cannot stand in it"),
        ("{{ cycler(1) }}", "a call cannot stand in it"),
        ("{% include '/etc/passwd' %}", "another file cannot stand in it"),
        ("{% set title = 'x' %}", "an assignment cannot stand in it"),
        ("{% macro a() %}{{ a() }}{% endmacro %}", "a macro cannot stand in it"),
        ("{{ title", "Line 1: "),
        ("{% if title %}" * 200 + "{% endif %}" * 200, "nested too deeply"),
        ("{% if " + "not " * 4000 + "title %}{% endif %}", "nested too deeply"),
        ("{{ " + "(" * 5000 + "title" + ")" * 5000 + " }}", "nested too deeply"),
        ("x" * (LONGEST_TEMPLATE + 1), "at most 20,000 letters"),
        ("{{ " + "9" * 5000 + " }}", "A number in this template is too long"),
        ("{{ 0x" + "f" * 5000 + " }}", "A number in this template is too long"),
        ("{% if title == 1e999 %}x{% endif %}", "an endless number cannot stand in it"),
        ("{% if title < 3 %}x{% endif %}", "an order among what is not text cannot stand in it"),
        ("{% if title in 3 %}x{% endif %}", "an order among what is not text"),
        ("{% if none < 'a' %}x{% endif %}", "an order among what is not text"),
        ("{% if (title if case) < 'a' %}x{% endif %}", "an order among what is not text"),
        ("{{ title|default('a', true, 3) }}", "“default” with more than a text and “true”"),
        ("{{ title|default(*case) }}", "“default” with more than a text and “true”"),
        ("{{ '\\ud800' }}", "half of a character cannot stand in it"),
    ],
)  # fmt: skip
def test_what_is_no_template_is_refused_in_a_sentence_at_once(source: str, said: str) -> None:
    began = time.process_time()
    for attempt in (check_template, lambda text: fill(text, VALUES)):
        with pytest.raises(Problems) as told:
            attempt(source)
        assert said in told.value.by_field["text"]
        assert told.value.by_field["text"].endswith((".", "?"))
    assert time.process_time() - began < 1.0


def test_what_comes_of_a_template_has_an_end() -> None:
    source = "{{ title }}" * (LONGEST_TEMPLATE // 11)
    with pytest.raises(Problems, match="longer than a megabyte"):
        fill(source, VALUES | {"title": "ü" * (LONGEST_REPLY // 4)})
    whole = "ü" * (LONGEST_REPLY // 2)
    assert fill("{{ title }}", VALUES | {"title": whole}).text == whole


def test_what_takes_a_second_has_an_end() -> None:
    seconds = iter([0.0, 0.5, 1.5])
    with pytest.raises(Problems, match="longer than a second"):
        fill("{{ title }}{{ case }}{{ customer }}", VALUES, lambda: next(seconds))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{% if priority < 'P3' %}urgent{% endif %}", "urgent"),
        ("{% if 'soft' in (customer|default('x')) %}a{% else %}b{% endif %}", "b"),
        ("{{ title if case == 'CS-2' }}", ""),
        ("{{ 'a' if case != 'CS-2' else 7 }}", "a"),
    ],
)
def test_words_are_compared_with_texts(source: str, text: str) -> None:
    assert fill(source, VALUES | {"priority": "P2"}).text == text


_SOURCES = st.recursive(
    st.sampled_from(["title", "case", "workaround", "'a'", "''", "1", "1e999", "none", "true"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner,
                  st.sampled_from(["<", ">=", "in", "not in", "==", "!=", "and", "or"]), inner),
        st.builds("({} if {})".format, inner, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("(not {})".format, inner),
        st.builds("({}|default({}))".format, inner, inner),
        st.builds("({}|default({}, {}))".format, inner, inner, inner),
    ),
    max_leaves=8,
)  # fmt: skip


@given(_SOURCES)
def test_what_is_taken_for_a_template_can_always_be_filled_in(expression: str) -> None:
    source = f"{{{{ {expression} }}}}{{% if {expression} %}}x{{% endif %}}"
    try:
        check_template(source)
    except Problems:
        return
    for value in ("", "a", "CS-1"):
        assert fill(source, dict.fromkeys(WORDS, value)).text is not None


@given(st.text(alphabet="{}%# ()|\"'ifcasetlndo=!0-\n", max_size=300))
def test_any_text_is_filled_in_or_refused_at_its_field(source: str) -> None:
    told: list[str] = []
    try:
        told = [fill(source, VALUES).text]
    except Problems as problems:
        told = list(problems.by_field)
    assert told == ["text"] or len(told[0]) <= len(source) * 10
