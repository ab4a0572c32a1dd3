"""What a webhook is told, in the shapes that pagers and chats take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from models.alert_words import call_words, level_words
from models.handbook.alerting import CALLS
from models.text import Text, text
from models.wording import commitment_name, role_name

What = Literal["escalated", "seen", "over"]
_SEVERITIES: Final = {"P1": "critical", "P2": "error", "P3": "warning", "P4": "info"}
_ACTIONS: Final[Mapping[What, str]] = {
    "escalated": "trigger", "seen": "acknowledge", "over": "resolve",
}  # fmt: skip

_CALLING: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("@", "@\u200b"))
"""What a customer's title may hold that a chat would act on, and how it is shown instead."""


@dataclass(frozen=True)
class CaseTold:
    """What is told of the case of an alert that is not restricted."""

    key: str
    title: str
    customer: str
    priority: str
    commitment: str
    level: str
    deadline_at: datetime
    reason: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class News:
    """An alert that nobody has seen took a `step` and was told to a `role`; what was posted of it
    was seen by somebody; or it is over, for what it warned of is not so any more.

    `unheld` where nobody held the role, so that it went to the lead; no `case` where that is
    restricted: nothing is told of it but that there is one.
    """

    what: What
    alert_id: int
    step: int
    role: str
    unheld: bool
    at: datetime
    case: CaseTold | None


Body = Callable[[News, str, str], dict[str, Any]]
"""Of news, what the alert is known by (the desk's mark before its number), and the pager's key."""


def generic(news: News, known_as: str, _key: str) -> dict[str, Any]:
    """All that is told, by names."""
    told: dict[str, Any] = {
        "event": news.what, "id": f"{news.alert_id}-{news.step}-{news.what}", "alert": known_as,
        "step": news.step, "role": news.role, "role_held": not news.unheld,
        "at": news.at.isoformat(), "restricted": news.case is None,
    }  # fmt: skip
    case = news.case
    if case is None:
        return told
    return told | {
        "case": case.key,
        "title": case.title,
        "customer": case.customer,
        "priority": case.priority,
        "commitment": case.commitment,
        "level": case.level,
        "deadline_at": case.deadline_at.isoformat(),
    }


def chat(news: News, _known_as: str, _key: str) -> dict[str, Any]:
    """A sentence under the name by which chats take one; nothing in it calls anybody, or is a
    link."""
    said = str(sentence(news))
    for mark, plain in _CALLING:
        said = said.replace(mark, plain)
    return {"text": said}


def pager(news: News, known_as: str, key: str) -> dict[str, Any]:
    """An event that opens an incident, or acknowledges or resolves the one it opened."""
    event = {"routing_key": key, "event_action": _ACTIONS[news.what], "dedup_key": known_as}
    if news.what != "escalated":
        return event
    severity = _SEVERITIES[news.case.priority] if news.case else _SEVERITIES["P1"]
    return event | {
        "payload": {
            "summary": str(sentence(news)), "source": "Leadline", "severity": severity,
            "timestamp": news.at.isoformat(), "custom_details": generic(news, known_as, ""),
        }
    }  # fmt: skip


BODIES: Final[Mapping[str, Body]] = {"generic": generic, "chat": chat, "pager": pager}


def sentence(news: News) -> Text:
    """“P1 CS-1001, Contoso: Payments fail (First response, SLO reached). Nobody has seen it: the
    engineering on-call is told.”"""
    return text("{what} {became}", what=_what(news.case), became=_became(news))


def _what(case: CaseTold | None) -> Text:
    if case is None:
        return text("An alert of a restricted case.")
    whose = text(", {name}", name=case.customer) if case.customer else text("")
    return text(
        "{priority} {case}{whose}: {title} ({alert}).", priority=case.priority, case=case.key,
        whose=whose, title=case.title, alert=_alert(case),
    )  # fmt: skip


def _alert(case: CaseTold) -> Text:
    if case.commitment in CALLS:
        return call_words(case.commitment)
    name = text(commitment_name(case.commitment))
    return text(
        "{commitment}: {level}", commitment=name, level=level_words(case.level, case.reason)
    )


def _became(news: News) -> Text:
    if news.what == "seen":
        return text("Somebody has seen it.")
    if news.what == "over":
        return text("It is over.")
    if news.unheld:
        return text("Nobody has seen it, and nobody is {role}: the lead is told.",
                    role=role_name(news.role))  # fmt: skip
    return text("Nobody has seen it: the {role} is told.", role=role_name(news.role))
