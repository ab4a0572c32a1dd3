"""What a webhook is told, in the shapes that pagers and chats take."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from models.webhook_news import Told

_ACTIONS: Final[Mapping[str, str]] = {
    "escalated": "trigger", "crossed": "trigger", "test": "trigger", "seen": "acknowledge",
    "over": "resolve", "fell_back": "resolve", "test_over": "resolve",
}  # fmt: skip

_CALLING: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("@", "@\u200b"))
"""What a customer's title may hold that a chat would act on, and how it is shown instead."""

Body = Callable[[Told, str, str], dict[str, Any]]
"""Of news, what it is known by (the desk's mark before its number), and the pager's key."""


def generic(news: Told, known_as: str, _key: str) -> dict[str, Any]:
    """All that is told, by names."""
    return news.by_name(known_as)


def chat(news: Told, _known_as: str, _key: str) -> dict[str, Any]:
    """A sentence under the name by which chats take one; nothing in it calls anybody, or is a
    link."""
    said = str(news.sentence())
    for mark, plain in _CALLING:
        said = said.replace(mark, plain)
    return {"text": said}


def pager(news: Told, known_as: str, key: str) -> dict[str, Any]:
    """An event that opens an incident, or acknowledges or resolves the one it opened."""
    action = _ACTIONS[news.what]
    event = {"routing_key": key, "event_action": action, "dedup_key": known_as}
    if action != "trigger":
        return event
    return event | {
        "payload": {
            "summary": str(news.sentence()), "source": "Leadline", "severity": news.severity,
            "timestamp": news.at.isoformat(), "custom_details": generic(news, known_as, ""),
        }
    }  # fmt: skip


BODIES: Final[Mapping[str, Body]] = {"generic": generic, "chat": chat, "pager": pager}
