"""A log read on from where it differs says what it says when read from its opening."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.handbook import events as ev
from models.handbook.by_hand import by_hand
from models.handbook.case_clocks import read_clocks
from models.handbook.events import Event, in_force
from models.handbook.growing_log import GrowingLog
from tests.models.handbook.histories import COMMITMENTS, PLAIN, History, histories
from tests.models.handbook.logs import FR, RES, Log, log_under, secs

KINDS = (*PLAIN, ev.EXCLUDED)


@st.composite
def by_hand_too(draw: st.DrawFn, /, **fixed: Any) -> History:
    """A history in which deadlines of clocks, stopped ones too, are set by hand."""
    history = draw(histories(kinds=KINDS, **fixed))
    for _ in range(draw(st.integers(0, 2))):
        history.now += draw(st.integers(0, 100_000))
        history.tell(
            ev.DEADLINE_OVERRIDDEN, commitment=draw(st.sampled_from(COMMITMENTS)),
            cycle=draw(st.integers(1, 2)), objective=draw(st.sampled_from(["SLA", "SLO"])),
            due_at=history.now + draw(st.integers(0, 100_000)), reason="Agreed",
        )  # fmt: skip
    return history


@given(
    st.one_of(by_hand_too(), by_hand_too(reopen="continue")),
    st.lists(st.sets(st.integers(2, 11)), min_size=2, max_size=6),
    st.integers(1, 4),
)
def test_whatever_of_a_log_is_known_it_reads_the_same_as_from_the_opening(
    history: History, unknown: list[set[int]], step: int
) -> None:
    log = GrowingLog(step)
    for ids in unknown:
        known = in_force([event for event in history.events if event.id not in ids])
        if known[0].kind == ev.OPENED:
            given = known, history.policies, 1, by_hand(known)
            assert log.clocks(*given) == read_clocks(*given)


def test_a_clock_that_stopped_before_a_late_fact_is_the_same_one_after_it() -> None:
    log = Log().opened("11 09:00", "P3")
    log.contact("11 10:00")
    log.contact("11 12:00")
    late = Event(9, ev.CONTACT, secs("11 11:00"), secs("11 12:30"), {"type": "call"})
    growing = GrowingLog(step=2)
    first, second = (
        {clock.key: clock for clock in growing.clocks(known, log.policies, 1, by_hand(known))}
        for known in (in_force(log.events), in_force([*log.events, late]))
    )
    assert second[FR, 1, "SLA"] is first[FR, 1, "SLA"]
    assert second[RES, 1, "SLA"] == first[RES, 1, "SLA"]
    assert len(second) == len(first) + 1


def test_a_resolution_gone_on_with_leaves_the_log_known_before_as_it_was() -> None:
    log = log_under(reopen="continue").opened("11 09:00", "P3")
    log.tell(ev.RESOLVED, "11 10:00")
    known = in_force(log.events)
    growing = GrowingLog(step=1)
    given = log.policies, 1, by_hand(known)
    resolved = growing.clocks(known, *given)
    log.tell(ev.REOPENED, "11 11:00")
    assert growing.clocks(in_force(log.events), *given) != resolved
    assert growing.clocks(known, *given) == resolved == read_clocks(known, *given)
