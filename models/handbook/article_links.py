"""Which articles a case is linked with, as its log tells it."""

from collections.abc import Sequence
from typing import Final

from models.handbook import events as ev
from models.handbook.events import Event, in_force

ANSWER: Final = "answer"
"""Why a case is linked with the article that its answer came from."""

TELLING: Final = (ev.LINKED, ev.UNLINKED, ev.RETRACTED)
"""The kinds of events that say it."""

Links = dict[str, tuple[str, int]]
"""By an article's key: why, and since when (seconds)."""


def article_links(events: Sequence[Event]) -> Links | None:
    """The links in force; None where the log has never named an article.

    A case that is linked with an article in two ways has its answer from it.
    """
    if not any(event.kind == ev.LINKED and event.data.get("article") for event in events):
        return None
    standing = {event.id for event in in_force([e for e in events if e.kind in TELLING])}
    told = [event for event in events if event.id in standing]
    gone = {event.data.get("event_id") for event in told if event.kind == ev.UNLINKED}
    links: Links = {}
    for event in told:
        key = event.data.get("article") if event.kind == ev.LINKED else None
        if key and event.id not in gone:
            why, since = links.get(key, ("", event.occurred_at))
            links[key] = (_stronger(why, event.data["why"]), min(since, event.occurred_at))
    return links


def _stronger(one: str, other: str) -> str:
    return ANSWER if ANSWER in (one, other) else other
