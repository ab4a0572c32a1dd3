"""What an engineer would ask: the few most telling questions, and none where all is said."""

from models.handbook.completeness import questions
from models.wording import QUESTIONS

SAID = {
    "title": "Exports stall since Monday", "version": "4.2", "production": "yes",
    "steps": "Open it, then press Export", "actual": "Stands", "expected": "A file",
    "workaround_known": "no",
}  # fmt: skip


def test_where_all_is_said_nobody_asks() -> None:
    assert questions(SAID) == ()


def test_at_most_three_are_asked_the_most_telling_first() -> None:
    assert questions({}) == ("version", "since", "actual")
    assert questions({"title": "Help", "version": "4"}) == ("since", "actual", "expected")


def test_each_question_goes_once_it_is_answered() -> None:
    for answer, question in (
        ("version", "version"), ("title", "since"), ("actual", "actual"),
        ("expected", "expected"), ("production", "production"), ("workaround_known", "workaround"),
    ):  # fmt: skip
        assert questions({**SAID, answer: ""}) == (question,)
        assert question in QUESTIONS


def test_an_environment_in_words_answers_too() -> None:
    told = {**SAID, "version": "", "production": "", "environment": "4.2, production"}
    assert questions(told) == ()


def test_a_version_that_the_customer_tells_is_not_asked_for() -> None:
    for message in ("Version 5.1, cloud", "We run v12", "since release 4.2"):
        assert questions({**SAID, "version": "", "message": message}) == ()
    assert questions({**SAID, "version": "", "message": "Another version"}) == ("version",)


def test_one_word_is_no_way_to_reproduce_it() -> None:
    assert questions({**SAID, "steps": "Export"}) == ("steps",)
