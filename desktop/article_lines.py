"""An article as the terminal shows it: facts, text, cases, and what happened to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.article_words import facts_of, kind_line
from models.markdown_source import SOURCE
from models.queries.article import ArticleCase, ArticleDetail, article_cases, article_detail
from models.queries.article_life import LifeRow, article_life
from models.queries.article_record import Worth, article_worth
from models.why_words import record_words
from models.wording import STATUSES, full_words


@dataclass(frozen=True)
class ArticleRead:
    """What is known of an article."""

    article: ArticleDetail
    cases: tuple[ArticleCase, ...]
    life: tuple[LifeRow, ...]
    worth: Worth


def read_article(session: Session, key: str, now: datetime) -> ArticleRead:
    """The article that people call by this key. Raises KnownError where there is none."""
    found = article_detail(session, key)
    return ArticleRead(
        found, article_cases(session, key), article_life(session, found.id),
        article_worth(session, found.id, now),
    )  # fmt: skip


def article_json(told: ArticleRead) -> dict[str, Any]:
    """The public face of `leadline article --json`; instants in UTC."""
    one, record = told.article, told.worth.record
    return {
        "id": one.key, "kind": one.kind, "title": one.title, "status": one.status,
        "state": one.state or None, "product": one.product or None, "owner": one.owner or None,
        "reviewer": one.reviewer or None, "due_on": one.due_on or None, "version": one.number,
        "changed_at": (one.saved_at or one.changed_at).isoformat(),
        "published_at": one.published_at.isoformat() if one.published_at else None,
        "verified_at": one.verified_at.isoformat() if one.verified_at else None,
        "fields": {name: said for name, said in one.fields.items() if name != SOURCE},
        "text": one.body, "files": [file.name for file in one.files],
        "cases": [
            {"id": case.key, "title": case.title, "customer": case.customer or None,
             "status": case.status}
            for case in told.cases
        ],
        "record": {"helped": record.helped, "reopened": record.reopened, "held": record.held,
                   "wrong": record.wrong},
        "life": [
            {"at": row.at.isoformat(), "who": row.who or None, "what": str(row.words),
             "why": row.why or None}
            for row in told.life
        ],
    }  # fmt: skip


def article_lines(told: ArticleRead, zone: ZoneInfo) -> list[str]:
    """The same for a person; the text as it is written."""
    return list(_lines(told, zone))


def _lines(told: ArticleRead, zone: ZoneInfo) -> Iterator[str]:
    one = told.article
    yield f"{one.key}  {one.title}"
    yield " · ".join(map(str, kind_line(one)))
    for name, words in facts_of(one, zone):
        yield f"{name}: {words}"
    if record := str(record_words(told.worth.record)):
        yield f"{record[0].upper()}{record[1:]}"
    yield f"\n{one.body.strip()}\n" if one.body.strip() else ""
    for file in one.files:
        yield f"File: {file.name}"
    for case in told.cases:
        status = STATUSES.get(case.status, case.status).lower()
        yield f"Case: {case.key}  {case.title} ({status})"
    for row in told.life:
        why = f"  {row.why}" if row.why else ""
        yield f"{full_words(row.at, zone)}  {row.words} · {row.who or 'Leadline'}{why}"
