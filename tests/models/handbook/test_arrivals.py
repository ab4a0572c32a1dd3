"""What comes, by hour of the week."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from models.handbook.arrivals import HOUR, Came, learn_arrivals
from models.handbook.zones import zone

BERLIN = zone("Europe/Berlin")
MONDAY = int(datetime(2026, 5, 11, 0, tzinfo=BERLIN).timestamp())
WEEK = 168 * HOUR


def came(weeks: int, hour: int, each: int, priority: str = "P3") -> list[Came]:
    return [
        Came(MONDAY - (1 + week) * WEEK + hour * HOUR + 60 * one, priority, "login")
        for week in range(weeks) for one in range(each)
    ]  # fmt: skip


def test_nothing_came_nothing_comes() -> None:
    found = learn_arrivals([], MONDAY - WEEK, MONDAY, BERLIN)
    drawn = found.draw(MONDAY, 72, 50, 6)
    assert len(drawn.at) == len(drawn.future) == len(drawn.kind) == 0


def test_by_the_hour_they_came_at() -> None:
    rows = came(6, 9, 6) + came(6, 33, 1, "P1")
    found = learn_arrivals(rows, MONDAY - 6 * WEEK, MONDAY, BERLIN)
    expected = found.expected(MONDAY, 168)
    assert found.priorities == ("P1", "P3")
    assert expected.argmax(axis=0).tolist() == [33, 9]
    assert expected[9, 1] == pytest.approx(6, rel=0.1)
    assert expected.sum() == pytest.approx(7, rel=0.1)


def test_few_weeks_are_drawn_towards_the_mean() -> None:
    one, many = (
        learn_arrivals(came(weeks, 9, 6), MONDAY - weeks * WEEK, MONDAY, BERLIN) for weeks in (1, 6)
    )
    first, last = one.expected(MONDAY, 24)[9, 0], many.expected(MONDAY, 24)[9, 0]
    assert 6 / 168 < first < last < 6


def test_futures_have_them_as_often_as_expected() -> None:
    found = learn_arrivals(came(6, 9, 6), MONDAY - 6 * WEEK, MONDAY, BERLIN)
    drawn = found.draw(MONDAY, 24, 2_000, 6)
    assert len(drawn.at) / 2_000 == pytest.approx(float(found.expected(MONDAY, 24).sum()), rel=0.05)
    assert ((drawn.at >= MONDAY) & (drawn.at < MONDAY + 24 * HOUR)).all()
    again = found.draw(MONDAY, 24, 2_000, 6)
    assert all((one == other).all() for one, other in zip(drawn, again, strict=True))


def test_kinds_come_as_often_as_they_came() -> None:
    rows = came(6, 9, 3) + [one._replace(category="data") for one in came(6, 10, 1)]
    found = learn_arrivals(rows, MONDAY - 6 * WEEK, MONDAY, BERLIN)
    drawn = found.draw(MONDAY, 24, 2_000, 6)
    data = found.kinds.index(("P3", "data"))
    assert np.mean(drawn.kind == data) == pytest.approx(0.25, abs=0.03)


def test_a_part_of_a_week_is_taken_for_what_it_is() -> None:
    """Three days that held 30 cases mean ten a day and no more."""
    begin = MONDAY
    rows = [Came(begin + at * 3 * HOUR * 24 // 30, "P3") for at in range(30)]
    found = learn_arrivals(rows, begin, begin + 72 * HOUR, BERLIN)
    assert float(found.expected(begin, 72).sum()) == pytest.approx(30, rel=0.1)


def test_hours_are_the_teams_own() -> None:
    instant = datetime(2026, 5, 12, 7, 30, tzinfo=UTC)  # half past nine in Berlin
    at = int(instant.timestamp())
    found = learn_arrivals([Came(at, "P3")], at - 3600, at + 3600, BERLIN)
    local = int((instant - timedelta(minutes=30)).timestamp())
    assert found.expected(local, 1)[0, 0] == found.expected(MONDAY, 168).max()


@pytest.mark.parametrize(("day", "nine"), [(22, [9, 33]), (24, [9, 34]), (25, [10, 34])])
def test_what_comes_at_nine_comes_at_nine_after_the_clocks_changed(
    day: int, nine: list[int]
) -> None:
    """On Sunday 25 October 2026 an hour comes twice in Berlin."""
    nines = [datetime(2026, 10, 24, 9, tzinfo=BERLIN) - timedelta(days=back) for back in range(180)]
    rows = [Came(int(at.timestamp()), "P3") for at in nines]
    begin = int(nines[-1].timestamp())
    saturday = int(datetime(2026, 10, 24, tzinfo=BERLIN).timestamp())
    found = learn_arrivals(rows, begin, saturday, BERLIN)
    now = int(datetime(2026, 10, day, tzinfo=BERLIN).timestamp())
    hourly = found.expected(now, 48)[:, 0]
    assert sorted(hourly.argsort()[-2:].tolist()) == nine


def test_an_hour_that_never_was_is_not_taken_for_a_quiet_one() -> None:
    """One comes each hour; on Sunday 29 March 2026 there was none from two to three in Berlin."""
    begin, end = (int(datetime(2026, 3, day, tzinfo=BERLIN).timestamp()) for day in (2, 30))
    found = learn_arrivals([Came(at, "P3") for at in range(begin, end, HOUR)], begin, end, BERLIN)
    assert found.hourly[6 * 24 + 2] == pytest.approx(found.hourly[0], rel=0.01)
