"""What a log says of an incident: roles by hand, steps, and since when the team is owed a word."""

from collections.abc import Mapping

from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.case_facts import facts_of
from models.handbook.events import Event
from models.handbook.incident import team_log
from models.handbook.policy_file import read_policy
from tests.models.handbook.policies import SOURCE


def log(*events: tuple[str, int, Mapping[str, object]]) -> list[Event]:
    return [Event(n, kind, at, at, data, 7) for n, (kind, at, data) in enumerate(events, start=1)]


OPENED = (ev.OPENED, 0, {"priority": "P1"})


def test_roles_and_steps_are_as_the_last_event_says() -> None:
    read = log(
        OPENED,
        (ev.ROLE_GIVEN, 10, {"role": "comms_lead", "person_id": 3}),
        (ev.ROLE_GIVEN, 20, {"role": "engineering_on_call", "name": "Kim of Core"}),
        (ev.ROLE_GIVEN, 30, {"role": "comms_lead"}),
        (ev.STEP_TICKED, 40, {"playbook": "P1", "step": "a"}),
        (ev.STEP_TICKED, 50, {"playbook": "P1", "step": "b"}),
        (ev.STEP_TICKED, 60, {"playbook": "P1", "step": "a"}),
        (ev.STEP_CLEARED, 70, {"playbook": "P1", "step": "b"}),
    )
    fields = facts_of(read).fields
    assert fields["roles"] == {"engineering_on_call": {"name": "Kim of Core"}}
    assert fields["ticked"] == {"P1": {"a": [7, 40]}}
    taken_back = [*read, Event(9, ev.RETRACTED, 80, 80, {"event_id": 5}, 7)]
    assert facts_of(taken_back).fields["ticked"] == {"P1": {"a": [7, 60]}}


def test_no_clock_sees_a_role_a_step_or_a_note() -> None:
    answered = (ev.CONTACT, 100, {"type": "reply", "text": "On it"})
    also: list[tuple[str, int, Mapping[str, object]]] = [
        (ev.ROLE_GIVEN, 110, {"role": "comms_lead", "person_id": 3}),
        (ev.STEP_TICKED, 120, {"playbook": "P1", "step": "a"}),
        (ev.STEP_CLEARED, 130, {"playbook": "P1", "step": "a"}),
        (ev.NOTE, 140, {"text": "Tried the other node"}),
    ]
    policy = read_policy(SOURCE, 1)
    alone = judge(log(OPENED, answered), {1: policy}, 1)
    assert judge(log(OPENED, answered, *also), {1: policy}, 1) == alone


def test_the_team_is_owed_a_word_since_the_last_note_or_since_it_is_that_grave() -> None:
    note = (ev.NOTE, 50, {"text": "Looking"})
    raised = (ev.PRIORITY_CHANGED, 90, {"priority": "P1"})
    p3 = (ev.OPENED, 0, {"priority": "P3"})
    assert team_log(log(OPENED), "P1").since == 0
    assert team_log(log(OPENED, note), "P1").since == 50
    assert team_log(log(p3, note, raised), "P1").since == 90
    again = (ev.PRIORITY_CHANGED, 120, {"priority": "P1", "note": "Still"})
    assert team_log(log(p3, raised, again), "P1").since == 90
    gone = (ev.RETRACTED, 60, {"event_id": 2})
    found = team_log(log(OPENED, note, gone), "P1")
    assert (found.since, found.notes) == (0, ())
