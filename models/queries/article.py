"""One article to be read: what it says, and the cases that were linked with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import (
    Article,
    ArticleFile,
    ArticleLink,
    ArticleVersion,
    Case,
    Customer,
    Person,
)
from models.errors import KnownError
from models.queries.workaround import article_workaround
from models.text import Text, text

SHOWN: Final = 200
"""The newest of its cases."""

_KINDS: Final = {
    "known_issue": "Known issue", "how_to": "How-to", "playbook": "Playbook",
    "decision": "Decision",
}  # fmt: skip
_STATUSES: Final = {
    "draft": "Draft", "in_review": "In review", "published": "Published",
    "needs_verification": "Needs verification", "archived": "Archived",
}  # fmt: skip
_STATES: Final = {
    "suspected": "Suspected", "confirmed": "Confirmed", "workaround": "Workaround known",
    "fixed": "Fixed", "wont_fix": "Won’t be fixed", "proposed": "Proposed",
    "accepted": "Accepted", "superseded": "Superseded",
}  # fmt: skip


@dataclass(frozen=True)
class ArticleFileRow:
    """A file that belongs to an article, by the name its text calls it by."""

    name: str
    sha256: str


@dataclass(frozen=True)
class ArticleDetail:
    """What an article says; `workaround` is the part of it that a customer may be told.

    `number` is its last version's, which was saved at `saved_at`; `due_on` is an ISO date; owner
    and reviewer are names.
    """

    id: int
    key: str
    kind: str
    title: str
    status: str
    state: str
    product: str
    fields: Mapping[str, Any]
    body: str
    workaround: str
    changed_at: datetime
    number: int = 0
    owner: str = ""
    reviewer: str = ""
    due_on: str = ""
    published_at: datetime | None = None
    verified_at: datetime | None = None
    files: tuple[ArticleFileRow, ...] = ()
    saved_at: datetime | None = None


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


def state_words(state: str) -> Text:
    """“Workaround known”; a state that is none of ours as it is."""
    return text(_STATES.get(state, state))


def article_detail(session: Session, key: str) -> ArticleDetail:
    """The article that people call by this key. Raises KnownError where there is none."""
    one = session.scalar(select(Article).where(Article.key == key))
    if one is None:
        raise KnownError(
            "There is no such article", f"Nobody has written “{key}”, or it was deleted since.",
            "Look for it by its words: Ctrl+K.",
        )  # fmt: skip
    people = _names(session, [one.owner_id, one.reviewer_id])
    number, saved_at = _latest(session, one.id)
    return ArticleDetail(
        id=one.id, key=one.key, kind=one.kind, title=one.title, status=one.status,
        state=one.state, product=one.product or "", fields=one.fields, body=one.body,
        workaround=article_workaround(one.kind, one.body), changed_at=one.changed_at,
        number=number, saved_at=saved_at, owner=people.get(one.owner_id, ""),
        reviewer=people.get(one.reviewer_id, ""), due_on=one.due_on or "",
        published_at=one.published_at, verified_at=one.verified_at,
        files=article_files(session, one.id),
    )  # fmt: skip


def _names(session: Session, ids: Sequence[int | None]) -> dict[int | None, str]:
    named = select(Person.id, Person.name).where(Person.id.in_([one for one in ids if one]))
    return {row.id: row.name for row in session.execute(named)}


def _latest(session: Session, article_id: int) -> tuple[int, datetime | None]:
    """Number and instant of the last version; 0 and None where none was kept."""
    newest = (
        select(ArticleVersion.number, ArticleVersion.at)
        .where(ArticleVersion.article_id == article_id)
        .order_by(ArticleVersion.number.desc()).limit(1)
    )  # fmt: skip
    row = session.execute(newest).one_or_none()
    return (0, None) if row is None else (row.number, row.at)


def article_files(session: Session, article_id: int) -> tuple[ArticleFileRow, ...]:
    """The files of an article by name, the newest of each."""
    its = select(ArticleFile).where(ArticleFile.article_id == article_id).order_by(ArticleFile.id)
    newest = {one.name: ArticleFileRow(one.name, one.sha256) for one in session.scalars(its)}
    return tuple(newest[name] for name in sorted(newest))


def article_cases(session: Session, key: str) -> tuple[ArticleCase, ...]:
    """The newest cases that are linked with it and that the reader may see."""
    rows = session.execute(
        select(Case.id, Case.key, Case.title, Customer.name, Case.status)
        .join(ArticleLink, ArticleLink.case_id == Case.id)
        .join(Article, Article.id == ArticleLink.article_id)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .where(Article.key == key)
        .order_by(ArticleLink.case_id.desc())
        .limit(SHOWN)
    )
    return tuple(ArticleCase(*one[:3], one[3] or "", one[4]) for one in rows)
