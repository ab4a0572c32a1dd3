"""Who is told of what nobody has seen: laws of every path, and rule 25's own."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.calendar import BusinessCalendar
from models.handbook.escalation import (
    ROLES,
    USUAL,
    Escalation,
    Path,
    Step,
    Telling,
    who_is_told,
)
from models.handbook.roster import LEAD, Leave, Member, Roster
from tests.models.handbook.logs import DEFAULT, secs

CALENDARS: Mapping[str, BusinessCalendar] = DEFAULT.calendars
COMMANDER, ENGINEER, COMMS = "incident_commander", "engineering_on_call", "comms_lead"
MINUTE = 60
NOON, EVENING, FRIDAY = secs("12 12:00"), secs("12 18:00"), secs("15 16:55")


def of(*path: Step, unseen: int | None = 5 * MINUTE) -> Escalation:
    return Escalation(path, unseen, CALENDARS)


def walked(escalation: Escalation, role: str | None, since: int = NOON) -> list[tuple[str, int]]:
    """Who is told, and after how many minutes."""
    return [(one.role, (one.at - since) // MINUTE) for one in escalation.walk(role, since)]


@st.composite
def paths(draw: st.DrawFn) -> Path:
    """Any that a file may have: each role once, but for the last, who may be given the case."""
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=1, unique=True))
    steps = []
    for role in roles:
        within = draw(st.sampled_from(["", "team", "round_the_clock"]))
        others = [one for one in ("", *ROLES) if one != role]
        steps.append(Step(
            role, draw(st.none() | st.integers(1, 10_000)), draw(st.integers(1, 3)), within,
            draw(st.sampled_from(others)) if within else "",
        ))  # fmt: skip
    last = Step(draw(st.sampled_from(ROLES)), draw(st.none() | st.just(60)), hands=True)
    return (*steps, *([last] if draw(st.booleans()) else []))


INSTANTS = st.integers(secs("01 00:00"), secs("28 00:00"))
FIRST = st.none() | st.sampled_from(ROLES)
PATIENCE = st.none() | st.integers(1, 10_000)


@given(paths(), PATIENCE, FIRST, INSTANTS)
def test_a_path_always_ends_and_never_goes_back(
    path: Path, unseen: int | None, role: str | None, since: int
) -> None:
    escalation = Escalation(path, unseen, CALENDARS)
    tellings = list(escalation.walk(role, since))
    assert len(tellings) <= sum(step.times for step in path)
    assert all(one.at < other.at for one, other in pairwise([Telling("", since), *tellings]))
    places = [path.index(step) for step in escalation.tellings(role)]
    assert places == sorted(places)
    for step, telling in zip(escalation.tellings(role), tellings, strict=False):
        assert telling.role in (step.role, step.otherwise)
        assert telling.hands == step.hands


@given(paths(), FIRST, INSTANTS)
def test_a_step_within_hours_is_told_in_them_or_somebody_else_is(
    path: Path, role: str | None, now: int
) -> None:
    escalation = Escalation(path, 60, CALENDARS)
    for step, one in enumerate(escalation.tellings(role)):
        telling = escalation.due(role, step, now)
        assert telling is not None
        is_open = not one.within or CALENDARS[one.within].open_at(telling.at)
        assert is_open == (telling.role == one.role)
        assert telling.at == now or (is_open and not one.otherwise)


ROSTERS = st.lists(
    st.tuples(st.sampled_from(["agent", *ROLES]), st.booleans()), min_size=1, max_size=6
)


@given(paths(), ROSTERS, INSTANTS)
def test_every_step_tells_somebody_or_says_that_nobody_holds_the_role(
    path: Path, team: list[tuple[str, bool]], at: int
) -> None:
    away = (Leave(at - 1, at + 1),)
    roster = Roster({i: Member(i, role, leaves=away if gone else ())
                     for i, (role, gone) in enumerate(team)})  # fmt: skip
    leads = {i for i, (role, gone) in enumerate(team) if role == LEAD and not gone}
    for step in path:
        told = who_is_told(step.role, roster, at)
        hold = {i for i, (role, gone) in enumerate(team) if role == step.role and not gone}
        assert set(told.people) == (hold or leads)
        assert told.unheld is (not hold)


@pytest.mark.parametrize(("priority", "role", "told"), [
    ("P1", None, [(COMMANDER, 5), (ENGINEER, 10), (COMMS, 15), (LEAD, 20)]),
    ("P1", COMMANDER, [(ENGINEER, 5), (COMMS, 10), (LEAD, 15)]),
    ("P1", LEAD, [(COMMANDER, 5), (ENGINEER, 10), (COMMS, 15)]),
    ("P2", "squad_lead", [("feature_owner", 15), (LEAD, 30)]),
    ("P3", None, []),
    ("P4", LEAD, []),
])  # fmt: skip
def test_rule_25_the_usual_paths_wait_as_unseen_says_and_pass_over_who_was_told_first(
    priority: str, role: str | None, told: list[tuple[str, int]]
) -> None:
    assert walked(DEFAULT.escalation(priority), role) == told


def test_a_step_waits_as_long_as_it_says_itself_and_is_told_as_often() -> None:
    path = of(Step(COMMANDER, 10 * MINUTE, times=2), Step(ENGINEER))
    assert walked(path, None) == [(COMMANDER, 10), (COMMANDER, 20), (ENGINEER, 25)]
    assert walked(path, COMMANDER) == [(COMMANDER, 10), (ENGINEER, 15)]


def test_where_nothing_says_after_how_long_it_goes_no_further() -> None:
    path = of(Step(COMMANDER, 60), Step(ENGINEER), Step(COMMS, 60), unseen=None)
    assert walked(path, None) == [(COMMANDER, 1)]


def test_outside_the_hours_of_a_step_another_is_told_or_it_waits_until_they_begin() -> None:
    waits, hands_on = of(Step(COMMS, 60, within="team")), of(
        Step(COMMS, 60, within="team", otherwise=LEAD)
    )  # fmt: skip
    assert walked(waits, None) == walked(hands_on, None) == [(COMMS, 1)]
    assert walked(waits, None, EVENING) == [(COMMS, 15 * 60)]
    assert walked(hands_on, None, EVENING) == [(LEAD, 1)]
    assert waits.due(None, 0, secs("15 17:00")) == Telling(COMMS, secs("18 09:00"))
    assert walked(of(Step(COMMS, 300, within="team")), None, FRIDAY) == [(COMMS, 64 * 60 + 5)]


def test_at_the_end_the_case_is_given_even_to_whoever_was_told_first() -> None:
    path = of(Step(COMMANDER), Step(ENGINEER), Step(COMMANDER, hands=True))
    assert list(path.walk(COMMANDER, NOON)) == [
        Telling(ENGINEER, NOON + 300), Telling(COMMANDER, NOON + 600, hands=True),
    ]  # fmt: skip


def test_hours_that_never_come_again_keep_nobody_from_being_told() -> None:
    over = BusinessCalendar("UTC", {}, exceptions={"2026-05-01": [("09:00", "10:00")]})
    path = Escalation((Step(COMMS, 60, within="over"),), None, {"over": over})
    assert path.due(None, 0, NOON) == Telling(COMMS, NOON)


def test_the_default_paths_tell_everybody_of_rule_25() -> None:
    assert {priority: [step.role for step in path] for priority, path in USUAL.items()} == {
        "P1": [COMMANDER, ENGINEER, COMMS, LEAD], "P2": ["squad_lead", "feature_owner", LEAD],
        "P3": [LEAD], "P4": [LEAD],
    }  # fmt: skip
