"""What an article said, version by version: who saved it, when, and with what note."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import ArticleVersion, Person
from models.errors import KnownError


@dataclass(frozen=True)
class VersionRow:
    """A save; `author` is a name, empty where nobody is known."""

    number: int
    author: str
    at: datetime
    note: str


@dataclass(frozen=True)
class VersionDetail:
    """What an article said then."""

    row: VersionRow
    title: str
    body: str
    state: str
    product: str
    fields: Mapping[str, Any]


def article_versions(
    session: Session, article_id: int, limit: int | None = None
) -> tuple[VersionRow, ...]:
    """Every save of it, the last one first; at most `limit` of them."""
    rows = session.execute(
        select(ArticleVersion.number, Person.name, ArticleVersion.at, ArticleVersion.note)
        .outerjoin(Person, Person.id == ArticleVersion.author_id)
        .where(ArticleVersion.article_id == article_id)
        .order_by(ArticleVersion.number.desc()).limit(limit)
    )  # fmt: skip
    return tuple(VersionRow(number, name or "", at, note) for number, name, at, note in rows)


def article_version(session: Session, article_id: int, number: int) -> VersionDetail:
    """One of them. Raises KnownError where there is none of that number."""
    found = session.execute(
        select(ArticleVersion, Person.name)
        .outerjoin(Person, Person.id == ArticleVersion.author_id)
        .where(ArticleVersion.article_id == article_id, ArticleVersion.number == number)
    ).one_or_none()  # fmt: skip
    if found is None:
        raise KnownError(
            "No such version", f"The article has no version {number}.", "Choose another one.",
        )  # fmt: skip
    one, author = found
    row = VersionRow(one.number, author or "", one.at, one.note)
    return VersionDetail(row, one.title, one.body, one.state, one.product or "", one.fields)


def both_versions(
    session: Session, article_id: int, base: int
) -> tuple[VersionDetail, VersionDetail]:
    """The version of that number, and the last one."""
    newest = select(func.max(ArticleVersion.number)).where(ArticleVersion.article_id == article_id)
    last = session.scalar(newest) or base
    return article_version(session, article_id, base), article_version(session, article_id, last)
