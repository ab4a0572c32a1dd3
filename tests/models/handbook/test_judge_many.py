"""Many clocks at once: each verdict is the one that `judge` gives, whatever happened."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.courses import Courses, PastCase, courses_of, rules_of_courses
from models.handbook.events import Event
from models.handbook.intake import WAITING
from models.handbook.judge_many import VERDICTS, judge_many, verdict_at
from models.handbook.policy import OBJECTIVES, PRIORITIES, Policy
from tests.models.handbook.histories import (
    CALENDARS,
    PLAIN,
    History,
    histories,
    policies,
    steps,
    targets,
)
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Log, secs

Found = dict[tuple[int, str, int, str], tuple[str, str]]
BOOLEANS = st.booleans()
ANYTHING = (*PLAIN, ev.EXCLUDED)


def one_by_one(logs: list[list[Event]], policy: Policy, as_of: int) -> Found:
    """What `judge` says of each clock: verdict and priority."""
    return {
        (number, *clock.key): (verdict_at(clock, as_of), clock.priority)
        for number, events in enumerate(logs)
        for clock in judge(events, {policy.number: policy}, policy.number)
    }


def at_once(courses: Courses, policy: Policy, as_of: int) -> Found:
    """The same by arrays."""
    judged = judge_many(courses, policy, as_of)
    return {
        (
            int(courses.case[row]), courses.commitments[courses.commitment[row]],
            int(courses.cycle[row]), objective,
        ): (VERDICTS[verdict], PRIORITIES[judged[objective].priority[row]])
        for objective in OBJECTIVES
        for row, verdict in enumerate(judged[objective].verdict)
        if verdict
    }  # fmt: skip


@st.composite
def other_targets(draw: st.DrawFn, policy: Policy) -> Policy:
    """The same rules with other targets, hours and edge."""
    names = policy.commitment_names()
    rows = {
        priority: {name: draw(targets()) for name in names if priority == "P1" or draw(BOOLEANS)}
        for priority in PRIORITIES
    }
    return replace(
        policy, targets=rows, calendars=CALENDARS,
        edge=draw(st.sampled_from(["closing", "opening"])),
    )  # fmt: skip


@given(st.data())
def test_every_verdict_is_the_one_that_the_log_gives_alone(data: st.DataObject) -> None:
    policy = data.draw(policies())
    cases = data.draw(st.lists(histories(kinds=ANYTHING), min_size=1, max_size=3))
    for history in cases:
        history.policies = {1: policy}
    _compare(data, cases, policy)


@given(st.data())
def test_what_was_moved_by_hand_is_judged_as_the_log_says(data: st.DataObject) -> None:
    policy = data.draw(policies())
    history = data.draw(histories(kinds=ANYTHING))
    history.policies = {1: policy}
    objective = data.draw(st.sampled_from(OBJECTIVES))
    commitment = data.draw(st.sampled_from([FR, NU, RES]))
    due = history.now + data.draw(st.integers(-200_000, 200_000))
    history.tell(
        ev.DEADLINE_OVERRIDDEN, commitment=commitment, cycle=1, objective=objective, due_at=due
    )
    _compare(data, [history], policy)


@given(st.data())
def test_starts_moved_and_pauses_entered_afterwards_count_as_from_the_beginning(
    data: st.DataObject,
) -> None:
    policy = data.draw(policies())
    history = data.draw(histories(kinds=ANYTHING))
    history.policies = {1: policy}
    opened = history.events[0].occurred_at
    begin = data.draw(st.integers(opened, history.now))
    history.tell(
        ev.PAUSE_ENTERED, begin, status=data.draw(st.sampled_from(WAITING)),
        until=data.draw(st.integers(begin, history.now + 50_000)),
    )  # fmt: skip
    history.tell(
        ev.START_MOVED, commitment=data.draw(st.sampled_from([FR, NU, RES])), cycle=1,
        started_at=data.draw(st.integers(opened - 100_000, history.now + 100_000)),
    )  # fmt: skip
    for step in data.draw(st.lists(steps(ANYTHING), max_size=3)):
        history.goes_on(step)
    _compare(data, [history], policy)


def _compare(data: st.DataObject, cases: list[History], policy: Policy) -> None:
    logs = [history.events for history in cases]
    as_of = max(history.now for history in cases) + data.draw(st.integers(0, 300_000))
    courses = courses_of([PastCase(events) for events in logs], policy, as_of)
    assert at_once(courses, policy, as_of) == one_by_one(logs, policy, as_of)
    changed = data.draw(other_targets(policy))
    assert rules_of_courses(changed) == rules_of_courses(policy)
    assert at_once(courses, changed, as_of) == one_by_one(logs, changed, as_of)


def verdicts_of(log: Log, policy: Policy, as_of: str = "20 00:00") -> set[tuple[str, str]]:
    """(clock, verdict) by arrays, of one case."""
    courses = courses_of([PastCase(log.events)], policy, secs(as_of))
    found = at_once(courses, policy, secs(as_of))
    assert found == one_by_one([log.events], policy, secs(as_of))
    return {
        (f"{commitment} {cycle} {objective}", verdict)
        for (_, commitment, cycle, objective), (verdict, _) in found.items()
    }


def test_a_target_used_up_as_a_pause_begins_is_breached_by_a_stop_at_its_end() -> None:
    """4 hours of P1 from 09:00, paused from 13:00 to 15:00: due at 13:00 by the closing edge."""
    log = Log().opened("11 09:00", "P1")
    log.waits("11 13:00")
    log.tell(ev.RESOLVED, "11 15:00")
    assert ("resolution 1 SLA", "breached") in verdicts_of(log, DEFAULT)
    opening = replace(DEFAULT, edge="opening")
    assert ("resolution 1 SLA", "met") in verdicts_of(log, opening)


def test_a_target_used_up_at_closing_time_is_breached_by_a_stop_at_the_next_opening() -> None:
    """8 hours from Monday 09:00 end on Monday 17:00; the answer comes on Tuesday 09:00."""
    log = Log().opened("11 09:00", "P4")
    log.contact("12 09:00")
    assert ("first_response 1 SLA", "breached") in verdicts_of(log, DEFAULT)
    assert ("first_response 1 SLA", "met") in verdicts_of(log, replace(DEFAULT, edge="opening"))


def test_a_stop_at_the_very_due_time_is_met() -> None:
    log = Log().opened("11 09:00", "P1")
    log.tell(ev.RESOLVED, "11 13:00")
    assert ("resolution 1 SLA", "met") in verdicts_of(log, DEFAULT)


def test_a_breach_reached_under_the_old_priority_stays_and_counts_there() -> None:
    """P4's 5 business days were over when it was raised; P1's 4 hours were kept."""
    log = Log().opened("04 09:00", "P4")
    log.priority("18 09:00", "P1")
    log.tell(ev.RESOLVED, "18 10:00")
    courses = courses_of([PastCase(log.events)], DEFAULT, secs("20 00:00"))
    found = at_once(courses, DEFAULT, secs("20 00:00"))
    assert found[0, "resolution", 1, "SLA"] == ("breached", "P4")


def test_a_raise_before_a_start_moved_by_hand_counts_from_that_start() -> None:
    """P1's 4 hours begin at noon as moved, not at ten as raised: they are not over at 15:00."""
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.PRIORITY_CHANGED, "11 10:00", priority="P1")
    log.tell(
        ev.START_MOVED, "11 13:00", commitment=RES, cycle=1, started_at=secs("11 12:00"),
        reason="The message came at noon",
    )  # fmt: skip
    log.tell(ev.RESOLVED, "11 15:00")
    assert ("resolution 1 SLA", "met") in verdicts_of(log, DEFAULT)
