"""One clock by example and by law (handbook, rules 1, 3 to 7 and 13)."""

import inspect
from datetime import UTC, datetime, timedelta, timezone
from itertools import accumulate, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.calendar import BusinessCalendar, Edge
from models.handbook.clock import ClockState, Pause, Run, counted, measure, merged
from models.handbook.instants import to_seconds
from tests.models.handbook.logs import may
from tests.models.handbook.oracle import Oracle
from tests.models.handbook.strategies import EDGES, instants, oracles

OFFICE = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
TEAM = BusinessCalendar("Europe/Berlin", OFFICE)
ALWAYS = BusinessCalendar.always()
ZERO, MINUTE, HOUR = timedelta(0), timedelta(minutes=1), timedelta(hours=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Span = tuple[datetime, datetime | None]
GAP = st.integers(1, 9 * 3600)


def pauses(*spans: tuple[str, str | None]) -> list[Span]:
    return [(may(begin), None if end is None else may(end)) for begin, end in spans]


def team(start: str, target: timedelta, **given: Any) -> ClockState:
    return measure(may(start), target, TEAM, **given)


def test_the_public_face_is_what_others_rely_on() -> None:
    signature = inspect.signature(measure)
    assert list(signature.parameters) == [
        "started_at", "target", "calendar", "pauses", "stopped_at", "now", "edge",
    ]  # fmt: skip
    defaults = [p.default for p in signature.parameters.values()][3:]
    assert defaults == [(), None, None, "closing"]
    assert ClockState.__match_args__ == ("due_at", "elapsed", "paused", "remaining", "verdict")


# ---- rules 3 to 5: due, elapsed, verdict


def test_a_running_clock_says_what_is_left() -> None:
    state = team("11 15:00", 4 * HOUR, now=may("12 10:00"))
    assert state == ClockState(may("12 11:00"), 3 * HOUR, ZERO, HOUR, "running")


def test_without_a_stop_or_a_present_only_the_due_time_is_known() -> None:
    state = team("11 15:00", 4 * HOUR)
    assert state == ClockState(may("12 11:00"), None, ZERO, None, "running")
    held = team("11 15:00", 4 * HOUR, pauses=pauses(("11 16:00", "12 10:00"), ("12 10:30", None)))
    assert held == ClockState(None, None, 2 * HOUR, None, "running")
    used = team("11 09:00", HOUR, pauses=pauses(("11 12:00", None)))
    assert used.due_at == may("11 10:00")


@pytest.mark.parametrize(
    ("edge", "stop", "verdict"),
    [
        ("closing", "11 16:59", "met"),
        ("closing", "11 17:00", "met"),
        ("closing", "11 17:00:01", "breached"),
        ("closing", "12 09:00", "breached"),
        ("opening", "11 17:05", "met"),
        ("opening", "12 09:00", "met"),
        ("opening", "12 09:00:01", "breached"),
    ],
)
def test_rule_5_met_exactly_when_stopped_at_or_before_the_due_time(
    edge: Edge, stop: str, verdict: str
) -> None:
    state = team("11 09:00", 8 * HOUR, stopped_at=may(stop), edge=edge)
    assert state.verdict == verdict
    assert state.due_at == may("11 17:00" if edge == "closing" else "12 09:00")


def test_what_only_the_edge_decided_has_nothing_left_and_nothing_over() -> None:
    state = team("11 09:00", 8 * HOUR, stopped_at=may("11 17:05"))
    assert (state.elapsed, state.remaining, state.verdict) == (8 * HOUR, ZERO, "breached")


def test_over_is_negative() -> None:
    state = team("11 09:00", HOUR, now=may("11 12:30"))
    assert state == ClockState(may("11 10:00"), 3.5 * HOUR, ZERO, -2.5 * HOUR, "breached")
    assert team("11 09:00", HOUR, now=may("11 10:00")).verdict == "running"
    assert team("11 09:00", HOUR, now=may("11 10:00:01")).verdict == "breached"


def test_a_stop_after_now_has_not_happened_yet() -> None:
    later = team("11 09:00", HOUR, stopped_at=may("11 11:00"), now=may("11 09:30"))
    assert later == ClockState(may("11 10:00"), HOUR / 2, ZERO, HOUR / 2, "running")
    by_then = team("11 09:00", HOUR, stopped_at=may("11 11:00"), now=may("11 11:00"))
    assert (by_then.elapsed, by_then.verdict) == (2 * HOUR, "breached")


def test_before_the_start_nothing_has_been_used() -> None:
    early = team("11 09:00", HOUR, now=may("11 08:00"))
    assert early == ClockState(may("11 10:00"), ZERO, ZERO, HOUR, "running")
    stopped = team("11 09:00", HOUR, stopped_at=may("11 08:00"))
    assert (stopped.elapsed, stopped.verdict) == (ZERO, "met")


def test_outside_hours_nothing_counts() -> None:
    state = team("09 12:00", 4 * HOUR, stopped_at=may("11 09:00"))
    assert (state.elapsed, state.due_at) == (ZERO, may("11 13:00"))


# ---- rule 13: pauses


def test_a_pause_moves_the_due_time() -> None:
    state = team("11 09:00", 4 * HOUR, pauses=pauses(("11 10:00", "11 12:00")), now=may("11 14:00"))
    assert state == ClockState(may("11 15:00"), 3 * HOUR, 2 * HOUR, HOUR, "running")


@pytest.mark.parametrize("end", [None, "11 12:00:01", "13 09:00"])
def test_while_a_pause_lasts_there_is_no_due_time(end: str | None) -> None:
    state = team("11 09:00", 4 * HOUR, pauses=pauses(("11 10:00", end)), now=may("11 12:00"))
    assert state == ClockState(None, HOUR, 2 * HOUR, 3 * HOUR, "running")


def test_a_pause_begins_with_its_first_second_and_ends_before_its_last() -> None:
    spans = pauses(("11 10:00", "11 12:00"))
    assert team("11 09:00", 4 * HOUR, pauses=spans, now=may("11 09:59:59")).due_at == may(
        "11 13:00"
    )
    assert team("11 09:00", 4 * HOUR, pauses=spans, now=may("11 10:00")).due_at is None
    assert team("11 09:00", 4 * HOUR, pauses=spans, now=may("11 12:00")).due_at == may("11 15:00")


def test_a_pause_begun_after_the_breach_takes_nothing_back() -> None:
    spans = pauses(("11 12:00", None))
    state = team("11 09:00", 2 * HOUR, pauses=spans, now=may("11 14:00"))
    assert state == ClockState(None, 3 * HOUR, 2 * HOUR, -HOUR, "breached")


def test_nested_overlapping_touching_and_doubled_pauses_count_once() -> None:
    one = pauses(("11 10:00", "11 13:00"))
    many = pauses(
        ("11 12:00", "11 13:00"), ("11 10:00", "11 12:00"), ("11 10:30", "11 11:00"),
        ("11 11:30", "11 12:30"), ("11 10:00", "11 12:00"), ("11 11:00", "11 11:00"),
        ("11 12:00", "11 11:00"),
    )  # fmt: skip
    for seen in ({"now": may("11 15:00")}, {"stopped_at": may("11 14:30")}, {}):
        assert team("11 09:00", 4 * HOUR, pauses=many, **seen) == team(
            "11 09:00", 4 * HOUR, pauses=one, **seen
        )


def test_an_open_pause_swallows_what_comes_after_it() -> None:
    spans = pauses(("11 10:00", None), ("11 11:00", "11 12:00"))
    state = team("11 09:00", 4 * HOUR, pauses=spans, now=may("11 14:00"))
    assert state == ClockState(None, HOUR, 4 * HOUR, 3 * HOUR, "running")


def test_only_what_lies_within_the_clock_is_taken_out() -> None:
    spans = pauses(("11 08:00", "11 10:00"), ("11 16:00", "11 18:00"), ("12 11:00", "12 12:00"))
    state = team("11 09:00", 4 * HOUR, pauses=spans, stopped_at=may("11 12:00"))
    assert (state.elapsed, state.paused, state.verdict) == (2 * HOUR, HOUR, "met")
    night = team(
        "11 09:00", 10 * HOUR, pauses=pauses(("11 17:00", "12 09:00")), now=may("12 10:00")
    )
    assert night == ClockState(may("12 11:00"), 9 * HOUR, ZERO, HOUR, "running")


def test_a_stop_ends_the_pause_it_falls_in() -> None:
    spans = pauses(("11 10:00", None))
    state = team("11 09:00", 4 * HOUR, pauses=spans, stopped_at=may("11 12:00"))
    assert state == ClockState(may("11 15:00"), HOUR, 2 * HOUR, 3 * HOUR, "met")
    late = team("11 09:00", 4 * HOUR, pauses=pauses(("11 14:00", None)), stopped_at=may("12 10:00"))
    assert (late.due_at, late.verdict) == (may("11 13:00"), "breached")


@pytest.mark.parametrize(
    ("edge", "due"), [("closing", "11 13:00"), ("opening", "11 15:00"), ("opening", None)]
)
def test_a_target_used_up_as_a_pause_begins_is_due_by_its_edge(edge: Edge, due: str | None) -> None:
    spans = pauses(("11 13:00", None if due is None else "11 15:00"))
    state = team("11 09:00", 4 * HOUR, pauses=spans, edge=edge, now=may("11 16:00"))
    assert state.due_at == (None if due is None or spans[0][1] is None else may(due))
    assert state.verdict == ("running" if due is None else "breached")


# ---- rule 1: instants and amounts at the door


def test_naive_instants_are_refused() -> None:
    naive = datetime(2026, 5, 11, 9)  # noqa: DTZ001
    wise = may("11 09:00")
    calls: list[tuple[Any, dict[str, Any]]] = [
        (naive, {}),
        (wise, {"stopped_at": naive}),
        (wise, {"now": naive}),
        (wise, {"pauses": [(naive, None)]}),
        (wise, {"pauses": [(wise, naive)]}),
    ]
    for started_at, rest in calls:
        with pytest.raises(ValueError, match="time zone"):
            measure(started_at, HOUR, TEAM, **rest)


def test_parts_of_a_second_are_cut_off() -> None:
    part = timedelta(microseconds=999_999)
    whole = team("11 09:00", HOUR, pauses=pauses(("11 09:10", "11 09:20")), now=may("11 09:30"))
    assert whole == measure(
        may("11 09:00") + part, HOUR + part, TEAM,
        [(may("11 09:10") + part, may("11 09:20") + part)], now=may("11 09:30") + part,
    )  # fmt: skip
    assert team("11 09:00", HOUR, stopped_at=may("11 10:00") + part).verdict == "met"


def test_a_target_of_nothing_is_due_at_the_start_and_less_is_refused() -> None:
    assert team("11 09:00", ZERO, stopped_at=may("11 09:00")).verdict == "met"
    assert team("11 09:00", ZERO, now=may("11 09:01")).verdict == "breached"
    assert team("11 18:00", ZERO, edge="opening").due_at == may("12 09:00")
    with pytest.raises(ValueError, match="not negative"):
        team("11 09:00", -HOUR)
    with pytest.raises(ValueError, match="an edge is"):
        team("11 09:00", HOUR, edge="middle")


def test_any_zone_may_ask_and_the_answer_is_in_utc() -> None:
    tokyo = may("11 09:00").astimezone(ZoneInfo("Asia/Tokyo"))
    odd = may("11 12:00").astimezone(timezone(timedelta(hours=-11, minutes=-7)))
    state = measure(tokyo, 4 * HOUR, TEAM, now=odd)
    assert state == team("11 09:00", 4 * HOUR, now=may("11 12:00"))
    assert state.due_at is not None
    assert state.due_at.tzinfo is UTC


# ---- rules 6 and 7: days are budgets, and are not 24 hours


def test_a_budget_in_days_is_extended_by_pauses_like_any_other() -> None:
    start = may("11 10:00")
    budget = TEAM.elapsed(start, TEAM.add_days(start, 3))
    assert budget == 24 * HOUR
    spans = pauses(("12 09:00", "13 09:00"))
    assert measure(start, budget, TEAM).due_at == may("14 10:00")
    assert measure(start, budget, TEAM, spans).due_at == may("15 10:00")
    assert measure(start, 24 * HOUR, ALWAYS).due_at == may("12 10:00")


# ---- laws


@st.composite
def spans_near(draw: st.DrawFn, start: int) -> list[tuple[int, int | None]]:
    """Up to five pauses within three days of an instant, now and then one that lasts."""
    near = st.integers(-600, 4_000).map(lambda minutes: start // 60 * 60 + 60 * minutes)
    ends = st.one_of(st.none(), near) if draw(st.integers(0, 3)) == 0 else near
    return draw(st.lists(st.tuples(near, ends), max_size=5))


def at(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def as_instants(spans: list[tuple[int, int | None]]) -> list[Span]:
    return [(at(begin), None if end is None else at(end)) for begin, end in spans]


def walked(
    oracle: Oracle, start: int, budget: int, spans: list[tuple[int, int | None]], edge: Edge
) -> int | None:
    """When the budget is used up, minute by minute; None where a pause lasts for ever first."""
    apart = [(begin, end) for begin, end in spans if end is None or end > begin]
    at, left = start, budget
    while True:
        if left == 0 and edge == "closing":
            return at
        if any(end is None and begin <= at for begin, end in apart):
            return None
        until = (at // 60 + 1) * 60
        if oracle.is_open(at) and not any(
            begin <= at < (end if end is not None else at + 1) for begin, end in apart
        ):
            if left == 0:
                return at
            until = min(until, at + left)
            left -= until - at
        at = until


@given(st.data(), st.integers(1, 14_400), EDGES)
def test_due_by_walking_every_minute(data: st.DataObject, budget: int, edge: Edge) -> None:
    oracle = data.draw(oracles())
    start = data.draw(instants(oracle, 2))
    spans = data.draw(spans_near(start))
    due = measure(at(start), timedelta(seconds=budget), oracle.calendar(), as_instants(spans),
                  edge=edge).due_at  # fmt: skip
    walk = walked(oracle, start, budget, spans, edge)
    assert due == (None if walk is None else at(walk))


@given(st.data(), st.integers(1, 100_000), EDGES, st.integers(-600, 300_000))
def test_rule_5_for_any_pauses(data: st.DataObject, budget: int, edge: Edge, after: int) -> None:
    oracle = data.draw(oracles())
    calendar, start = oracle.calendar(), data.draw(instants(oracle))
    spans = as_instants(data.draw(spans_near(start)))
    target = timedelta(seconds=budget)
    stop = at(start + after)
    state = measure(at(start), target, calendar, spans, stopped_at=stop, edge=edge)
    assert state.due_at is not None
    assert (state.verdict == "met") == (stop <= state.due_at)
    assert state.elapsed is not None
    assert state.remaining == target - state.elapsed
    assert state.elapsed + state.paused == calendar.elapsed(at(start), stop)
    if edge == "closing":
        assert state.elapsed <= target if state.verdict == "met" else state.elapsed >= target
    else:
        assert (state.verdict == "met") == (state.elapsed <= target)
    # A present just before the stop, and the stop seen later, say the same of it.
    seen = measure(at(start), target, calendar, spans, stop, now=stop + HOUR, edge=edge)
    assert seen == state


@given(st.data(), st.integers(1, 100_000), EDGES)
def test_time_only_uses_a_clock_up(data: st.DataObject, budget: int, edge: Edge) -> None:
    oracle = data.draw(oracles())
    calendar, start = oracle.calendar(), data.draw(instants(oracle))
    spans = as_instants(data.draw(spans_near(start)))
    presents = sorted(data.draw(st.lists(st.integers(-600, 300_000), min_size=2, max_size=6)))
    states = [
        measure(at(start), timedelta(seconds=budget), calendar, spans, now=at(start + p), edge=edge)
        for p in presents
    ]
    used = [state.elapsed for state in states if state.elapsed is not None]
    assert used == sorted(used)
    over = [state.verdict == "breached" for state in states]
    assert over == sorted(over)


@given(st.data())
def test_merged_pauses_hold_the_same_seconds(data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60) | st.none())))
    start = data.draw(st.integers(0, 60))
    end = data.draw(st.integers(0, 70) | st.none())
    found = merged(spans, start, end)
    limit = 70 if end is None else end
    assert _seconds(spans, start, limit) == _seconds(found, start, limit)
    assert all(begin >= start for begin, _ in found)
    for (_, before), (begin, _) in pairwise(found):
        assert before is not None
        assert before < begin


def _seconds(spans: list[tuple[int, int | None]], start: int, limit: int) -> set[int]:
    ends = [(begin, limit if finish is None else finish) for begin, finish in spans]
    return {
        second for begin, end in ends for second in range(begin, end) if start <= second < limit
    }


@pytest.mark.parametrize("count", [3, 400])
@pytest.mark.parametrize("calendar", [TEAM, ALWAYS])
def test_what_pauses_take_is_their_own_time_however_many_there_are(
    count: int, calendar: BusinessCalendar
) -> None:
    """Of many an array is counted; the first begins before the clock, the last goes on."""
    begin = may("04 08:00")
    spans: list[Span] = [
        (begin + 5 * HOUR * number, begin + 5 * HOUR * number + 95 * MINUTE)
        for number in range(count)
    ]
    start, until = begin + 20 * MINUTE, begin + 5 * HOUR * count + 3 * HOUR
    spans.append((begin + 5 * HOUR * count, None))
    state = measure(start, HOUR, calendar, spans, now=until)
    taken = [calendar.elapsed(max(a, start), b or until) for a, b in spans]
    assert state.paused == sum(taken, ZERO)
    assert state.elapsed == calendar.elapsed(start, until) - sum(taken, ZERO)


@given(
    gaps=st.lists(GAP, min_size=2, max_size=12) | st.lists(GAP, min_size=84, max_size=130),
    start=st.integers(0, 400 * 3600), lasts=st.integers(0, 700 * 3600), still_open=st.booleans(),
)  # fmt: skip
def test_any_pauses_take_what_each_of_them_takes(
    gaps: list[int], start: int, lasts: int, still_open: bool
) -> None:
    """Many are added up once and kept; cut at the start and the end of what is counted."""
    edges = list(accumulate(gaps, initial=to_seconds(may("04 08:00"))))
    pauses: list[Pause] = list(zip(edges[::2], edges[1::2], strict=False))
    if still_open:
        pauses[-1] = (pauses[-1][0], None)
    begin = edges[0] - 3600 + start
    until = begin + lasts
    clipped = [(max(a, begin), until if b is None else min(b, until)) for a, b in pauses]
    each = sum(TEAM.elapsed_seconds(a, b) for a, b in clipped if a < b)
    whole = TEAM.elapsed_seconds(begin, until)
    for _ in range(2):  # the second time from what was kept
        assert counted(Run(begin, 0, TEAM), tuple(pauses), until) == (whole - each, each)
