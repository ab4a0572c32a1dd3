"""What a case needs as it is typed, and what of it is to be said by hand."""

import pytest
from hypothesis import given

from models.errors import KnownError
from models.handbook.skill_rules import Need, Subject, needs_of
from models.handbook.typed_needs import changed_needs, needs_lines, typed_needs
from tests.models.handbook.benches import needs


def test_a_need_is_a_skill_its_level_and_whether_it_is_preferred() -> None:
    assert typed_needs("payments 3\n\n credit  notes 2, preferred; sql 1 preferred") == (
        Need("payments", 3), Need("credit notes", 2, required=False),
        Need("sql", 1, required=False),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("payments", "“payments” is no skill with its level"),
        ("payments 7", "payments: a level is a whole number from 1 to 5"),
        ("payments 3 nice", "“payments 3 nice” is no skill with its level"),
        ("api 1\nAPI 2", "“API” stands there twice"),
    ],
)
def test_what_cannot_be_read_is_named(written: str, said: str) -> None:
    with pytest.raises(KnownError, match=said):
        typed_needs(written)


@given(needs(), needs())
def test_what_is_said_by_hand_makes_of_the_one_the_other(
    before: tuple[Need, ...], after: tuple[Need, ...]
) -> None:
    assert typed_needs(needs_lines(after)) == after
    said = {
        name: None if need is None else {"level": need.level, "required": need.required}
        for name, need in changed_needs(before, after).items()
    }
    by_rule = {n.skill: {"level": n.level, "required": n.required} for n in before}
    found = needs_of((), Subject(), by_rule | said)
    assert set(found) == set(after)
