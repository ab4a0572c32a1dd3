"""Contracts of the handbook's file: tried from the top, the first that matches a case counts."""

from typing import Any

import pytest

from models.handbook.contract_rules import Matter
from models.handbook.file_node import FileError
from models.handbook.policy import Amount, Policy
from models.handbook.policy_contracts import under_contract
from models.handbook.policy_file import read_policy
from tests.conftest import HANDBOOK
from tests.models.handbook.logs import DEFAULT

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
GOLD = """
[[contracts]]
name = "Gold"
customers = ["Northwind", "Contoso"]
edge = "opening"
calendars = { team = "round_the_clock" }
targets.P1.resolution = { sla = "2 h", slo = "90 min", calendar = "round_the_clock" }
"""


def policy(*contracts: str) -> Policy:
    return read_policy("\n".join((SOURCE, *contracts)), 1)


def matched(own: Policy, customer: str = "", category: str = "", group: str = "") -> str:
    return own.for_case(Matter(customer, category, group)).contract


def test_without_contracts_a_case_is_judged_by_the_handbook() -> None:
    assert DEFAULT.for_case(Matter("Northwind")) is DEFAULT


def test_a_contract_overrides_targets_calendar_and_answers() -> None:
    own = policy(GOLD).for_case(Matter("  northwind "))
    resolution, relaxed = own.target("P1", "resolution"), own.target("P3", "resolution")
    assert (own.contract, own.edge) == ("Gold", "opening")
    assert resolution is not None
    assert relaxed is not None
    assert resolution.sla == Amount(7_200)
    assert own.calendars[relaxed.calendar] == DEFAULT.calendars["round_the_clock"]
    assert ("P1", "resolution") in own.contract_targets
    assert ("P3", "resolution") in own.contract_targets  # it counts on other hours
    assert ("P1", "first_response") not in own.contract_targets


def test_the_first_contract_from_the_top_that_matches_counts() -> None:
    own = policy(
        '[[contracts]]\nname = "Billing"\ncategories = ["Billing"]',
        GOLD,
        '[[contracts]]\nname = "Night shift"\ngroups = ["Night"]\ncustomers = ["Fabrikam"]',
        '[[contracts]]\nname = "Everybody"',
    )
    assert matched(own, "Contoso", "Billing") == "Billing"
    assert matched(own, "Contoso") == "Gold"
    assert matched(own, "Fabrikam", group="night") == "Night shift"
    assert matched(own, "Fabrikam") == "Everybody"


def test_a_contract_may_be_like_another_and_say_only_what_it_has_of_its_own() -> None:
    own = policy(
        '[[contracts]]\nname = "Silver"\nlike = "Gold"\ncustomers = ["Fabrikam"]\nedge = "closing"',
        GOLD,
    )
    silver = own.for_case(Matter("Fabrikam"))
    target = silver.target("P1", "resolution")
    assert target is not None
    assert (silver.contract, silver.edge, target.sla) == ("Silver", "closing", Amount(7_200))
    assert ("P1", "resolution") in silver.contract_targets


@pytest.mark.parametrize(
    ("answer", "name", "value"),
    [
        ('reopen = "continue"', "reopen", "continue"),
        ('reopen_grace = "2 h"', "reopen_grace_seconds", 7_200),
        ('raise_from = "opening"', "raise_from", "opening"),
        ("acknowledgement_counts = true", "acknowledgement_counts", True),
    ],
)
def test_each_plain_question_may_be_answered_per_contract(
    answer: str, name: str, value: object
) -> None:
    own = policy(f'[[contracts]]\nname = "Own"\ncustomers = ["Contoso"]\n{answer}')
    assert getattr(own.for_case(Matter("Contoso")), name) == value
    assert getattr(own, name) == getattr(DEFAULT, name) != value


def test_a_contract_pauses_where_the_handbook_does_not_and_the_rest_stays() -> None:
    own = policy(
        '[[contracts]]\nname = "Own"\npausing = { waiting_third_party = ["resolution"] }'
    ).for_case(Matter())
    assert own.pauses("waiting_third_party", "resolution")
    assert own.pauses("waiting_customer", "resolution")


def test_a_contract_may_promise_the_cadence_and_a_commitment_of_its_own() -> None:
    own = policy(
        '[[contracts]]\nname = "Own"\n'
        'targets.P2.next_update = { sla = "2 h", calendar = "round_the_clock" }\n'
        'targets.P2.visit = { sla = "2 business days", calendar = "team" }\n',
        '[commitments.visit]\nstart = ["assigned"]',
    )
    under = own.for_case(Matter())
    update = under.target("P2", "next_update")
    assert update is not None
    assert update.sla == Amount(7_200)
    assert under.commitment_names()[-1] == "visit"
    assert [one.kind for one in under.conditions("visit").start] == ["assigned"]


@pytest.mark.parametrize(
    ("contracts", "key", "line", "words"),
    [
        ('[[contracts]]\ncustomers = ["A"]', "contracts[0]", 1, "“name” is missing"),
        (f'{GOLD}\n[[contracts]]\nname = "Gold"', "contracts[1].name", 10, "already"),
        ('[[contracts]]\nname = "A"\nlike = "A"', "contracts[0].like", 3, "in a circle: “A” → “A”"),
        ('[[contracts]]\nname = "A"\nlike = "B"\n[[contracts]]\nname = "B"\nlike = "C"\n'
         '[[contracts]]\nname = "C"\nlike = "B"', "contracts[2].like", 9, "“B” → “C” → “B”"),
        ('[[contracts]]\nname = "A"\nlike = "Bee"\n[[contracts]]\nname = "Beer"',
         "contracts[0].like", 3, "did you mean “Beer”?"),
        (f'{GOLD}\n[[contracts]]\nname = "Too"\ncustomers = ["contoso", "NORTHWIND"]',
         "contracts[1]", 9, "for the same cases as “Gold” above it"),
        ('[[contracts]]\nname = "A"\ncustomer = ["B"]', "contracts[0].customer", 3,
         "did you mean “customers”?"),
        ('[[contracts]]\nname = "A"\ncalendars = { team = "tea" }', "contracts[0].calendars.team",
         3, "did you mean “team”?"),
        ('[[contracts]]\nname = "A"\ntargets.P1.resolution = { sla = "2 h.", calendar = "team" }',
         "contracts[0].targets.P1.resolution.sla", 3, "not a time such as"),
        ('[[contracts]]\nname = "A"\ncustomers = []', "contracts[0].customers", 3, "names nobody"),
        ('[contracts]\nname = "A"', "contracts", 1, "not a list"),
    ],
)  # fmt: skip
def test_a_contract_that_is_wrong_is_named_by_line_and_key(
    contracts: str, key: str, line: int, words: str
) -> None:
    with pytest.raises(FileError) as caught:
        policy(contracts)
    error = caught.value
    assert (error.key, words in error.said) == (key, True), error
    assert error.line == SOURCE.count("\n") + 1 + line


def test_the_terms_of_a_contract_made_on_the_desk_may_name_the_handbooks_hours() -> None:
    terms: dict[str, Any] = {"calendars": {"team": "round_the_clock"}}
    own = under_contract(DEFAULT, terms, "Own hours")
    assert (own.contract, own.team) == ("Own hours", DEFAULT.calendars["round_the_clock"])
    nothing = under_contract(DEFAULT, {}, "Nothing of its own")
    assert (nothing.targets, nothing.contract_targets) == (DEFAULT.targets, frozenset())
