"""The title comes first, what must be read is never hidden, and nothing is wider than the table."""

from hypothesis import given
from hypothesis import strategies as st

from ui.queue.column_widths import COMFORT, GIVE_WAY, MUST, share
from ui.queue.columns import AGENT, COLUMNS, CUSTOMER, GAUGE, NEXT, STATUS, TITLE

COLUMN = st.sampled_from([i for i in range(len(COLUMNS)) if i != TITLE])
NEEDS = st.dictionaries(st.integers(0, len(COLUMNS) - 1), st.integers(0, 900))
MEDIUM = {
    1: 77, TITLE: 420, CUSTOMER: 132, STATUS: 88, AGENT: 114, NEXT: 112, GAUGE: 262, 8: 100,
}  # fmt: skip


def title(total: int, widths: dict[int, int]) -> int:
    return total - sum(widths.values())


@given(st.integers(300, 4_000), NEEDS)
def test_what_must_be_read_is_there_and_the_title_has_its_least_or_all_the_rest(
    total: int, needs: dict[int, int]
) -> None:
    widths = share(total, needs, {})
    assert set(MUST) <= set(widths)
    assert title(total, widths) >= COLUMNS[TITLE].least or set(widths) == set(MUST)


@given(st.integers(900, 4_000), NEEDS)
def test_the_others_take_no_more_than_they_need_and_nothing_the_title_needs(
    total: int, needs: dict[int, int]
) -> None:
    widths = share(total, needs, {})
    grown = [c for c in GIVE_WAY if c in widths and widths[c] > COLUMNS[c].least]
    assert all(widths[column] <= needs[column] for column in grown)
    if grown:
        assert title(total, widths) >= min(needs.get(TITLE, 0), COMFORT)


@given(st.integers(900, 4_000), NEEDS, st.dictionaries(COLUMN, st.integers(40, 300)))
def test_a_width_that_was_chosen_is_kept(
    total: int, needs: dict[int, int], chosen: dict[int, int]
) -> None:
    widths = share(total, needs, chosen)
    assert all(widths[column] == width for column, width in chosen.items() if column in widths)


def test_at_1440_no_name_is_cut_and_the_title_has_more_than_any_but_the_gauge() -> None:
    widths = share(1_194, MEDIUM, {})
    assert set(widths) == {*MUST, *GIVE_WAY}
    assert all(widths[column] >= MEDIUM[column] for column in GIVE_WAY)
    assert title(1_194, widths) > max(w for column, w in widths.items() if column != GAUGE)


def test_at_1000_the_title_keeps_its_room_and_the_agent_stays() -> None:
    widths = share(886, MEDIUM, {})
    assert set(widths) == {*MUST, AGENT}
    assert title(886, widths) >= COLUMNS[TITLE].least


def test_on_a_wide_screen_nothing_is_cut() -> None:
    widths = share(1_700, MEDIUM, {})
    assert all(widths[column] >= MEDIUM[column] for column in GIVE_WAY)
