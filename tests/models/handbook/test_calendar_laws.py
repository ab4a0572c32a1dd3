"""What must hold in every calendar, in every zone (handbook, rules 2 to 6)."""

import os
import random
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.handbook.calendar import BusinessCalendar, Edge
from tests.models.handbook.oracle import Oracle, transitions
from tests.models.handbook.strategies import AMOUNTS, BEGIN, EDGES, END, ZONES, instants, oracles

FULL = bool(os.environ.get("LEADLINE_FULL"))
MINUTES = 1 if FULL else 5  # all that begins or ends is a multiple of five
WALKED = settings(max_examples=100) if FULL else settings()
"""Of what the oracle walks over minute by minute, a second each."""
NIGHT = [("00:15", "01:30"), ("01:45", "03:00"), ("22:00", "24:00")]


@given(st.data())
def test_elapsed_is_additive_and_monotone(data: st.DataObject) -> None:
    oracle = data.draw(oracles())
    calendar = oracle.calendar()
    a, b, c = sorted(data.draw(instants(oracle, 30)) for _ in range(3))
    first, second = calendar.elapsed_seconds(a, b), calendar.elapsed_seconds(b, c)
    assert calendar.elapsed_seconds(a, c) == first + second
    assert 0 <= first <= b - a
    assert calendar.elapsed_seconds(c, a) == 0


@given(st.data(), AMOUNTS, EDGES)
def test_elapsed_until_what_was_added_is_the_amount(
    data: st.DataObject, amount: int, edge: Edge
) -> None:
    oracle = data.draw(oracles())
    calendar, start = oracle.calendar(), data.draw(instants(oracle))
    due = calendar.add_seconds(start, amount, edge)
    assert due >= start
    assert calendar.elapsed_seconds(start, due) == amount


@given(st.data(), AMOUNTS)
def test_the_edges_are_the_first_and_the_last_instant_with_the_amount(
    data: st.DataObject, amount: int
) -> None:
    oracle = data.draw(oracles())
    calendar, start = oracle.calendar(), data.draw(instants(oracle))
    first = calendar.add_seconds(start, amount, "closing")
    last = calendar.add_seconds(start, amount, "opening")
    assert first <= last
    assert not amount or calendar.elapsed_seconds(start, first - 1) == amount - 1
    assert calendar.elapsed_seconds(start, last + 1) == amount + 1
    assert calendar.open_intervals(first, last) == []
    if amount:
        assert calendar.edge_of(last, "closing") == first
    assert calendar.edge_of(first, "opening") == last


@given(st.data(), AMOUNTS, st.integers(-100_000, 100_000), EDGES)
def test_what_stops_by_the_closing_edge_is_within_the_amount(
    data: st.DataObject, amount: int, shift: int, edge: Edge
) -> None:
    oracle = data.draw(oracles())
    calendar, start = oracle.calendar(), data.draw(instants(oracle))
    due = calendar.add_seconds(start, amount, edge)
    stop = max(start, due + shift)
    counted = calendar.elapsed_seconds(start, stop)
    if edge == "closing":  # by then at most the amount; after it, at least
        assert counted <= amount if stop <= due else counted >= amount
    else:  # met exactly when no more than the amount was counted
        assert (stop <= due) == (counted <= amount)


@given(st.data(), AMOUNTS)
def test_subtract_inverts_add_on_an_edge(data: st.DataObject, amount: int) -> None:
    oracle = data.draw(oracles())
    calendar = oracle.calendar()
    opening = calendar.edge_of(data.draw(instants(oracle)), "opening")
    for edge in ("closing", "opening"):
        end = calendar.add_seconds(opening, amount, edge)
        assert calendar.subtract_seconds(end, amount) == opening
    closing = calendar.edge_of(opening, "closing")
    begin = calendar.subtract_seconds(closing, amount)
    assert calendar.elapsed_seconds(begin, closing) == amount
    assert calendar.add_seconds(begin, amount, "closing") == closing


@given(st.data(), EDGES)
def test_arrays_answer_like_single_instants(data: st.DataObject, edge: Edge) -> None:
    oracle = data.draw(oracles())
    size = data.draw(st.integers(1, 12))
    starts = [data.draw(instants(oracle)) for _ in range(size)]
    amounts = [data.draw(AMOUNTS) for _ in starts]
    days = [data.draw(st.integers(0, 12)) for _ in starts]
    ends = [data.draw(instants(oracle)) for _ in starts]
    # Calendars of their own: neither may profit from what the other has laid out.
    many, single = oracle.calendar(), oracle.calendar()
    triples = list(zip(starts, amounts, days, strict=True))
    assert many.add_many(starts, amounts, edge).tolist() == [
        single.add_seconds(start, amount, edge) for start, amount, _ in triples
    ]
    assert many.add_days_many(starts, days, edge).tolist() == [
        single.add_days_seconds(start, count, edge) for start, _, count in triples
    ]
    assert many.elapsed_many(starts, ends).tolist() == [
        single.elapsed_seconds(start, end) for start, end in zip(starts, ends, strict=True)
    ]


@given(st.data(), st.integers(0, 12), EDGES)
def test_a_number_of_days_is_its_budget_added(data: st.DataObject, days: int, edge: Edge) -> None:
    oracle = data.draw(oracles())
    calendar, start = oracle.calendar(), data.draw(instants(oracle))
    budget = calendar.days_budget(start, days)
    assert (budget > 0) == (days > 0)
    assert calendar.add_days_seconds(start, days, edge) == calendar.add_seconds(start, budget, edge)


