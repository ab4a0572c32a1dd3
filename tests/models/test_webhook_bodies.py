"""What pagers and chats are told, in the shapes they take."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.webhook_bodies import BODIES, CaseTold, News, What

AT = datetime(2026, 5, 12, 12, 43, tzinfo=UTC)
CASE = CaseTold(
    "CS-1001", "Payments fail <!channel> @here", "Contoso & Co", "P1", "first_response", "slo", AT
)
NEWS = News("escalated", 7, 2, "comms_lead", unheld=False, at=AT, case=CASE)
KNOWN = "leadline-0123-7"
ACTIONS: tuple[tuple[What, str], ...] = (
    ("escalated", "trigger"), ("seen", "acknowledge"), ("over", "resolve"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "action"), ACTIONS)
def test_a_pager_s_incident_is_opened_acknowledged_and_resolved_by_one_key(
    what: What, action: str
) -> None:
    told = BODIES["pager"](replace(NEWS, what=what), KNOWN, "R0UT3")
    assert (told["event_action"], told["dedup_key"], told["routing_key"]) == (
        action, KNOWN, "R0UT3",
    )  # fmt: skip
    assert ("payload" in told) == (what == "escalated")


def test_a_pager_is_told_how_grave_it_is() -> None:
    payload = BODIES["pager"](NEWS, KNOWN, "R0UT3")["payload"]
    assert (payload["severity"], payload["source"]) == ("critical", "Leadline")
    assert payload["summary"].startswith("P1 CS-1001, Contoso & Co: Payments fail")
    assert payload["custom_details"]["case"] == "CS-1001"
    less = replace(NEWS, case=replace(CASE, priority="P3"))
    assert BODIES["pager"](less, KNOWN, "R0UT3")["payload"]["severity"] == "warning"


@pytest.mark.parametrize(("news", "end"), [
    (NEWS, "Nobody has seen it: the comms lead is told."),
    (replace(NEWS, unheld=True),
     "Nobody has seen it, and nobody is comms lead: the lead is told."),
    (replace(NEWS, what="seen"), "Somebody has seen it."),
    (replace(NEWS, what="over"), "It is over."),
])  # fmt: skip
def test_a_chat_is_told_a_sentence(news: News, end: str) -> None:
    told = BODIES["chat"](news, KNOWN, "")
    assert list(told) == ["text"]
    assert told["text"].endswith(f"(First response: SLO reached). {end}")


def test_nothing_in_a_title_calls_a_whole_channel() -> None:
    said = BODIES["chat"](NEWS, KNOWN, "")["text"]
    assert "<" not in said
    assert "@here" not in said
    assert "Contoso &amp; Co" in said


@pytest.mark.parametrize("shape", list(BODIES))
@pytest.mark.parametrize("what", [what for what, _ in ACTIONS])
def test_nothing_of_a_restricted_case_is_told(shape: str, what: What) -> None:
    told = json.dumps(BODIES[shape](replace(NEWS, what=what, case=None), KNOWN, "R0UT3"))
    for word in ("CS-1001", "Payments", "Contoso", "P1", "first_response", "First response"):
        assert word not in told
