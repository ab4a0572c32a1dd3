"""When a factor is systemic (rule 28)."""

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.periods import after, quarter
from models.handbook.systemic import is_systemic, quarter_number


def test_three_in_a_quarter_or_one_in_each_of_two_consecutive_ones() -> None:
    assert is_systemic({5: 3}, 5)
    assert not is_systemic({5: 2}, 5)
    assert is_systemic({5: 1, 4: 1}, 5)
    assert is_systemic({5: 1, 6: 1}, 5)
    assert not is_systemic({5: 1, 7: 9}, 5)
    assert not is_systemic({4: 1, 6: 1}, 5)
    assert not is_systemic({}, 5)


@given(st.dictionaries(st.integers(1, 6), st.integers(1, 4)))
def test_it_is_as_the_rule_says_by_pairs_of_quarters(counts: dict[int, int]) -> None:
    pairs = {number for at in counts for number in (at, at + 1) if at + 1 in counts}
    for at in range(8):
        assert is_systemic(counts, at) == (counts.get(at, 0) >= 3 or at in pairs)


def test_consecutive_quarters_are_neighbours_over_the_new_year() -> None:
    last = quarter(2025, 4)
    assert quarter_number(after(last)) == quarter_number(last) + 1
