"""Past clocks as work: in whose hours, among how many, and as it was known."""

from typing import Any

import pytest

from models.handbook.calendar import BusinessCalendar
from models.handbook.past_clocks import Hours, PastClock, Worked, worked
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION

HOUR = 3600
ALWAYS = BusinessCalendar.always()
CALENDARS = {ALWAYS.fingerprint: ALWAYS}
NOBODYS = Hours(CALENDARS)


def clock(case_id: int, start: int, stop: int | None, **said: Any) -> PastClock:
    usual = {"agent_id": 1, "known_at": stop or 0} | said
    return PastClock(
        case_id, said.pop("commitment", RESOLUTION), "P3", "", usual["agent_id"],
        ALWAYS.fingerprint, start * HOUR, None if stop is None else stop * HOUR,
        usual["known_at"] * HOUR, said.get("pauses", ()),
    )  # fmt: skip


def told(found: Worked) -> list[tuple[float, float, bool]]:
    return [(one.seconds / HOUR, one.held, one.ended) for one in found.past]


def test_by_the_calendar_where_nobodys_hours_are_known() -> None:
    assert told(worked([clock(1, 0, 10)], NOBODYS, 20 * HOUR)) == [(10, 1, True)]


def test_by_the_persons_own_hours_where_they_are_known() -> None:
    hours = Hours(CALENDARS, {1: [(2 * HOUR, 5 * HOUR)]})
    found = worked([clock(1, 0, 10), clock(2, 0, 10, agent_id=2)], hours, 20 * HOUR)
    assert told(found) == [(3, 1, True), (10, 1, True)]


def test_pauses_are_taken_out() -> None:
    one = clock(1, 0, 10, pauses=((2 * HOUR, 5 * HOUR), (9 * HOUR, 12 * HOUR)))
    assert told(worked([one], NOBODYS, 20 * HOUR)) == [(6, 1, True)]
    waits = clock(1, 0, None, pauses=((2 * HOUR, None),))
    assert told(worked([waits], NOBODYS, 20 * HOUR)) == [(2, 1, False)]


def test_among_the_cases_held_meanwhile() -> None:
    found = worked([clock(1, 0, 10), clock(2, 0, None), clock(3, 0, 5)], NOBODYS, 10 * HOUR)
    assert [one.held for one in found.past] == pytest.approx([2.5, 2.5, 3])
    assert found.open[RESOLUTION, 2].spent == pytest.approx(4 * HOUR)
    assert set(found.open) == {(RESOLUTION, 2)}


def test_a_first_response_is_no_further_case() -> None:
    both = [clock(1, 0, 10), clock(1, 0, 2, commitment=FIRST_RESPONSE)]
    assert [one.held for one in worked(both, NOBODYS, 20 * HOUR).past] == [1, 1]


def test_what_nobody_had_is_taken_among_as_many_as_is_usual() -> None:
    rows = [clock(1, 0, 10), clock(2, 0, 10), clock(3, 0, 10, agent_id=None)]
    assert worked(rows, NOBODYS, 20 * HOUR).past[2].held == 2
    assert worked(rows[2:], NOBODYS, 20 * HOUR).past[0].held == 1


@pytest.mark.parametrize(("known_at", "ended"), [(12, True), (30, False)])
def test_as_it_was_known(known_at: int, ended: bool) -> None:
    """It stopped after ten hours, and at hour 20 the desk may not have known it yet."""
    rows = [clock(1, 0, 10, known_at=known_at), clock(2, 25, 30)]
    ((took, _, over),) = told(worked(rows, NOBODYS, 20 * HOUR))
    assert (took, over) == ((10, True) if ended else (20, False))


def waited(case_id: int, *pauses: tuple[int, int | None]) -> PastClock:
    spans = tuple((a * HOUR, None if b is None else b * HOUR) for a, b in pauses)
    return clock(case_id, 0, 10, pauses=spans)


def test_how_often_a_case_that_waits_is_at_work_again() -> None:
    """Of nine waits three ended their case; five more are supposed to have gone on."""
    rows = [waited(at, (1, 2), (3, 4), (8, None if at else 10)) for at in range(3)]
    assert worked(rows, NOBODYS, 20 * HOUR).goes_on == pytest.approx((6 + 5) / (9 + 5))
    assert worked([], NOBODYS, 20 * HOUR).goes_on == 1
    running = clock(1, 0, None, pauses=((2 * HOUR, None),))
    assert worked([running], NOBODYS, 20 * HOUR).goes_on == 1
