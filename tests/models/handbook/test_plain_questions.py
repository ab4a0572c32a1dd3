"""The plain questions: what follows is judged, and an answer is one change of the file."""

import pytest

from models.handbook.file_node import FileError
from models.handbook.plain_questions import Question, plain_questions
from models.handbook.policy import Amount
from models.handbook.policy_file import read_policy
from models.handbook.question_answers import answered, with_grace
from tests.conftest import HANDBOOK
from tests.models.handbook.logs import secs

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
NOW = secs("12 14:28")
QUESTIONS = {
    "p3_hours", "edge", "raise_from", "cadence", "reopen", "acknowledgement", "unseen",
    "third_party",
}  # fmt: skip


def asked(source: str) -> dict[str, Question]:
    return {question.id: question for question in plain_questions(read_policy(source), NOW)}


def follows(question: str, answer: str) -> str:
    answers = asked(SOURCE)[question].answers
    return next(str(one.follows) for one in answers if one.id == answer)


def test_the_default_handbook_raises_all_of_them() -> None:
    assert {name: question.chosen for name, question in asked(SOURCE).items()} == {
        "p3_hours": "business", "edge": "closing", "raise_from": "change", "cadence": "internal",
        "reopen": "new_cycle", "acknowledgement": "no", "unseen": "no",
        "third_party": "runs",
    }  # fmt: skip


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_answer_is_the_one_chosen_once_it_is_given(question: str) -> None:
    for answer in asked(SOURCE)[question].answers:
        changed = answered(SOURCE, question, answer.id)
        assert asked(changed)[question].chosen == answer.id
        assert changed.count("#") == SOURCE.count("#")


def test_rule_4_the_edge_is_the_handbooks_own_example() -> None:
    assert follows("edge", "closing").endswith("from Monday 09:00: due Monday 17:00.")
    assert follows("edge", "opening").endswith("from Monday 09:00: due Tuesday 09:00.")


def test_rule_7_the_hours_of_p3() -> None:
    assert follows("p3_hours", "business") == "Received Friday 16:00: answer due Monday 12:00."
    assert follows("p3_hours", "clock") == "Received Friday 16:00: answer due Friday 20:00."


def test_rule_14_only_from_the_opening_does_a_raise_breach_at_once() -> None:
    assert "breached at once" not in follows("raise_from", "change")
    assert follows("raise_from", "change").endswith("raised to P1 Monday 15:00: due Monday 19:00.")
    assert follows("raise_from", "opening").endswith("due Monday 13:00, so breached at once.")


def test_rule_15_a_reopened_case_starts_anew_or_goes_on() -> None:
    assert follows("reopen", "new_cycle").endswith("reopened Wednesday 08:00: due Friday 17:00.")
    assert follows("reopen", "continue").endswith("reopened Wednesday 08:00: due Thursday 14:00.")
    assert follows("reopen", "grace").startswith("Within 24 h: ")


def test_rule_8_a_promised_cadence_is_the_slo_and_back_again() -> None:
    promised = answered(SOURCE, "cadence", "promised")
    target = read_policy(promised).target("P2", "next_update")
    assert target is not None
    assert target.sla == target.slo == Amount(4 * 3600)
    internal = read_policy(answered(promised, "cadence", "internal"))
    assert internal.targets == read_policy(SOURCE).targets


def test_rule_11_an_acknowledgement_answers_only_where_the_policy_says_so() -> None:
    assert follows("acknowledgement", "no").endswith("a person answers by Monday 13:00.")
    assert follows("acknowledgement", "yes").endswith("acknowledged Monday 09:01: met.")


def test_rule_21_an_acknowledgement_is_sent_unseen_only_where_the_policy_says_so() -> None:
    assert follows("unseen", "no").startswith("It waits below the case as a draft")
    assert "misunderstood goes out too" in follows("unseen", "yes")
    policy = read_policy(answered(SOURCE, "unseen", "yes"))
    assert policy.acknowledge_unseen
    counting = asked(answered(SOURCE, "acknowledgement", "yes"))["unseen"].answers
    assert "ends the wait for a first response" in str(counting[1].follows)


def test_rule_13_a_third_party_pauses_only_where_the_policy_says_so() -> None:
    assert follows("third_party", "runs").endswith("due Wednesday 17:00.")
    assert follows("third_party", "pauses").endswith("due Thursday 17:00.")
    without = SOURCE.replace("waiting_third_party = []\n", "")
    assert asked(answered(without, "third_party", "pauses"))["third_party"].chosen == "pauses"


def test_the_window_of_a_reopened_case_is_typed() -> None:
    changed = with_grace(answered(SOURCE, "reopen", "grace"), "36 hours")
    assert read_policy(changed).reopen_grace_seconds == 36 * 3600
    for typed in ("0 h", "2 business days", "soon"):
        with pytest.raises(FileError):
            with_grace(changed, typed)


def test_what_a_handbook_does_not_promise_is_not_asked() -> None:
    always = (
        '[calendars.team]\nzone = "UTC"\nhours = { ' + ", ".join(
            f'{day} = [["00:00", "24:00"]]' for day in
            ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        ) + ' }\n[targets.P1]\nresolution = { sla = "4 h", calendar = "team" }\n'
    )  # fmt: skip
    assert asked(always) == {}
