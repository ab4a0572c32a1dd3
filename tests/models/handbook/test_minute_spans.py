"""Hours moved by hand: whatever is done, they stay apart, in order and within the day."""

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.minute_spans import Spans, added, hours_of_spans, shifted, spans_of

SPANS: Spans = ((540, 720), (780, 1020))


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    marks = sorted(draw(st.sets(st.integers(0, 96), min_size=2, max_size=8)))
    marks = marks[: len(marks) // 2 * 2]
    return tuple((15 * a, 15 * b) for a, b in zip(marks[::2], marks[1::2], strict=True))


def apart(found: Spans) -> bool:
    ends = [at for span in found for at in span]
    return ends == sorted(ends) and all(a < b for a, b in found) and ends[0] >= 0 <= 1440 - ends[-1]


@given(spans(), st.data())
def test_moved_spans_stay_apart(before: Spans, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(before) - 1))
    by = 15 * data.draw(st.integers(-100, 100))
    ends = data.draw(st.sampled_from([(1, 1), (1, 0), (0, 1)]))
    after = shifted(before, index, ends[0] * by, ends[1] * by, 15)
    assert apart(after)
    assert len(after) == len(before)
    if ends == (1, 1):
        assert after[index][1] - after[index][0] == before[index][1] - before[index][0]


@given(spans(), st.integers(0, 95))
def test_an_added_span_takes_only_the_room_there_is(before: Spans, quarter: int) -> None:
    after, index = added(before, 15 * quarter, 15 * quarter + 60)
    assert apart(after)
    assert set(before) <= set(after)
    assert after == before or after[index] not in before


def test_an_end_is_dragged_as_far_as_its_neighbour() -> None:
    assert shifted(SPANS, 0, 0, 600, 15) == ((540, 780), (780, 1020))
    assert shifted(SPANS, 1, 0, -600, 15) == ((540, 720), (780, 795))
    assert shifted(SPANS, 0, -9999, -9999, 15) == ((0, 180), (780, 1020))


def test_hours_that_touch_are_one() -> None:
    assert hours_of_spans(((540, 780), (780, 1020))) == [["09:00", "17:00"]]
    assert spans_of([["09:00", "12:30"]]) == ((540, 750),)
