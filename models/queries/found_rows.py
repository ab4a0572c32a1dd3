"""The cases and articles that a search finds, each with how well it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from models.entities import ArticleVersion, Person
from models.entities.plain import plain
from models.handbook.articles import KINDS, READABLE, STATES, STATUSES
from models.handbook.instants import from_seconds
from models.handbook.intake import EXCLUSIONS
from models.handbook.intake import STATUSES as CASE_STATUSES
from models.queries.asked import Asked, holding, meant_of
from models.queries.case_products import case_products
from models.queries.held_links import held_shares
from models.queries.matches import ARTICLES, CASES, Wanted, newest
from models.queries.passage import Passage
from models.restricted import unless_hidden
from models.search_words import TITLE, words_of

CASE: Final = "case"
_RANKED: Final = 100
"""So many of the newest are ranked: a word that a million cases have is not."""

_HELD: Final = 0.09
"""What an article gains at most by cases that stayed resolved with it."""

_WORDS_OF_STATE: Final = (*STATUSES, *(state for some in STATES.values() for state in some))
_versions: Final = plain(ArticleVersion).c
_Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Found:
    """A case or an article. `row_id` is its id in the database, `id` what people call it by.

    `kind` is "case" or the article's; `score` is from 0 to 1.
    """

    kind: str
    row_id: int
    id: str
    title: str
    snippet: Passage
    score: float
    status: str
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """The public face of `leadline search --json`."""
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "snippet": self.snippet.text,
            "score": self.score,
        }


def found_cases(session: Session, asked: Asked) -> list[Found]:
    """The newest cases that have what is asked for, and that this person may see."""
    where = _case_filters(session, asked.filters)
    if where is None:
        return []
    ids = newest(session, CASES, asked.wanted, _RANKED, where)
    if not ids:
        return []
    case = CASES.rows.c
    rows = session.connection().execute(
        select(case.id, case.key, case.title, case.status, case.opened_at).where(case.id.in_(ids))
    )
    return [
        Found(CASE, row_id, key, title, Passage(), _score(
            asked.wanted, key, title, 0.7 if status in EXCLUSIONS else 0.95
        ), status, from_seconds(opened_at))
        for row_id, key, title, status, opened_at in rows
    ]  # fmt: skip


def found_articles(session: Session, asked: Asked, kinds: Sequence[str]) -> list[Found]:
    """The newest articles that have what is asked for, and the newest with all words in their title
    where there are many."""
    where = article_filters(session, asked.filters, kinds)
    if where is None:
        return []
    found = newest(session, ARTICLES, asked.wanted, _RANKED, where)
    if len(found) == _RANKED:  # not all of them, perhaps
        found += newest(session, ARTICLES, asked.wanted.marked(TITLE), _RANKED, where)
    if not found:
        return []
    ids, article = set(found), ARTICLES.rows.c
    rows = session.connection().execute(
        select(article.id, article.kind, article.key, article.title, article.status,
               article.changed_at).where(article.id.in_(ids))
    )  # fmt: skip
    held = held_shares(session, ids)
    return [
        Found(kind, row_id, key, title, Passage(), _score(
            asked.wanted, key, title, 1.0 if status in READABLE else 0.7, held.get(row_id, 0.0)
        ), status, from_seconds(changed_at))
        for row_id, kind, key, title, status, changed_at in rows
    ]  # fmt: skip


def _case_filters(session: Session, filters: _Filters) -> list[ColumnElement[bool]] | None:
    """None where no case can fulfil them."""
    case = CASES.rows.c
    wanted = unless_hidden(session, case.id)
    if "status" in filters:
        meant = meant_of(filters["status"], ("open", *CASE_STATUSES))
        if not meant:
            return None
        is_open = case.is_open if "open" in meant else false()
        wanted.append(or_(is_open, case.status.in_(meant)))
    if "product" in filters:
        named = holding(filters["product"], case_products(session))
        wanted.append(case.category.in_(named))
        if not named:
            return None
    if "by" in filters:
        people = _people(session, filters["by"])
        wanted.append(case.assignee_id.in_(people))
        if not people:
            return None
    return wanted


def article_filters(
    session: Session, filters: _Filters, kinds: Sequence[str]
) -> list[ColumnElement[bool]] | None:
    """What an article has to fulfil; None where none can."""
    article = ARTICLES.rows.c
    wanted: list[ColumnElement[bool]] = []
    if len(kinds) < len(KINDS):
        wanted.append(article.kind.in_(kinds))
    if "status" in filters:
        meant = meant_of(filters["status"], _WORDS_OF_STATE)
        wanted.append(or_(article.status.in_(meant), article.state.in_(meant)))
        if not meant:
            return None
    if "product" in filters:
        named = _known(session, article.product, filters["product"])
        wanted.append(article.product.in_(named))
        if not named:
            return None
    if "by" in filters:
        people = _people(session, filters["by"])
        wrote = select(_versions.article_id).where(_versions.author_id.in_(people))
        wanted.append(or_(article.owner_id.in_(people), article.id.in_(wrote)))
        if not people:
            return None
    return wanted


def _known(session: Session, column: ColumnElement[str], asked: Sequence[str]) -> list[str]:
    known = session.connection().scalars(select(column).where(column.is_not(None)).distinct())
    return holding(asked, known)


def _people(session: Session, asked: Sequence[str]) -> list[int]:
    """Who is meant: a name of which a word begins so."""
    people = session.execute(select(Person.id, Person.name)).all()
    meant = meant_of(asked, [person.name for person in people])
    return [person.id for person in people if person.name in meant]


def _score(wanted: Wanted, key: str, title: str, weight: float, held: float = 0.0) -> float:
    """1 where the key is asked for; else the more, the more of the words stand in the title."""
    if not wanted:
        return round(min(weight, 0.9) + _HELD * held, 3) if held else round(weight, 3)
    titled, named = words_of(title), words_of(key)
    if len(named) > 1 and {*named} <= {*wanted.words, wanted.start}:
        return 1.0
    points = [1.0 if word in titled else 0.4 for word in wanted.words]
    if wanted.start:
        begun = any(word.startswith(wanted.start) for word in titled)
        points.append(1.0 if wanted.start in titled else 0.9 if begun else 0.4)
    return round(0.9 * weight * sum(points) / len(points) + _HELD * held, 3)
