"""The suggested priority: the lines of the handbook's matrix, and the laws between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.policy import PRIORITIES
from models.handbook.suggestion import IMPACTS, URGENCIES, new_suggestion, suggest, suggested

LEVELS = st.tuples(st.sampled_from(IMPACTS), st.sampled_from(URGENCIES))


@pytest.mark.parametrize(
    ("impact", "urgency", "workaround", "wanted"),
    [
        ("broad", "critical", False, "P1"),
        ("significant", "degraded", True, "P2"),
        ("limited", "normal", True, "P3"),
        ("none", "minor", False, "P4"),
    ],
)
def test_rule_20_each_line_of_the_matrix_is_its_own_priority(
    impact: str, urgency: str, workaround: bool, wanted: str
) -> None:
    assert suggest(impact, urgency, workaround=workaround) == wanted


def test_rule_20_a_critical_outage_with_a_workaround_is_no_p1() -> None:
    assert suggest("broad", "critical", workaround=True) == "P2"
    assert suggest("limited", "minor", workaround=True, security=True) == "P1"


def test_nothing_is_suggested_of_what_is_not_known() -> None:
    assert suggested({}) is None
    assert suggested({"impact_level": "broad"}) is None
    assert suggested({"impact_level": "2 - Medium", "urgency": "2 - Medium"}) is None


def _rank(levels: tuple[str, str], workaround: bool) -> int:
    found = suggest(*levels, workaround=workaround)
    assert found is not None
    return PRIORITIES.index(found)


@given(LEVELS, LEVELS, st.booleans())
def test_rule_20_worse_is_never_a_lower_priority(
    one: tuple[str, str], other: tuple[str, str], workaround: bool
) -> None:
    worse = (
        IMPACTS[min(IMPACTS.index(one[0]), IMPACTS.index(other[0]))],
        URGENCIES[min(URGENCIES.index(one[1]), URGENCIES.index(other[1]))],
    )
    assert _rank(worse, workaround) <= min(_rank(one, workaround), _rank(other, workaround))


@given(LEVELS)
def test_rule_20_a_known_workaround_is_never_a_higher_priority(levels: tuple[str, str]) -> None:
    assert _rank(levels, False) <= _rank(levels, True)


def test_rule_20_what_was_decided_is_not_suggested_again() -> None:
    fields = {"impact_level": "broad", "urgency": "critical", "workaround_known": "no"}
    assert new_suggestion(fields, "P2") == "P1"
    assert new_suggestion(fields, "P1") is None
    decided = {**fields, "suggested_priority": "P1"}
    assert new_suggestion(decided, "P2") is None
    assert new_suggestion({**decided, "workaround_known": "yes"}, "P1") == "P2"
