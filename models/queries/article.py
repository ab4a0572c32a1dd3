"""One article to be read: what it says, and the cases that were linked with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Customer, Event
from models.errors import KnownError
from models.handbook.events import LINKED
from models.queries.links import linked
from models.queries.workaround import article_workaround
from models.text import Text, text

SHOWN: Final = 20
"""The newest of its cases."""

_LOOKED_AT: Final = 200
_KINDS: Final = {
    "known_issue": "Known issue", "how_to": "How-to", "playbook": "Playbook",
    "decision": "Decision",
}  # fmt: skip
_STATUSES: Final = {"draft": "Draft", "published": "Published"}


@dataclass(frozen=True)
class ArticleDetail:
    """What an article says; `workaround` is the part of it that a customer may be told."""

    key: str
    kind: str
    title: str
    status: str
    body: str
    workaround: str
    changed_at: datetime


@dataclass(frozen=True)
class ArticleCase:
    """A case that is linked with an article."""

    id: int
    key: str
    title: str
    customer: str
    status: str


def kind_words(kind: str) -> Text:
    """“Known issue”."""
    return text(_KINDS.get(kind, "Article"))


def status_words(status: str) -> Text:
    """“Published”."""
    return text(_STATUSES.get(status, status))


def article_detail(session: Session, key: str) -> ArticleDetail:
    """The article that people call by this key. Raises KnownError where there is none."""
    one = session.scalar(select(Article).where(Article.key == key))
    if one is None:
        raise KnownError(
            "There is no such article", f"Nobody has written “{key}”, or it was deleted since.",
            "Look for it by its words: Ctrl+K.",
        )  # fmt: skip
    workaround = article_workaround(one.kind, one.body)
    return ArticleDetail(
        one.key, one.kind, one.title, one.status, one.body, workaround, one.changed_at
    )


def article_cases(session: Session, key: str) -> tuple[ArticleCase, ...]:
    """The newest cases that are linked with it and that the reader may see.

    No index knows links: on a large desk this takes longer than the article itself.
    """
    named = (
        select(Event.case_id).where(Event.kind == LINKED, cast(Event.data, String).contains(key))
        .group_by(Event.case_id).order_by(func.max(Event.id).desc()).limit(_LOOKED_AT)
    )  # fmt: skip
    ids = [
        case_id for case_id in session.scalars(named)
        if any(event.data.get("article") == key for event in linked(session, case_id))
    ][:SHOWN]  # fmt: skip
    rows = session.execute(
        select(Case.id, Case.key, Case.title, Customer.name, Case.status)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .where(Case.id.in_(ids)).order_by(Case.id.desc())
    )  # fmt: skip
    return tuple(ArticleCase(*one[:3], one[3] or "", one[4]) for one in rows)
