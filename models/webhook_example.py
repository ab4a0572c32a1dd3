"""What a post looks like, for whoever chooses its shape: of a case that is nobody's."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Final

from models.queries.webhook import ESCALATED
from models.webhook_bodies import BODIES
from models.webhook_news import CaseTold, News, QueueNews, Told

_KEY: Final = "…"


def example_post(shape: str, posts: Collection[str], now: datetime) -> str:
    """The body of a post in a shape, laid out to be read; "" where nothing is posted."""
    if not posts:
        return ""
    news: Told = _escalated(now) if ESCALATED in posts else _crossed(now)
    told = BODIES[shape](news, f"leadline-0123abcd-{news.number}", _KEY)
    return json.dumps(told, indent=2, ensure_ascii=False)


def _escalated(now: datetime) -> News:
    case = CaseTold("CS-1001", "Payments fail", "Contoso", "P1", "first_response", "slo", now)
    return News("escalated", 7, 1, "engineering_on_call", unheld=False, at=now, case=case)


def _crossed(now: datetime) -> QueueNews:
    return QueueNews(
        "crossed", 3, "open_cases; priorities=P2; role=squad_lead", "squad_lead", unheld=False,
        at=now, words="12 P2 cases are open, over 10",
    )  # fmt: skip
