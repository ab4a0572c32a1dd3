"""Business time on whole arrays: what may be handed over (handbook, rule 1)."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from models.handbook.calendar import BusinessCalendar

BERLIN = BusinessCalendar(
    "Europe/Berlin", {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
)


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_arrays_are_broadcast_and_may_be_empty() -> None:
    at = seconds("2026-05-11T08:00")
    assert BERLIN.add_many(at, [[3600], [7200]]).tolist() == [[at + 3600], [at + 7200]]
    assert BERLIN.add_many([at], 0).tolist() == [at]
    for empty in (
        BERLIN.add_many([], 60),
        BERLIN.add_days_many([], 1),
        BERLIN.elapsed_many([], []),
    ):
        assert empty.dtype == np.int64
        assert empty.size == 0


def test_arrays_of_any_kind_of_number_are_whole_seconds() -> None:
    start = seconds("2026-05-11T08:00")
    hour_later = [start + 3600]
    kinds: list[tuple[Any, Any]] = [
        ([start], [3600]),
        (np.array([start], np.int32), np.uint16(3600)),
        (np.array([start], ">i8"), np.array([3600], np.uint64)),
        (np.array([start + 0.75]), 3600.5),
        (np.array([start], "M8[s]"), np.timedelta64(1, "h")),
        (np.array([start * 10**9 + 5], "M8[ns]"), np.array([60], "m8[m]")),
    ]
    for starts, amounts in kinds:
        found = BERLIN.add_many(starts, amounts)
        assert (found.tolist(), found.dtype) == (hour_later, np.dtype(np.int64))
    assert BERLIN.elapsed_many([-0.5], [0.5]).tolist() == [0]
    assert BERLIN.add_many([start, start + 7][::-1], 0).tolist() == [start + 7, start]


@pytest.mark.parametrize("wrong", [["1"], [True], [float("nan")], [float("inf")], [None]])
def test_arrays_of_anything_else_are_refused(wrong: Any) -> None:
    for call in (BERLIN.add_many, BERLIN.add_days_many, BERLIN.elapsed_many):
        with pytest.raises(ValueError, match="whole seconds"):
            call(wrong, [1])
        with pytest.raises(ValueError, match="whole seconds"):
            call([1], wrong)
