"""Who held a case when: told by its log alone, and without a hole (rules 10, 15 and 25)."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given

from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.case_facts import facts_of
from models.handbook.events import in_force
from models.handbook.intake import OPEN
from models.handbook.ownership import SAID_BY, Held, Holder, held, owned, used
from tests.models.handbook.histories import CALENDARS, PLAIN, History, histories
from tests.models.handbook.logs import DEFAULT, RES, Log, said, secs

EVERYTHING = (*PLAIN, ev.EXCLUDED)
ANA, BEN = 1, 2
NOBODY = "squad_lead"


Told = tuple[str | None, str | None, int, Holder]


def stretches(log: Log, until: str = "31 09:00") -> list[Told]:
    found = held(log.events, secs(until), "P2")
    return [(said(one.begin), said(one.end), one.cycle, one.holder) for one in found]


def spent(log: Log, commitment: str = RES) -> dict[Holder, int]:
    """Minutes of a clock by who held the case."""
    clock = log.clock(commitment)
    assert clock.stopped_at is not None
    calendar = next(c for c in CALENDARS.values() if c.fingerprint == clock.calendar)
    shares = used(
        held(log.events, clock.stopped_at, "P2"), clock.started_at, clock.stopped_at,
        clock.pauses, calendar,
    )  # fmt: skip
    return {share.holder: share.seconds // 60 for share in shares}


def test_what_nobody_has_is_the_roles_until_somebody_gets_it() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.ASSIGNED, "11 11:40", person_id=ANA)
    log.tell(ev.ASSIGNED, "11 12:00", person_id=BEN)
    log.tell(ev.UNASSIGNED, "11 12:50")
    log.tell(ev.RESOLVED, "11 13:00")
    assert stretches(log) == [
        ("11 09:00", "11 11:40", 1, (None, NOBODY)),
        ("11 11:40", "11 12:00", 1, (ANA, "")),
        ("11 12:00", "11 12:50", 1, (BEN, "")),
        ("11 12:50", "11 13:00", 1, (None, NOBODY)),
    ]  # fmt: skip


def test_the_role_is_the_priorities_or_whose_it_was_escalated_to() -> None:
    log = Log().opened("11 09:00", None)
    log.priority("11 10:00", "P3")  # the first that is set counts from the opening
    log.tell(ev.ESCALATED, "11 11:00", roles=["comms_lead", "lead"], reason="Loud")
    log.tell(ev.ESCALATED, "11 11:30", roles=[], whom="Kim", reason="Knows it")
    log.priority("11 12:00", "P1")
    log.tell(ev.ESCALATED, "11 12:00", roles=["feature_owner"], reason="Theirs")
    assert stretches(log, "11 13:00") == [
        ("11 09:00", "11 11:00", 1, (None, "lead")),
        ("11 11:00", "11 12:00", 1, (None, "comms_lead")),
        ("11 12:00", "11 13:00", 1, (None, "feature_owner")),
    ]


def test_an_escalation_takes_nothing_from_who_has_it() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.ASSIGNED, "11 09:00", person_id=ANA)
    log.tell(ev.ESCALATED, "11 10:00", roles=["feature_owner"], reason="Theirs")
    assert stretches(log, "11 11:00") == [("11 09:00", "11 11:00", 1, (ANA, ""))]


def test_each_reopening_is_a_life_of_its_own() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.ASSIGNED, "11 10:00", person_id=ANA)
    log.tell(ev.RESOLVED, "11 11:00")
    log.tell(ev.REOPENED, "12 09:00")
    log.tell(ev.UNASSIGNED, "12 09:30")
    assert stretches(log, "12 10:00") == [
        ("11 09:00", "11 10:00", 1, (None, NOBODY)),
        ("11 10:00", "11 11:00", 1, (ANA, "")),
        ("12 09:00", "12 09:30", 2, (ANA, "")),
        ("12 09:30", "12 10:00", 2, (None, NOBODY)),
    ]


def test_what_was_taken_back_was_never_so() -> None:
    log = Log().opened("11 09:00", "P2")
    given_away = log.tell(ev.ASSIGNED, "11 10:00", person_id=ANA)
    log.retracted("11 10:05", given_away)
    assert stretches(log, "11 11:00") == [("11 09:00", "11 11:00", 1, (None, NOBODY))]


def test_a_targets_time_is_told_by_holder_and_a_wait_is_nobodys() -> None:
    log = Log().opened("11 09:00", "P3")
    log.tell(ev.ASSIGNED, "11 11:00", person_id=ANA)
    log.waits("11 12:00")
    log.works("11 15:00")
    log.tell(ev.RESOLVED, "11 16:00")
    assert spent(log) == {(None, "lead"): 120, (ANA, ""): 120}


def test_time_before_the_opening_is_nobodys() -> None:
    """A start that was moved, or a case merged into this one."""
    log = Log().opened("11 10:00", "P3")
    stop = secs("11 12:00")
    shares = used(held(log.events, stop, "P2"), secs("11 09:00"), stop, (), DEFAULT.team)
    assert [(share.holder, share.seconds) for share in shares] == [
        ((None, ""), 3_600), ((None, "lead"), 7_200),
    ]  # fmt: skip


def test_work_time_and_waits_are_told_apart() -> None:
    log = Log().opened("11 16:00", "P3")
    log.tell(ev.ASSIGNED, "11 16:00", person_id=ANA)
    pauses = [(secs("12 08:00"), secs("12 10:00"))]
    [row] = owned(held(log.events, secs("12 11:00"), "P2"), pauses, DEFAULT.team)
    assert row.holder == (ANA, "")
    assert (row.wall, row.business, row.waited, row.waited_business) == (
        17 * 3_600, 2 * 3_600, 2 * 3_600, 3_600,
    )  # fmt: skip


# ---- laws ----


def lives(found: Sequence[Held]) -> list[list[Held]]:
    return [[one for one in found if one.cycle == cycle]
            for cycle in dict.fromkeys(one.cycle for one in found)]  # fmt: skip


@given(histories(kinds=EVERYTHING))
def test_the_stretches_tile_every_life_of_any_case(history: History) -> None:
    found = held(history.events, history.now, "P2")
    for life in lives(found):
        assert all(one.end == other.begin for one, other in pairwise(life))
        assert all(one.holder != other.holder for one, other in pairwise(life))
    assert all(one.begin < one.end for one in found)
    assert all(one.end <= other.begin for one, other in pairwise(found))


@given(histories(kinds=EVERYTHING))
def test_at_any_instant_it_is_with_whom_the_facts_say(history: History) -> None:
    """The facts of the log so far, read by other code: open or not, and whose it is."""
    ordered = in_force(history.events)
    found = held(history.events, history.now, "P2")
    marks = sorted({event.occurred_at for event in ordered} | {history.now})
    for begin, end in pairwise(marks):
        facts = facts_of([event for event in ordered if event.occurred_at <= begin])
        there = [one for one in found if one.begin <= begin and end <= one.end]
        assert len(there) == (facts.status in OPEN)
        assert not there or there[0].holder[0] == facts.assignee_id
        assert not any(one.begin < end and begin < one.end for one in found if one not in there)


@given(histories(kinds=EVERYTHING))
def test_the_shares_of_every_clock_add_up_to_what_it_counted(history: History) -> None:
    calendars = {
        calendar.fingerprint: calendar
        for policy in history.policies.values() for calendar in policy.calendars.values()
    }  # fmt: skip
    found = held(history.events, history.now, "P2")
    for clock in history.clocks().values():
        if clock.elapsed_seconds is None or clock.verdict in ("unknown", "excluded"):
            continue
        until = clock.stopped_at if clock.stopped_at is not None else clock.paused_since
        assert until is not None
        calendar = calendars[clock.calendar]
        shares = used(found, clock.started_at, until, clock.pauses, calendar)
        assert sum(share.seconds for share in shares) == clock.elapsed_seconds
        assert all(share.holder != (None, "") for share in shares)


@given(histories(kinds=EVERYTHING))
def test_what_the_holders_had_adds_up_to_every_life(history: History) -> None:
    always, team = BusinessCalendar.always(), DEFAULT.team
    for life in lives(held(history.events, history.now, "P2")):
        first, last = life[0].begin, life[-1].end
        half = first + (last - first) // 2
        rows = owned(life, [(first, half)], team)
        for calendar, seconds, waited in (
            (always, [row.wall for row in rows], [row.waited for row in rows]),
            (team, [row.business for row in rows], [row.waited_business for row in rows]),
        ):
            assert sum(waited) == calendar.elapsed_seconds(first, half)
            assert sum(seconds) == calendar.elapsed_seconds(half, last)


@given(histories(kinds=EVERYTHING))
def test_nothing_but_the_events_that_say_it_needs_to_be_read(history: History) -> None:
    some = [event for event in history.events if event.kind in SAID_BY]
    assert held(some, history.now, "P2") == held(history.events, history.now, "P2")
