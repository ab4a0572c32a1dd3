"""What moved most: only where both periods decided enough clocks to say so (rule 26)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.attainment import FEW, AttainmentRow, share_of
from models.handbook.movers import Movers, movers


def row(met: int, breached: int, priority: str = "P2", objective: str = "SLA") -> AttainmentRow:
    share = share_of(met, breached)
    return AttainmentRow(priority, "resolution", objective, met, breached, 0, 0, share)


def test_the_worst_fell_the_furthest_and_the_best_rose_the_furthest() -> None:
    before = [row(40, 0, "P1"), row(40, 10, "P2"), row(30, 30, "P3"), row(29, 0, "P4")]
    now = [row(30, 10, "P1"), row(39, 11, "P2"), row(45, 15, "P3"), row(0, 40, "P4")]
    found = movers(now, before)
    assert found.worst is not None
    assert found.best is not None
    assert (found.worst.now.priority, found.worst.moved) == ("P1", Fraction(-1, 4))
    assert (found.best.now.priority, found.best.moved) == ("P3", Fraction(1, 4))
    assert (found.compared, found.few) == (3, 1)


def test_few_clocks_say_nothing_and_what_was_not_there_is_no_mover() -> None:
    assert movers([row(29, 0)], [row(0, 29)]) == Movers(None, None, 0, 1)
    assert movers([row(40, 0)], []) == Movers(None, None, 0, 0)
    assert movers([row(40, 0)], [row(40, 0)]) == Movers(None, None, 1, 0)


COUNTS = st.integers(0, 200)
ROWS = st.builds(row, COUNTS, COUNTS, st.sampled_from(["P1", "P2", "P3"]))


@given(st.lists(ROWS, max_size=3), st.lists(ROWS, max_size=3))
def test_no_other_fell_or_rose_further(now: list[AttainmentRow], was: list[AttainmentRow]) -> None:
    now = list({row.priority: row for row in now}.values())
    was = list({row.priority: row for row in was}.values())
    found = movers(now, was)
    shares = [
        Fraction(one.met, one.decided) - Fraction(old.met, old.decided)
        for one in now for old in was
        if one.priority == old.priority and min(one.decided, old.decided) >= FEW
    ]  # fmt: skip
    assert found.compared == len(shares)
    fell, rose = [one for one in shares if one < 0], [one for one in shares if one > 0]
    assert (found.worst.moved if found.worst else None) == min(fell, default=None)
    assert (found.best.moved if found.best else None) == max(rose, default=None)
