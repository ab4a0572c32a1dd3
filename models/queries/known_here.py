"""What is known that may help with a case: what is like it, and what was said of its articles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, ArticleEvent, ArticleLink
from models.handbook.articles import JUDGED, WRONG
from models.queries.likeness import CASE
from models.queries.similar import Seen, Similar, similar_to


@dataclass(frozen=True)
class KnownHere:
    """`similar` is what is like the case, without the articles that it is linked with and those of
    which somebody said here that they are wrong; `mine` is what the reader said last, by the key
    of an article."""

    similar: Similar
    mine: Mapping[str, str]

    @property
    def articles(self) -> tuple[Seen, ...]:
        """The articles that may answer it, the best first."""
        return tuple(one for one in self.similar.seen if one.kind != CASE)


def known_here(session: Session, case_id: int, now: datetime, me: int | None) -> KnownHere:
    """What is known at this instant."""
    named = select(ArticleLink.article_id).where(ArticleLink.case_id == case_id)
    linked = set(session.scalars(named))
    first = similar_to(session, case_id, now, linked)
    ids = {one.id for one in first.seen if one.kind != CASE}
    said = _said(session, case_id, linked | ids)
    wrong = {article_id for article_id, by in said.items() if WRONG in by.values()} & ids
    rows = session.execute(select(Article.id, Article.key).where(Article.id.in_(said)))
    keys = {row.id: row.key for row in rows}
    mine = {keys[one]: by[me] for one, by in said.items() if me in by and one in keys}
    found = similar_to(session, case_id, now, linked | wrong) if wrong else first
    return KnownHere(found, mine)


def suggestions_json(known: KnownHere) -> list[dict[str, Any]]:
    """The articles as `leadline case --json` gives them, each with why."""
    return [
        {
            "article": one.key, "kind": one.kind, "title": one.title,
            "why": {
                "words": list(one.why.words), "product": one.why.product or None,
                "helped": one.why.record.helped, "reopened": one.why.record.reopened,
                "held": one.why.record.held, "wrong": one.why.record.wrong,
            },
        }
        for one in known.articles
    ]  # fmt: skip


def _said(
    session: Session, case_id: int, article_ids: set[int]
) -> dict[int, dict[int | None, str]]:
    """The last verdict of each person on this case, by article."""
    rows = session.execute(
        select(ArticleEvent.article_id, ArticleEvent.person_id, ArticleEvent.data)
        .where(ArticleEvent.article_id.in_(article_ids), ArticleEvent.kind == JUDGED)
        .order_by(ArticleEvent.id)
    )
    found: dict[int, dict[int | None, str]] = {}
    for article_id, person_id, data in rows:
        if data["case_id"] == case_id:
            found.setdefault(article_id, {})[person_id] = data["verdict"]
    return found
