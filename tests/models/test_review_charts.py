"""What the two charts of a review say, wherever they are drawn."""

from datetime import date, timedelta

import pytest

from models.queries.breaches import GroupBreaches
from models.queries.trends import Week
from models.review_charts import Point, axis_floor, leading, pareto_bars, pareto_words, trend_points

FIRST = date(2016, 1, 1)


def points(*shares: int | None) -> list[Point]:
    """The points of weeks with these percentages, of a hundred clocks each."""
    weeks = [
        Week(FIRST + timedelta(weeks=i), FIRST + timedelta(weeks=i, days=6), share or 0,
             0 if share is None else 100)
        for i, share in enumerate(shares)
    ]  # fmt: skip
    return trend_points(weeks, FIRST + timedelta(weeks=len(shares)))


def point(met: int, decided: int, today: date = FIRST) -> Point:
    return trend_points([Week(FIRST, FIRST + timedelta(days=6), met, decided)], today)[0]


def test_a_point_says_the_count_first_under_thirty_clocks() -> None:
    assert (point(28, 29).words, point(28, 29).detail) == ("28 of 29", "96 %")
    assert (point(29, 30).words, point(29, 30).detail) == ("96 %", "29 of 30")


def test_a_week_without_a_verdict_has_a_dash_and_one_to_come_nothing() -> None:
    assert (point(0, 0).words, point(0, 0).detail) == ("", "–")
    assert point(0, 0, FIRST - timedelta(days=1)).detail == ""


@pytest.mark.parametrize(
    ("shares", "below", "lean"),
    [
        ((90, 70, 90), True, 0),
        ((70, 90, 70), False, 0),
        ((50, 60, 90), True, 1),
        ((50, 80, 90), False, -1),
        ((90, 60, 50), True, -1),
        ((90, 80, 50), False, 1),
        ((100, 100, 100), False, 0),
        ((None, 60, 90), True, 0),
        ((90, 60, None), True, 0),
    ],
)
def test_words_stand_where_the_line_leaves_room(
    shares: tuple[int | None, ...], below: bool, lean: int
) -> None:
    middle = points(*shares)[1]
    assert (middle.below, middle.lean) == (below, lean)


def test_the_axis_begins_below_the_lowest_week() -> None:
    weeks = [p.week for p in points(62, None, 78)]
    assert axis_floor(weeks) == 50
    assert axis_floor([p.week for p in points(100)]) == 80
    assert axis_floor([p.week for p in points(3)]) == 0
    assert axis_floor([]) == 0


def test_the_groups_that_make_four_fifths_lead_and_the_rest_is_one_line() -> None:
    few = pareto_bars([GroupBreaches("a", 8, 60), GroupBreaches("b", 2, 60)])
    assert [(bar.leading, bar.share) for bar in few] == [(True, 1.0), (False, 0.25)]
    many = pareto_bars([GroupBreaches(f"g{n}", 2, 60) for n in range(11)])
    assert [bar.group for bar in many][-1] == "4 other groups"
    assert sum(bar.count for bar in many) == 22
    assert many[-1].share == 0
    assert few[0].words == "a: breaches 8, time over 1 min, cumulative 80 %"
    assert [bar.figures[2] for bar in many] == [f"{n} %" for n in (9, 18, 27, 36, 45, 54, 63, 100)]
    assert pareto_bars([]) == []


def test_how_many_groups_make_four_fifths() -> None:
    assert leading([GroupBreaches(f"g{n}", 2, 60) for n in range(10)]) == 8
    assert leading([GroupBreaches("a", 79, 60), GroupBreaches("b", 21, 60)]) == 2
    assert leading([GroupBreaches("a", 80, 60), GroupBreaches("b", 20, 60)]) == 1
    assert leading([]) == 0


def test_the_chart_says_how_many_groups_matter() -> None:
    def said(*counts: int) -> str:
        return str(pareto_words([GroupBreaches(f"g{n}", c, 60) for n, c in enumerate(counts)]))

    assert said(8, 2, 1) == "Four fifths are in 2 of 3 groups (strong bars)"
    assert said(*[1] * 20) == "Four fifths are in 16 of 20 groups"
    assert said(3) == "All are in one group"
