"""A contract's tables as a handbook's file has them; each mistake by line and key."""

from fractions import Fraction

import pytest

from models.handbook.courses import rules_of_courses
from models.handbook.file_node import FileError
from models.handbook.policy_contracts import under_contract
from models.handbook.policy_diff import differences
from models.handbook.policy_file import read_policy
from models.handbook.remedies import RemedyTable
from tests.models.handbook.policies import SOURCE

GOLD = """
[[contracts]]
name = "Gold"
customers = ["Contoso"]

[contracts.remedies]
unit = "% of the monthly fee"
cap = 12.5
P1.first_response = { over = [["0 min", 2], ["30 min", 5]] }
P1.resolution = { under = [[0.95, 5], [0.9, 10]], over = [["4 h", 1]] }
"""


def test_the_tables_of_a_contract() -> None:
    policy = read_policy(SOURCE + GOLD)
    assert policy.remedies is None
    [(_, own)] = policy.contracts
    assert own.remedies is not None
    assert (own.remedies.unit, own.remedies.cap, own.remedies.per) == (
        "% of the monthly fee", 1_250, "month",
    )  # fmt: skip
    assert own.remedies.tables == {
        ("P1", "first_response"): RemedyTable(over=((0, 200), (1_800, 500))),
        ("P1", "resolution"): RemedyTable(
            ((Fraction(95, 100), 500), (Fraction(9, 10), 1_000)), ((14_400, 100),)
        ),
    }


def test_a_contract_made_with_a_customer_has_them_too() -> None:
    terms = {"remedies": {"unit": "EUR", "cap": 500, "per": "quarter",
                          "P2": {"resolution": {"under": [[0.9, 99.95]]}}}}  # fmt: skip
    own = under_contract(read_policy(SOURCE), terms)
    assert own.remedies is not None
    assert own.remedies.per == "quarter"
    assert own.remedies.tables["P2", "resolution"].under == ((Fraction(9, 10), 9_995),)


def test_a_contract_like_another_credits_as_it_does() -> None:
    like = '\n[[contracts]]\nname = "Silver"\nlike = "Gold"\ncustomers = ["Fabrikam"]\n'
    (_, gold), (_, silver) = read_policy(SOURCE + GOLD + like).contracts
    assert silver.remedies == gold.remedies


def test_clocks_run_the_same_whatever_is_credited() -> None:
    [(_, own)] = read_policy(SOURCE + GOLD).contracts
    assert rules_of_courses(own) == rules_of_courses(read_policy(SOURCE))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("cap = 12.5\n", "", "“cap” is missing"),
        ('unit = "% of the monthly fee"\n', "", "“unit” is missing"),
        ("cap = 12.5", "cap = 0", "no credit"),
        ("cap = 12.5", "cap = 1.005", "no credit"),
        ("cap = 12.5", "cap = inf", "no credit"),
        ("cap = 12.5", "cap = nan", "no credit"),
        ("cap = 12.5", "cap = true", "not a number"),
        ("cap = 12.5", 'cap = 12.5\nper = "week"', "did you mean|known are"),
        ("cap = 12.5", "cap = 12.5\nroof = 3", "not known here"),
        ("P1.resolution", "P1.next_update", "no SLA"),
        ("P1.resolution", "P5.resolution", "not known here"),
        ("[0.95, 5]", "[1.5, 5]", "share"),
        ("[0.95, 5]", "[0.95]", "a limit and its credit"),
        ("[0.95, 5]", "[0.9, 5]", "twice"),
        ("[0.95, 5]", "[0.95, 11]", "worse result"),
        ('["30 min", 5]', '["30 min", 1]', "worse result"),
        ('"30 min"', '"1 business day"', "minutes or hours"),
        ('"30 min"', '"soon"', "not a time"),
        ('over = [["0 min", 2], ["30 min", 5]]', "", "empty"),
    ],
)
def test_what_no_credit_can_rest_on_is_refused_where_it_stands(
    old: str, new: str, said: str
) -> None:
    assert GOLD.count(old) >= 1
    with pytest.raises(FileError, match=said) as caught:
        read_policy(SOURCE + GOLD.replace(old, new, 1))
    assert caught.value.line is not None
    assert caught.value.line > SOURCE.count("\n")


def test_two_versions_say_how_their_credits_differ() -> None:
    more = GOLD.replace("[0.9, 10]", "[0.9, 12]")
    old, new = read_policy(SOURCE + GOLD), read_policy(SOURCE + more)
    [found] = differences(old, new)
    assert "10 under 0.9" in found.before
    assert "12 under 0.9, 1 over by 4 h" in found.after
    assert "at most 12.5 % of the monthly fee a month" in found.after
    assert differences(old, old) == []


def test_the_example_in_the_default_handbook_reads_as_it_stands_there() -> None:
    begin = SOURCE.index("# [contracts.remedies]")
    example = SOURCE[begin : SOURCE.index("\n#\n", begin)].replace("# ", "")
    head = '\n[[contracts]]\nname = "Gold"\n'
    [(_, own)] = read_policy(SOURCE + head + example).contracts
    assert own.remedies is not None
    assert own.remedies.cap == 2_000
