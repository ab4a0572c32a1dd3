from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop.imports.log_facts import DateSign, Span
from models.handbook.instants import from_seconds

DATES = DateSign(True, 2, "29/2/2016")


def test_an_empty_log_has_no_span() -> None:
    facts = Span().facts(0, 0, DATES)
    assert (facts.first_at, facts.last_at, facts.busiest_at) == (None, None, None)


def test_the_span_is_of_all_incidents() -> None:
    span = Span()
    span.see(500, 900, [(600, 1), (900, -1)])
    span.see(100, 700, [(650, 1), (700, -1)])
    facts = span.facts(4, 2, DATES)
    assert facts.first_at == datetime(1970, 1, 1, 0, 1, 40, tzinfo=UTC)
    assert facts.last_at == datetime(1970, 1, 1, 0, 15, tzinfo=UTC)
    assert facts.busiest_at == from_seconds(650)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), min_size=1))
def test_at_the_busiest_instant_most_are_open(spells: list[tuple[int, int]]) -> None:
    span = Span()
    for begin, length in spells:
        span.see(begin, begin + length, [(begin, 1), (begin + length, -1)])
    busiest = span.facts(0, 0, DATES).busiest_at
    assert busiest is not None
    counts = {at: sum(begin <= at < begin + length for begin, length in spells) for at in range(72)}
    assert counts[int(busiest.timestamp())] == max(counts.values())
