"""The ledger of a clock: every second of it, and why it counted or not (handbook, rule 5)."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause, Run, counted, merged
from models.handbook.instants import from_seconds
from models.handbook.ledger import Interval, ledger
from tests.models.handbook.logs import DEFAULT, said, secs
from tests.models.handbook.strategies import instants, oracles

TEAM = DEFAULT.calendars["team"]
ALWAYS = BusinessCalendar.always()


def told(pieces: list[Interval]) -> list[tuple[str | None, str | None, str, int]]:
    return [(said(p.begin), said(p.end), p.why, p.seconds // 60) for p in pieces]


def test_open_closed_and_paused_time_in_turn() -> None:
    pauses: list[Pause] = [(secs("11 11:00"), secs("11 12:00"))]
    assert told(ledger(secs("11 08:00"), secs("12 09:30"), pauses, TEAM)) == [
        ("11 08:00", "11 09:00", "closed", 0),
        ("11 09:00", "11 11:00", "open", 120),
        ("11 11:00", "11 12:00", "paused", 0),
        ("11 12:00", "11 17:00", "open", 300),
        ("11 17:00", "12 09:00", "closed", 0),
        ("12 09:00", "12 09:30", "open", 30),
    ]


def test_a_pause_is_one_piece_whatever_the_calendar_does_meanwhile() -> None:
    pauses: list[Pause] = [(secs("11 16:00"), secs("12 10:00"))]
    assert told(ledger(secs("11 15:00"), secs("12 11:00"), pauses, TEAM)) == [
        ("11 15:00", "11 16:00", "open", 60),
        ("11 16:00", "12 10:00", "paused", 0),
        ("12 10:00", "12 11:00", "open", 60),
    ]


def test_a_pause_that_lasts_ends_with_the_ledger() -> None:
    pauses: list[Pause] = [(secs("11 10:00"), None)]
    assert told(ledger(secs("11 09:00"), secs("11 12:00"), pauses, ALWAYS)) == [
        ("11 09:00", "11 10:00", "open", 60),
        ("11 10:00", "11 12:00", "paused", 0),
    ]


def test_a_pause_after_the_end_is_not_in_it() -> None:
    pauses: list[Pause] = [(secs("11 13:00"), secs("11 14:00")), (secs("11 15:00"), None)]
    pieces = ledger(secs("11 09:00"), secs("11 12:00"), pauses, ALWAYS)
    assert told(pieces) == [("11 09:00", "11 12:00", "open", 180)]


def test_a_moment_has_no_pieces() -> None:
    assert ledger(secs("11 09:00"), secs("11 09:00"), [], TEAM) == []
    assert ledger(secs("11 09:00"), secs("11 09:00"), [(secs("11 09:00"), None)], TEAM) == []


@given(st.data(), st.integers(0, 400_000))
def test_it_tiles_the_time_and_its_counted_seconds_are_the_elapsed_ones(
    data: st.DataObject, length: int
) -> None:
    oracle = data.draw(oracles())
    calendar, start = oracle.calendar(), data.draw(instants(oracle))
    stop = start + length
    near = st.integers(-3_600, length + 3_600).map(lambda after: start + after)
    spans = data.draw(st.lists(st.tuples(near, st.one_of(st.none(), near)), max_size=5))
    pauses = merged(spans, start, stop)
    pieces = ledger(start, stop, pauses, calendar)
    assert [start, *(piece.end for piece in pieces)] == [*(piece.begin for piece in pieces), stop]
    assert all(piece.begin < piece.end for piece in pieces)
    assert all(one.why != other.why for one, other in pairwise(pieces))
    elapsed, _ = counted(Run(start, 0, calendar), pauses, stop)
    assert sum(piece.seconds for piece in pieces) == elapsed
    for piece in pieces:
        middle = from_seconds(piece.begin) + timedelta(seconds=(piece.end - piece.begin) // 2)
        held = any(
            begin <= piece.begin and (end is None or piece.end <= end) for begin, end in pauses
        )
        assert (piece.why == "paused") == held
        assert held or calendar.is_open(middle) == (piece.why == "open")
