"""The plain questions of a contract: its own answer or the one above it, and what follows."""

import tomllib

import pytest

from models.errors import KnownError
from models.handbook.contract_questions import (
    answered_under,
    contract_questions,
    with_grace_under,
)
from models.handbook.contract_reading import read_contracts
from models.handbook.instants import to_seconds
from models.handbook.policy_file import read_policy
from tests.conftest import NOW
from tests.models.handbook.test_contract_edits import PLAIN, TWO

AT = to_seconds(NOW)


def chosen(source: str, at: int) -> dict[str, str]:
    return {question.id: question.chosen for question in contract_questions(source, at, AT)}


def test_a_contract_without_answers_has_those_of_the_handbook() -> None:
    assert chosen(TWO, 0) == dict.fromkeys(
        ("edge", "raise_from", "reopen", "acknowledgement", "unseen", "third_party"), ""
    )
    first = next(q for q in contract_questions(TWO, 0, AT) if q.id == "edge").answers[0]
    assert str(first.words) == "As the handbook has it"
    silver = next(q for q in contract_questions(TWO, 1, AT) if q.id == "edge").answers[0]
    assert str(silver.words) == "As “Gold” has it"


@pytest.mark.parametrize(
    ("question", "answer"),
    [("edge", "opening"), ("raise_from", "opening"), ("reopen", "continue"), ("reopen", "grace"),
     ("acknowledgement", "yes"), ("unseen", "yes"), ("third_party", "pauses")],
)  # fmt: skip
def test_an_answer_of_its_own_counts_for_it_alone_and_can_be_taken_back(
    question: str, answer: str
) -> None:
    changed = answered_under(TWO, 0, question, answer)
    assert chosen(changed, 0)[question] == answer
    policy = read_policy(changed)
    plain = read_policy(TWO)
    assert policy.contracts[0][1] != plain.contracts[0][1]
    assert (policy.edge, policy.reopen, policy.pausing) == (plain.edge, plain.reopen, plain.pausing)
    assert chosen(changed, 1)[question] == ""  # like Gold, whose answer it has
    assert tomllib.loads(answered_under(changed, 0, question, "")) == tomllib.loads(TWO)
    assert changed.count("#") == TWO.count("#")


def test_what_follows_is_judged_under_the_contract() -> None:
    asked = {q.id: q for q in contract_questions(TWO, 0, AT)}["raise_from"]
    above, change, opening = asked.answers
    assert str(above.follows) == str(change.follows) != str(opening.follows)


def test_the_window_of_a_reopened_case_is_typed() -> None:
    changed = with_grace_under(answered_under(TWO, 0, "reopen", "grace"), 0, "2 h")
    assert read_policy(changed).contracts[0][1].reopen_grace_seconds == 7200
    with pytest.raises(KnownError, match="starts anew"):
        with_grace_under(changed, 0, "0 min")


def test_the_list_and_the_one_in_view() -> None:
    found = read_contracts(TWO, 5, AT)
    assert [(line.name, str(line.whom)) for line in found.lines] == [
        ("Gold", "Northwind"), ("Silver", "Contoso"),
    ]  # fmt: skip
    assert found.shown is not None
    assert (found.shown.at, found.shown.name, found.shown.like) == (1, "Silver", "Gold")
    assert found.shown.names == {"customers": "Contoso", "categories": "", "groups": ""}
    assert found.shown.own == {}
    assert found.lines[1].otherwise == found.lines[0].otherwise
    assert read_contracts(PLAIN, 0, AT).shown is None
