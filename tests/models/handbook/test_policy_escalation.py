"""[[escalation.P1]] of a handbook's file: read, refused by line, compared and said in words."""

import pytest

from models.handbook.escalation import USUAL, Step
from models.handbook.escalation_words import path_words, walk_words
from models.handbook.file_node import FileError
from models.handbook.policy import Policy
from models.handbook.policy_diff import differences
from models.handbook.policy_file import read_policy
from tests.models.handbook.policies import SOURCE

PATH = """
[[escalation.P1]]
notify = "incident_commander"
after = "10 min"
times = 2

[[escalation.P1]]
notify = "engineering_on_call"
within = "team"
otherwise = "lead"

[[escalation.P1]]
notify = "incident_commander"
hand_over = true
"""
READ = (
    Step("incident_commander", 600, 2),
    Step("engineering_on_call", None, 1, "team", "lead"),
    Step("incident_commander", hands=True),
)


def said(policy: Policy, priority: str) -> str:
    return " ".join(map(str, walk_words(policy.escalation(priority))))


def test_a_path_takes_the_place_of_one_priority_s() -> None:
    policy = read_policy(SOURCE + PATH)
    assert policy.paths == {**USUAL, "P1": READ}


@pytest.mark.parametrize(("old", "new", "line", "words"), [
    ('"incident_commander"\nafter', '"commander"\nafter', "notify = ", "did you mean"),
    ('after = "10 min"', 'after = "2 business days"', "after", "not a time"),
    ("times = 2", "times = 0", "times", "from 1 to 10"),
    ('within = "team"', 'within = "night"', "within", "not one of the words"),
    ('within = "team"\n', "", "otherwise", "which is missing"),
    ('otherwise = "lead"', 'otherwise = "engineering_on_call"', "otherwise", "the same role"),
    ("hand_over = true", "", "notify = ", "does not go back"),
    ("times = 2", "hand_over = true", "hand_over", "Only the last step"),
    ('notify = "engineering_on_call"', "", "", "“notify” is missing"),
    ("times = 2", "repeat = 2", "repeat", "not known here"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused_where_it_stands(
    old: str, new: str, line: str, words: str
) -> None:
    source = SOURCE + PATH.replace(old, new, 1)
    with pytest.raises(FileError, match=words) as refused:
        read_policy(source)
    assert refused.value.line is not None
    assert source.splitlines()[refused.value.line - 1].startswith(line)


def test_a_path_that_tells_nobody_is_refused() -> None:
    with pytest.raises(FileError, match="tells nobody"):
        read_policy(f"escalation.P1 = []\n{SOURCE}")


CONTRACT = """
[[contracts]]
name = "Gold"
customers = ["Contoso"]
calendars = { team = "round_the_clock" }

[[contracts.escalation.P2]]
notify = "lead"
after = "5 min"
"""


def test_a_contract_has_paths_of_its_own_and_the_handbook_s_where_it_says_nothing() -> None:
    policy = read_policy(SOURCE + PATH + CONTRACT)
    ((_, gold),) = policy.contracts
    assert gold.paths == {**policy.paths, "P2": (Step("lead", 300),)}
    assert gold.escalation("P1").calendars["team"] == policy.calendars["round_the_clock"]


def test_what_differs_is_said_in_words() -> None:
    before, after = read_policy(SOURCE), read_policy(SOURCE + PATH + CONTRACT)
    found = [str(row.words) for row in differences(before, after)]
    assert found[0] == (
        "who is told next of an unseen alert of P1: incident commander; engineering on-call; "
        "comms lead; lead → incident commander after 10 min, 2 times; engineering on-call, in the "
        "hours of “team”, outside them the lead; incident commander, who is given the case"
    )
    assert (
        "contract Gold, who is told next of an unseen alert of P2: not there → lead after 5 min"
    ) in found


def test_a_path_in_sentences() -> None:
    policy = read_policy(SOURCE + PATH)
    assert said(policy, "P1") == (
        "Unseen for 10 min: the incident commander, 2 times. 5 min later: the engineering on-call, "
        "in the hours of “team”, outside them the lead. 5 min later: the incident commander, who "
        "is given the case."
    )
    assert said(policy, "P2") == (
        "Unseen for 15 min: the squad lead. 15 min later: the feature owner. "
        "15 min later: the lead."
    )
    assert said(policy, "P4") == "Nobody else is told."
    partly = read_policy(SOURCE + PATH.replace("P1", "P3"))
    assert said(partly, "P3").endswith("incident commander, 2 times. It goes no further.")
    assert path_words((Step("comms_lead", 60, within="team"),)) == (
        "comms lead after 1 min, in the hours of “team”, or when they begin"
    )
