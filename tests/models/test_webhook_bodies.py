"""What pagers and chats are told, in the shapes they take."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.webhook_bodies import BODIES
from models.webhook_news import CaseTold, News, QueueNews, Trial, What

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


CROSSED = QueueNews(
    "crossed", 3, "open_cases; role=squad_lead", "squad_lead", unheld=False, at=AT,
    words="12 cases of group <Core> are open, over 10",
)  # fmt: skip


def test_a_threshold_of_the_queue_opens_an_incident_and_ends_it_by_one_key() -> None:
    known = f"leadline-0123-{CROSSED.number}"
    told = BODIES["pager"](CROSSED, known, "R0UT3")
    assert (told["event_action"], told["dedup_key"]) == ("trigger", "leadline-0123-queue-3")
    assert told["payload"]["severity"] == "warning"
    assert told["payload"]["custom_details"]["threshold"] == "open_cases; role=squad_lead"
    over = BODIES["pager"](replace(CROSSED, what="fell_back"), known, "R0UT3")
    assert over == {"routing_key": "R0UT3", "event_action": "resolve", "dedup_key": known}


@pytest.mark.parametrize(("news", "said"), [
    (CROSSED, "12 cases of group &lt;Core&gt; are open, over 10. The squad lead is told, once, "
              "until it has fallen back."),
    (replace(CROSSED, unheld=True),
     "12 cases of group &lt;Core&gt; are open, over 10. Nobody is squad lead: the lead is told, "
     "once, until it has fallen back."),
    (replace(CROSSED, what="fell_back"),
     "It has fallen back. It had been: 12 cases of group &lt;Core&gt; are open, over 10."),
    (Trial("test", AT),
     "A test of Leadline: here it will say what nobody has seen. Nothing is wrong."),
])  # fmt: skip
def test_a_chat_is_told_of_the_queue_and_of_a_test_in_a_sentence(
    news: QueueNews | Trial, said: str
) -> None:
    assert BODIES["chat"](news, KNOWN, "") == {"text": said}


def test_each_post_has_an_id_of_its_own() -> None:
    every = (NEWS, replace(NEWS, what="over"), CROSSED, replace(CROSSED, what="fell_back"),
             Trial("test", AT), Trial("test_over", AT))  # fmt: skip
    told = [BODIES["generic"](news, KNOWN, "") for news in every]
    assert len({one["id"] for one in told}) == len(every)
    assert [one["event"] for one in told] == [news.what for news in every]
