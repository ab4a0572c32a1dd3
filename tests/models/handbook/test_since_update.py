"""What a customer may be told since the last update, and that nothing else is."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.since_update import SinceUpdate, since_update
from models.reply_text import WORDS
from models.update_words import update_draft

VALUES = dict.fromkeys(WORDS, "") | {"case": "CS-1", "title": "Exports stall", "agent": "Ana"}
SECRET = "secret-finding"
PEOPLE = {1: "Ana Ruiz", 2: "Ben Ode"}


def log(*told: tuple[str, dict[str, Any]]) -> list[Event]:
    return [Event(n, kind, n * 60, n * 60, data) for n, (kind, data) in enumerate(told)]


def is_update(kind: str) -> bool:
    return kind != "survey"


def test_it_begins_anew_with_each_update() -> None:
    told = log(
        (ev.OPENED, {}), (ev.ASSIGNED, {"person_id": 1}), (ev.CONTACT, {"type": "survey"}),
        (ev.CUSTOMER_MESSAGE, {"text": "And?"}),
    )  # fmt: skip
    assert since_update(told, is_update) == SinceUpdate(0, assignee_id=1, messages=1)
    update = Event(9, ev.CONTACT, 900, 900, {"type": "reply"})
    assert since_update([*told, update], is_update) == SinceUpdate(900)
    gone = Event(10, ev.RETRACTED, 960, 960, {"event_id": 9})
    assert since_update([*told, update, gone], is_update) == since_update(told, is_update)


def test_the_draft_says_what_happened() -> None:
    since = SinceUpdate(0, assignee_id=1, status="waiting_engineering", priority="P1", messages=2,
                        reopened=True)  # fmt: skip
    values = VALUES | {"contact": "Priya", "next_update": "Tue 12 May 2026, 16:28 CEST"}
    assert update_draft(since, values, "Mon 11 May 2026, 09:00 CEST", PEOPLE) == (
        "Hello Priya,\n\nthis is how it stands with CS-1, “Exports stall”.\n\n"
        "Since Mon 11 May 2026, 09:00 CEST:\n\n- We have taken it up again.\n"
        "- We have received your 2 messages.\n- Ana Ruiz has it in hand.\n- Its priority is P1.\n"
        "- Our engineers are looking into it.\n\n"
        "You hear from us again by Tue 12 May 2026, 16:28 CEST.\n\nAna"
    )


def test_the_draft_of_a_p1_names_its_live_channel() -> None:
    live = VALUES | {"channel": "https://meet.example/7", "priority": "P1"}
    line = "You can follow along live: https://meet.example/7"
    assert line in update_draft(SinceUpdate(0), live, "Monday", PEOPLE)
    assert line not in update_draft(SinceUpdate(0), live | {"priority": "P2"}, "Monday", PEOPLE)


def test_where_nothing_happened_it_says_so() -> None:
    words = update_draft(SinceUpdate(0), VALUES, "Monday", PEOPLE)
    assert "Nothing has changed since Monday; we are still on it." in words
    assert "again by" not in words


INSIDE = st.sampled_from(
    [
        (ev.NOTE, {"text": SECRET}),
        (ev.FIELDS_CHANGED, {"impact": SECRET, "closing": {"root_cause": SECRET}}),
        (ev.PAUSED, {"status": "waiting_third_party", "waiting_for": SECRET, "reason": SECRET}),
        (ev.PAUSED, {"status": SECRET, "waiting_for": SECRET}),
        (ev.PRIORITY_CHANGED, {"priority": "P1", "note": SECRET}),
        (ev.ASSIGNED, {"person_id": 2, "group": SECRET}),
        (ev.ASSIGNED, {"group": SECRET}),
        (ev.CUSTOMER_MESSAGE, {"text": SECRET}),
        (ev.DEADLINE_OVERRIDDEN, {"reason": SECRET}),
        (ev.REOPENED, {"reason": SECRET}),
        (ev.RESUMED, {}), (ev.UNASSIGNED, {"reason": SECRET}), (ev.LINKED, {"case": SECRET}),
    ]
)  # fmt: skip


@given(st.lists(INSIDE, max_size=12))
def test_nothing_of_ours_is_told(told: list[tuple[str, dict[str, Any]]]) -> None:
    since = since_update(log((ev.OPENED, {}), *told), is_update)
    assert SECRET not in update_draft(since, VALUES, "Monday", PEOPLE)