@WALKED
@given(st.data(), st.integers(1, 4), EDGES)
def test_business_days_by_the_wall_clock(data: st.DataObject, days: int, edge: Edge) -> None:
    oracle = data.draw(oracles())
    start = data.draw(instants(oracle))
    assert oracle.calendar().add_days_seconds(start, days, edge) == oracle.add_days(
        start, days, edge
    )


@WALKED
@given(st.data(), st.integers(0, 30_000), EDGES)
def test_additions_by_the_wall_clock(data: st.DataObject, amount: int, edge: Edge) -> None:
    oracle = data.draw(oracles())
    start = data.draw(instants(oracle))
    assert oracle.calendar().add_seconds(start, amount, edge) == oracle.add(start, amount, edge)


@given(st.data(), st.integers(0, 172_800))
def test_elapsed_and_open_pieces_by_the_wall_clock(data: st.DataObject, length: int) -> None:
    oracle = data.draw(oracles())
    calendar, start = oracle.calendar(), data.draw(instants(oracle, 2))
    pieces = calendar.open_intervals(start, start + length)
    expected = oracle.elapsed(start, start + length)
    assert calendar.elapsed_seconds(start, start + length) == expected
    assert sum(end - begin for begin, end in pieces) == expected
    assert all(begin < end for begin, end in pieces)
    assert all(before[1] < after[0] for before, after in pairwise(pieces))


def _tried_transitions(zone: str) -> Iterator[int]:
    if FULL:
        yield from transitions(zone, 1973, 2038)
    else:
        found = transitions(zone)
        yield from random.Random(zone).sample(found, min(1, len(found)))


@pytest.mark.parametrize("region", sorted({zone.split("/")[0] for zone in ZONES}))
def test_membership_minute_by_minute_around_changes_of_every_zone(region: str) -> None:
    for zone in (zone for zone in ZONES if zone.split("/")[0] == region):
        oracle = Oracle(zone, dict.fromkeys(("mon", "wed", "thu", "sat", "sun"), NIGHT))
        calendar = oracle.calendar()
        for change in _tried_transitions(zone):
            around = range(change - 4 * 3600, change + 4 * 3600, 60 * MINUTES)
            truth = [oracle.is_open(at) for at in around]
            assert [calendar.open_at(at) for at in around] == truth, (zone, change)
            elapsed = calendar.elapsed_seconds(around[0], around.stop)
            assert elapsed == around.step * sum(truth), (zone, change)


@pytest.mark.parametrize("region", sorted({zone.split("/")[0] for zone in ZONES}))
def test_additions_and_their_inverses_around_changes_of_every_zone(region: str) -> None:
    for zone in (zone for zone in ZONES if zone.split("/")[0] == region):
        calendar = Oracle(
            zone, dict.fromkeys(("mon", "wed", "thu", "sat", "sun"), NIGHT)
        ).calendar()
        dice = random.Random(zone)
        for change in [dice.randint(BEGIN, END), *_tried_transitions(zone)]:
            amounts = [0, 1, 3_600, *(dice.randint(0, 90_000) for _ in range(5 if FULL else 1))]
            starts = [change + dice.randint(-172_800, 86_400) for _ in amounts]
            for edge in ("closing", "opening"):
                ends = calendar.add_many(starts, amounts, edge)
                assert (calendar.elapsed_many(starts, ends) == amounts).all(), (zone, change)
                for start, amount, end in zip(starts, amounts, ends.tolist(), strict=True):
                    assert calendar.add_seconds(start, amount, edge) == end, (zone, change)
                    opening = calendar.edge_of(start, "opening")
                    later = calendar.add_seconds(opening, amount, edge)
                    assert calendar.subtract_seconds(later, amount) == opening, (zone, change)


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Berlin", 1_774_746_000),
        ("Europe/Berlin", 1_792_890_000),
        ("America/New_York", 1_793_512_800),
        ("Australia/Lord_Howe", 1_775_314_800),
    ],
)
def test_membership_second_by_second_around_a_change(zone: str, change: int) -> None:
    oracle = Oracle(zone, {"sun": [("00:00", "01:30"), ("01:31", "02:30"), ("02:59", "24:00")]})
    calendar = oracle.calendar()
    around = range(change - 4000, change + 4000)
    truth = [oracle.is_open(at) for at in around]
    assert change in transitions(zone)
    assert [calendar.open_at(at) for at in around] == truth
    counted = np.concatenate([[0], np.cumsum(truth)])
    ends = np.arange(around[0], around[-1] + 2)
    assert (calendar.elapsed_many(around[0], ends) == counted).all()


@given(st.sampled_from(ZONES), st.integers(-3_000_000_000, 4_000_000_000))
def test_membership_at_any_second_of_two_centuries(zone: str, at: int) -> None:
    oracle = Oracle(zone, dict.fromkeys(("mon", "tue", "thu", "sat"), NIGHT))
    assert oracle.calendar().open_at(at) == oracle.is_open(at)


@given(st.integers(BEGIN, END), st.integers(0, 10**9))
def test_round_the_clock_is_plain_time(start: int, amount: int) -> None:
    always = BusinessCalendar.always()
    assert always.add_seconds(start, amount, "closing") == start + amount
    assert always.add_seconds(start, amount, "opening") == start + amount
    assert always.subtract_seconds(start, amount) == start - amount
    assert always.elapsed_seconds(start, start + amount) == amount
