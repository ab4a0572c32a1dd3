"""What somebody works until an instant, and when work is done: one undoes the other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.roster import Span, joined
from models.handbook.shift_time import done_at, worked_until

NOW = 1_000


def spans() -> st.SearchStrategy[list[Span]]:
    """Ascending spans apart from each other, the first perhaps begun already, or none."""
    pair = st.tuples(st.integers(900, 1_200), st.integers(1, 40))
    return st.lists(pair, max_size=5).map(
        lambda rows: [one for one in joined([(at, at + long) for at, long in rows]) if one[1] > NOW]
    )


@given(spans(), st.lists(st.integers(900, 1_300), max_size=5))
def test_what_is_worked_is_every_second_of_a_shift_until_then(
    shifts: list[Span], instants: list[int]
) -> None:
    found = worked_until(shifts, NOW, np.array(instants, dtype=float))
    for instant, seconds in zip(instants, found, strict=True):
        here = [at for at in range(NOW, max(instant, NOW)) if any(b <= at < e for b, e in shifts)]
        assert seconds == len(here)


@given(spans(), st.integers(1, 200))
def test_work_is_done_at_the_first_instant_by_which_so_much_was_worked(
    shifts: list[Span], work: int
) -> None:
    at = float(done_at(shifts, NOW, np.array([work], dtype=float))[0])
    if np.isinf(at):
        assert worked_until(shifts, NOW, np.array([1e9]))[0] < work
        return
    assert worked_until(shifts, NOW, np.array([at]))[0] == work
    assert worked_until(shifts, NOW, np.array([at - 1]))[0] == work - 1
