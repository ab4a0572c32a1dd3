"""Contracts changed in the file: order, whom, terms; what is not meant stays as written."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.handbook.contract_edits import (
    contracts_of,
    with_contract,
    with_contract_hours,
    with_contract_like,
    with_contract_match,
    with_contract_moved,
    with_contract_name,
    with_contract_target,
    without_contract,
)
from models.handbook.contract_rules import Matter
from models.handbook.file_node import FileError
from models.handbook.policy import Amount
from models.handbook.policy_file import read_policy
from tests.conftest import HANDBOOK

PLAIN = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
TWO = f"""{PLAIN}
# Signed in March.
[[contracts]]
name = "Gold"
customers = ["Northwind"]   # the big one
targets.P1.resolution = {{ sla = "2 h", calendar = "round_the_clock" }}

[contracts.remedies]
unit = "% of the fee"
cap = 20
P1.resolution = {{ over = [["0 min", 2]] }}

# Signed in May.
[[contracts]]
name = "Silver"
like = "Gold"
customers = ["Contoso"]
"""
INLINE = (
    f'contracts = [{{ name = "Gold", customers = ["Northwind"] }}, '
    f'{{ name = "Silver", customers = ["Contoso"] }}]\n{PLAIN}'
)


def names(source: str) -> list[str]:
    return [rule.name for rule, _ in read_policy(source).contracts]


def test_one_more_is_tried_last_and_says_nothing_otherwise() -> None:
    changed = with_contract(TWO, "Bronze “B”", "Fabrikam,  Adventure   Works")
    assert names(changed) == ["Gold", "Silver", "Bronze “B”"]
    assert contracts_of(changed)[-1]["customers"] == ["Fabrikam", "Adventure Works"]
    assert changed.startswith(TWO.rstrip())
    policy = read_policy(changed)
    assert policy.for_case(Matter("fabrikam")).targets == policy.targets
    assert names(with_contract(PLAIN, "Gold", "Northwind")) == ["Gold"]
    assert names(with_contract(INLINE, "Bronze", "Fabrikam")) == ["Gold", "Silver", "Bronze"]


@pytest.mark.parametrize(
    ("name", "customers", "said"),
    [("Gold", "Fabrikam", "already"), ("", "Fabrikam", "1 to 100"), ("New", " , ", "for all"),
     ("New", "northwind", "same cases")],
)  # fmt: skip
def test_one_that_could_not_count_is_refused(name: str, customers: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        with_contract(TWO, name, customers)


@pytest.mark.parametrize("source", [TWO, INLINE])
def test_moved_up_it_is_tried_first_and_keeps_its_lines(source: str) -> None:
    up = with_contract_moved(source, 1, -1)
    assert names(up) == ["Silver", "Gold"]
    assert sorted(filter(None, up.splitlines())) == sorted(filter(None, source.splitlines())) or (
        source is INLINE
    )
    down = with_contract_moved(up, 0, 1)
    assert tomllib.loads(down) == tomllib.loads(source)
    assert with_contract_moved(source, 0, -1) == with_contract_moved(source, 1, 1) == source


def test_moved_it_takes_the_comment_above_it_along() -> None:
    up = with_contract_moved(TWO, 1, -1)
    said = ("# Signed in May.", 'name = "Silver"', "# Signed in March.", 'name = "Gold"')
    places = [up.rindex(words) for words in said]
    assert places == sorted(places)


def test_lists_over_several_lines_are_moved_whole() -> None:
    source = TWO.replace('["Contoso"]', '[\n"Contoso",\n]\ngroups = [\n"a",\n]')
    assert names(with_contract_moved(source, 0, 1)) == ["Silver", "Gold"]
    odd = f'{PLAIN}\n[[contracts]]\nname = """\n[[contracts]]\n"""\ncustomers = ["A"]\n'
    two = with_contract(odd, "B", "B")
    assert names(with_contract_moved(two, 1, -1))[0] == "B"
    assert names(without_contract(two, 0)) == ["B"]


def test_taken_out_the_rest_stays_and_what_others_are_like_is_refused() -> None:
    assert names(without_contract(TWO, 1)) == ["Gold"]
    assert "# Signed in March." in without_contract(TWO, 1)
    with pytest.raises(FileError):
        without_contract(TWO, 0)
    assert names(without_contract(INLINE, 0)) == ["Silver"]
    assert names(without_contract(without_contract(TWO, 1), 0)) == []


def test_a_table_after_the_contracts_belongs_to_none_of_them() -> None:
    source = f'{TWO}\n[commitments.next_update]\nreset = ["update"]\n'
    gone = without_contract(source, 1)
    assert "next_update" in read_policy(gone).own_conditions
    moved = with_contract_moved(source, 0, 1)
    assert names(moved) == ["Silver", "Gold"]
    assert "next_update" in read_policy(moved).own_conditions


def test_renamed_those_that_are_like_it_follow() -> None:
    changed = with_contract_name(TWO, 0, "Platinum")
    assert names(changed) == ["Platinum", "Silver"]
    assert contracts_of(changed)[1]["like"] == "Platinum"


def test_whom_it_is_for() -> None:
    changed = with_contract_match(TWO, 1, "categories", "billing, exports")
    assert contracts_of(changed)[1]["categories"] == ["billing", "exports"]
    back = with_contract_match(changed, 1, "categories", "")
    assert tomllib.loads(back) == tomllib.loads(TWO)
    with pytest.raises(FileError, match="same cases"):
        with_contract_match(TWO, 1, "customers", "Northwind")


def test_its_hours_and_what_it_is_like() -> None:
    changed = with_contract_hours(TWO, 1, "team", "round_the_clock")
    under = read_policy(changed).contracts[1][1]
    assert under.team == under.calendars["round_the_clock"]
    assert tomllib.loads(with_contract_hours(changed, 1, "team", "")) == tomllib.loads(TWO)
    alone = with_contract_like(TWO, 1, "")
    assert read_policy(alone).contracts[1][1].targets == read_policy(TWO).targets
    with pytest.raises(FileError, match="circle"):
        with_contract_like(TWO, 0, "Silver")


def test_a_target_of_its_own_begins_from_what_was_promised() -> None:
    changed = with_contract_target(TWO, 1, ("P3", "resolution", "sla"), "2 days")
    policy = read_policy(changed)
    target = policy.contracts[1][1].target("P3", "resolution")
    assert target is not None
    assert (target.sla, target.slo, target.calendar) == (Amount(days=2), Amount(days=2), "team")
    handbook = policy.target("P3", "resolution")
    assert handbook is not None
    assert handbook.sla == Amount(days=3)
    assert changed.count("#") == TWO.count("#")


def test_a_target_begins_from_the_contract_it_is_like() -> None:
    changed = with_contract_target(TWO, 1, ("P1", "resolution", "slo"), "1 h")
    target = read_policy(changed).contracts[1][1].target("P1", "resolution")
    assert target is not None
    assert (target.sla, target.slo) == (Amount(7200), Amount(3600))


def test_an_emptied_target_is_the_handbook_s_again() -> None:
    place = ("P3", "first_response", "sla")
    changed = with_contract_target(TWO, 1, place, "2 h")
    own = contracts_of(changed)[1]["targets"]["P3"]["first_response"]
    assert own == {"sla": "2 h", "slo": "3 h", "calendar": "team"}
    back = with_contract_target(changed, 1, place, "")
    assert "sla" not in contracts_of(back)[1]["targets"]["P3"]["first_response"]
    back = with_contract_target(back, 1, ("P3", "first_response", "slo"), "")
    assert tomllib.loads(back) == tomllib.loads(TWO)
    assert with_contract_target(TWO, 1, place, "") == TWO


def test_its_calendar_is_chosen_alone_and_a_second_target_joins_the_first() -> None:
    one = with_contract_target(TWO, 0, ("P3", "first_response", "calendar"), "round_the_clock")
    two = with_contract_target(one, 0, ("P4", "resolution", "sla"), "4 days")
    under = read_policy(two).contracts[0][1]
    third, fourth = under.target("P3", "first_response"), under.target("P4", "resolution")
    assert third is not None
    assert fourth is not None
    assert (third.calendar, third.sla) == ("round_the_clock", Amount(4 * 3600))
    assert fourth.sla == Amount(days=4)
    assert under.remedies is not None


@pytest.mark.parametrize(("what", "typed"), [("sla", "soon"), ("slo", "0 min"), ("calendar", "x")])
def test_what_cannot_be_is_refused_at_its_cell(what: str, typed: str) -> None:
    with pytest.raises(FileError) as told:
        with_contract_target(TWO, 1, ("P3", "resolution", what), typed)
    assert told.value.path == ("contracts", 1, "targets", "P3", "resolution", what)


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "move up", "move down", "take out"]), st.integers(0, 5)),
    max_size=8,
)


@settings(deadline=None, max_examples=25)
@given(st.sampled_from([TWO.replace('like = "Gold"\n', ""), INLINE, PLAIN]), STEPS)
def test_whatever_is_done_the_order_is_as_meant_and_no_comment_outside_is_lost(
    source: str, steps: list[tuple[str, int]]
) -> None:
    order, comments = names(source), PLAIN.count("#")
    for number, (step, place) in enumerate(steps):
        at = place % max(len(order), 1)
        if step == "add":
            source = with_contract(source, f"C{number}", f"Customer {number}")
            order.append(f"C{number}")
        elif step == "take out" and order:
            source = without_contract(source, at)
            del order[at]
        elif order:
            to = at + (1 if step == "move down" else -1)
            source = with_contract_moved(source, at, to - at)
            if 0 <= to < len(order):
                order[at], order[to] = order[to], order[at]
        assert names(source) == order
    assert source.count("#") >= comments
