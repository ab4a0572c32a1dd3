"""Which skills a case needs, by rule and by hand, and which of them relax (rule 23)."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.file_node import FileError
from models.handbook.lint_team import Colleague
from models.handbook.linter import lint
from models.handbook.policy_diff import differences
from models.handbook.policy_file import read_policy
from models.handbook.skill_rules import (
    Need,
    needs_of,
    plain_words,
    still_asked,
    subject_of,
)
from models.handbook.skills import Skill, held_skills, levels_of, skills_from
from tests.models.handbook.policies import SOURCE

RULES = """
[[skill]]
name = "payments"
level = 3
categories = ["Payments", "billing"]

[[skill]]
name = "payments"
level = 5
categories = ["payments"]
words = ["charge back", "Rückbuchung"]

[[skill]]
name = "German"
need = "preferred"
languages = ["de"]

[[skill]]
name = "terminals"
level = 2
need = "preferred"
products = ["Till 4"]
components = ["printer", "card reader"]
"""


def needs(by_hand: Mapping[str, object] | None = None, **fields: str) -> list[str]:
    language = fields.pop("language", "")
    texts = [fields.pop("text", "")]
    rules = read_policy(SOURCE + RULES).skills
    return [need.words for need in needs_of(rules, subject_of(fields, texts, language), by_hand)]


def test_a_rule_asks_where_each_of_its_lists_is_met() -> None:
    assert needs(category="BILLING ") == ["payments 3"]
    assert needs(category="search") == []
    assert needs(product="till 4", component="printer") == ["terminals 2, preferred"]
    assert needs(product="till 4", component="scanner") == []
    assert needs(category="billing", language="de") == ["payments 3", "German 1, preferred"]


def test_words_are_found_whole_without_case_and_accents() -> None:
    assert needs(category="payments", text="A CHARGE  BACK of May") == ["payments 5"]
    assert needs(category="payments", text="die ruckbuchung fehlt") == ["payments 5"]
    assert needs(category="payments", text="charge backs") == ["payments 3"]
    assert needs(category="billing", text="a charge back") == ["payments 3"]


def test_what_is_said_by_hand_takes_the_place_of_the_rules() -> None:
    said = {"Payments": None, "SQL": {"level": 4, "required": False}}
    assert needs(said, category="payments") == ["SQL 4, preferred"]
    lower = {"payments": {"level": 1, "required": False}}
    assert needs(lower, category="payments") == ["payments 1, preferred"]


def test_preferred_skills_relax_in_turn_and_required_ones_never() -> None:
    wanted = (Need("a"), Need("b", 2, required=False), Need("c", 2, required=False))
    assert still_asked(wanted, 1.0) == wanted
    assert still_asked(wanted, 0.6) == wanted[:2]
    assert still_asked(wanted, 0.3) == wanted[:1]
    assert still_asked(wanted, -2.0) == wanted[:1]


@given(
    st.lists(st.builds(Need, st.sampled_from("abc"), st.integers(1, 5), st.booleans())),
    st.floats(-1, 2), st.floats(-1, 2),
)  # fmt: skip
def test_less_time_never_asks_for_more(wanted: list[Need], one: float, other: float) -> None:
    fewer, more = still_asked(wanted, min(one, other)), still_asked(wanted, max(one, other))
    assert set(fewer) <= set(more) <= set(wanted)
    assert {need for need in wanted if need.required} <= set(fewer)


@pytest.mark.parametrize(
    ("block", "key", "said"),
    [
        ('categories = ["a"]', "skill[0]", "“name” is missing"),
        ('name = "a"', "skill[0]", "It says of no case that it needs it"),
        ('name = "a"\ncategories = []', "skill[0].categories", "The list is empty"),
        ('name = "a"\nwords = ["…"]', "skill[0].words[0]", "“…” is no word"),
        ('name = "a"\nlevel = 6\nwords = ["b"]', "skill[0].level", "from 1 to 5"),
        ('name = "a"\nneed = "nice"\nwords = ["b"]', "skill[0].need", "“nice”"),
        ('name = "a"\nlanguages = ["German"]', "skill[0].languages[0]", "two letters"),
        ('name = "a"\ncategory = ["b"]', "skill[0].category", "did you mean “categories”?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_where_it_stands(block: str, key: str, said: str) -> None:
    with pytest.raises(FileError) as caught:
        read_policy(f"{SOURCE}\n[[skill]]\n{block}\n")
    assert caught.value.key == key
    assert said in caught.value.sentence
    assert caught.value.line is not None


def test_assignment_is_as_rule_23_has_it_and_may_be_otherwise() -> None:
    usual = read_policy(SOURCE).assignment
    assert usual.automatic
    assert [usual.weight(one) for one in ("P1", "P2", "P3", "P4")] == [4, 3, 2, 1]
    assert usual.weight("P1", waits=True) == 1
    assert usual.time_needed("P1") == 3600
    assert usual.untouched == {"P1": 600, "P2": 1_800, "P3": 7_200, "P4": 14_400}
    own = read_policy(
        SOURCE.replace("automatic = true", "automatic = false")
        .replace("load = { P1 = 4, P2 = 3, P3 = 2, P4 = 1 }", "load = { P1 = 9 }")
        .replace('unit = "15 min"', 'unit = "5 min"')
        .replace('untouched = { P1 = "10 min", P2', "untouched = { P2")
    ).assignment
    assert "P1" not in own.untouched
    assert (own.automatic, own.weight("P1"), own.weight("P2")) == (False, 9, 3)
    assert own.time_needed("P1") == 45 * 60


def test_two_versions_are_told_apart_by_their_skills_and_assignment() -> None:
    before, after = read_policy(SOURCE + RULES), read_policy(
        (SOURCE + RULES).replace("level = 2", "level = 4").replace("capacity = 20", "capacity = 9")
    )  # fmt: skip
    assert [str(row.words) for row in differences(before, after)] == [
        "capacity of a person: 20, each 15 min → 9, each 15 min",
        "skill terminals: terminals 2, preferred, for products till 4; components card reader, "
        "printer → terminals 4, preferred, for products till 4; components card reader, printer",
    ]
    new = [str(row.words) for row in differences(read_policy(SOURCE), before)]
    assert new[0] == "skill payments (1): not there → payments 3, for categories billing, payments"


def test_the_linter_names_what_changes_nothing_and_what_nobody_can_meet() -> None:
    source = SOURCE + RULES.replace("level = 5", "level = 2")
    assert [(f.code, f.key) for f in lint(source, 0) if "skill" in f.code] == [
        ("skill_rule_idle", "skill[1]")
    ]
    source = SOURCE + RULES
    team = [Colleague("lead", {}, {"Payments": 4, "german": {"level": 2}})]
    found = [f for f in lint(source, 0, team) if f.code == "skill_unheld"]
    assert [(f.key, str(f.what)) for f in found] == [
        ("skill[1]", "Nobody has payments at level 5: the most is 4."),
        ("skill[3]", "Nobody has terminals, which cases need."),
    ]
    assert [f for f in lint(source, 0, [Colleague("lead", {})]) if f.code == "skill_unheld"] == []


def test_of_two_rules_that_say_the_same_the_later_is_idle() -> None:
    source = SOURCE + 2 * '\n[[skill]]\nname = "a"\ncategories = ["b"]\n'
    assert [f.key for f in lint(source, 0) if f.code == "skill_rule_idle"] == ["skill[1]"]


def test_a_code_that_stands_for_no_language_is_found() -> None:
    source = SOURCE + '\n[[skill]]\nname = "Greek"\nlanguages = ["el", "gr"]\n'
    (found,) = (one for one in lint(source, 0) if one.code == "skill_language_unknown")
    assert (str(found.what), found.key) == ("No language has the code “gr”.", "skill[0].languages")


def test_a_skill_is_kept_with_the_date_it_was_learnt_on() -> None:
    written = {"api": 4, "Search ": {"level": 2, "learnt_on": "2025-03-01"}}
    skills = skills_from(written)
    assert levels_of(skills) == {"api": 4, "search": 2}
    assert held_skills(skills) == written
    assert skills_from({}) == ()
    assert Skill("api", 4) in skills


def test_plain_words_are_apart_by_one_blank() -> None:
    assert plain_words("  Ça va?\nOui… ") == " ca va oui "
