"""What clocks listen to, changed in the file: only what differs is written, the rest stays."""

import pytest

from models.handbook.clock_edits import (
    with_conditions,
    with_contact_type,
    with_provisional,
    with_slo_share,
    with_switch,
)
from models.handbook.condition_words import (
    as_written,
    clock_sentences,
    happening_words,
    vocabulary,
)
from models.handbook.conditions import Happening
from models.handbook.file_node import FileError, Node
from models.handbook.policy_conditions import read_conditions
from models.handbook.policy_file import parse, read_policy
from tests.conftest import HANDBOOK

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")


def own(source: str, commitment: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = parse(source).get("commitments", {}).get(commitment, {})
    return found


def test_only_the_lists_that_differ_from_the_default_are_written() -> None:
    usual = as_written(read_policy(SOURCE).conditions("resolution"))
    paused = {**usual, "pause": ["unassigned"], "resume": ["assigned"]}
    changed = with_conditions(SOURCE, "resolution", paused)
    assert own(changed, "resolution") == {"pause": ["unassigned"], "resume": ["assigned"]}
    assert changed.startswith(SOURCE.rstrip()[:400])
    assert changed.count("#") == SOURCE.count("#")
    other = with_conditions(changed, "resolution", {**paused, "resume": ["status left new"]})
    assert own(other, "resolution") == {"pause": ["unassigned"], "resume": ["status left new"]}
    assert own(with_conditions(other, "resolution", usual), "resolution") == {}


def test_written_after_the_contracts_it_is_still_the_handbook_s() -> None:
    source = f'{SOURCE}\n[[contracts]]\nname = "Gold"\ncustomers = ["Contoso"]\n'
    changed = with_conditions(source, "next_update", {"reset": ["contact to customer by call"]})
    policy = read_policy(changed)
    assert policy.own_conditions["next_update"].reset == (Happening("contact to customer", "call"),)
    assert [rule.name for rule, _ in policy.contracts] == ["Gold"]


def test_a_list_that_cannot_be_is_refused_where_it_stands() -> None:
    with pytest.raises(FileError, match="first response never pauses") as told:
        with_conditions(SOURCE, "first_response", {"pause": ["assigned"]})
    assert told.value.path == ("commitments", "first_response", "pause")
    with pytest.raises(FileError, match="Nothing would ever start"):
        with_conditions(SOURCE, "resolution", {"start": []})


def test_a_way_of_the_team_s_own_counts_as_both_until_it_is_told_otherwise() -> None:
    changed = with_contact_type(SOURCE, " Site visit ")
    assert changed.count("#") == SOURCE.count("#")
    policy = read_policy(changed)
    assert list(policy.contact_types)[-1] == "site_visit"
    assert policy.contact_types["site_visit"].counts_as_response
    assert (
        not read_policy(with_switch(changed, "site_visit", "counts_as_update", False))
        .contact_types["site_visit"]
        .counts_as_update
    )
    bare = SOURCE[: SOURCE.index("[contact_types]")]
    alone = with_contact_type(bare, "Fax")
    assert list(read_policy(alone).contact_types) == ["fax"]


@pytest.mark.parametrize(("words", "said"), [(" !", "letters or digits"), ("reply", "already")])
def test_a_way_needs_a_name_of_its_own(words: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        with_contact_type(SOURCE, words)


def test_a_switch_of_a_contact_type_changes_its_own_line() -> None:
    changed = with_switch(SOURCE, "status_page", "counts_as_response", True)
    assert read_policy(changed).contact("status_page").counts_as_response
    differing = [new for new, old in zip(changed.splitlines(), SOURCE.splitlines(), strict=True)
                 if new != old]  # fmt: skip
    assert len(differing) == 1


def test_until_a_priority_is_set_another_one_counts() -> None:
    assert read_policy(with_provisional(SOURCE, "P3")).provisional_priority == "P3"


@pytest.mark.parametrize(("typed", "share"), [("90 %", "0.9"), ("99,5%", "0.995"), ("80", "0.8")])
def test_the_share_that_is_to_keep_the_slo_is_typed_in_per_cent(typed: str, share: str) -> None:
    assert f"slo_share = {share}\n" in with_slo_share(SOURCE, typed)


@pytest.mark.parametrize("typed", ["", "most", "0 %", "100 %", "120", "nan", "-5"])
def test_what_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(FileError, match="95 %") as told:
        with_slo_share(SOURCE, typed)
    assert told.value.path == ("slo_share",)


def test_the_defaults_read_as_sentences() -> None:
    policy = read_policy(SOURCE)
    assert list(map(str, clock_sentences(policy, "first_response"))) == [
        "Starts when the case is opened.", "Stops when a contact counts as response.",
        "Never stands still.",
    ]  # fmt: skip
    assert list(map(str, clock_sentences(policy, "next_update"))) == [
        "Starts when the case is opened or it is reopened.",
        "Begins anew when a contact counts as update.",
        "Stands still while it is “Waiting on customer”.",
    ]  # fmt: skip


def test_all_that_is_offered_can_be_written_and_has_words_of_its_own() -> None:
    policy = read_policy(SOURCE)
    offered = vocabulary(policy)
    written = Node({"resolution": {"stop": [one.words for one in offered]}})
    read = read_conditions(written, ["resolution"], policy.contact_types)
    assert list(read["resolution"].stop) == offered
    assert len({str(happening_words(one)) for one in offered}) == len(offered)
    valued = Happening("field changed", "category", "Network")
    assert str(happening_words(valued)) == "“Category” becomes “Network”"
