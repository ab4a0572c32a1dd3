"""The list of what the team has written down: searched by words, narrowed, rows fetched by id."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Person
from models.entities.plain import plain
from models.errors import KnownError
from models.handbook.articles import ARCHIVED, KINDS, STATUSES
from models.queries.asked import meant_of, read_asked
from models.queries.found_rows import article_filters
from models.queries.matches import ARTICLES, Wanted, newest
from models.queries.near_words import Instead, put_right
from models.queries.unknown_values import Unknown, unknown_values
from models.restricted import unless_hidden
from models.search_words import TITLE

LIVES: Final = ("in_use", *STATUSES)
"""What the list may be narrowed to by life: “in_use” is all that is not archived."""

_KINDS: Final = ("article", *KINDS)
_FOUND: Final = 1_000
"""So many are shown of those that words find."""

_article: Final = plain(Article).c


@dataclass(frozen=True)
class KnowledgeFilter:
    """Which articles are shown: those with all words of `text`, which may hold filters as any
    search may, of a kind (all without one), and of one of `LIVES`."""

    text: str = ""
    kind: str = ""
    life: str = LIVES[0]


@dataclass(frozen=True)
class KnowledgePulse:
    """What the list shows; `kinds` counts by kind under words and life, “all” is their sum;
    `articles` is how many there are at all. `instead` tells which words were looked for in place of
    typed ones, `unknown` the filters' values that there are none of."""

    ids: "array[int]"
    kinds: Mapping[str, int]
    articles: int
    instead: tuple[Instead, ...] = ()
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True)
class ArticleRow:
    """An article in the list; `state` is its kind's own word, owner a name."""

    id: int
    key: str
    kind: str
    title: str
    status: str
    state: str
    product: str
    owner: str
    changed_at: datetime


def knowledge_pulse(session: Session, shown: KnowledgeFilter) -> KnowledgePulse:
    """The ids shown, the last changed first; by words the best first; and counts by kind."""
    where = _of_life(shown.life)
    found, instead = _looked_for(session, shown.text, where)
    wanted = where if found is None else [*where, _article.id.in_(found)]
    rows = session.connection().execute(
        select(_article.id, _article.kind).where(*wanted)
        .order_by(_article.changed_at.desc(), _article.id.desc())
    ).all()  # fmt: skip
    if found is not None:
        place = {row_id: at for at, row_id in enumerate(found)}
        rows = sorted(rows, key=lambda row: place[row.id])
    kinds = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    ids = array("q", (row.id for row in rows if shown.kind in ("", row.kind)))
    every = session.scalar(select(func.count()).select_from(Article)) or 0
    unknown = () if rows else unknown_values(session, read_asked(shown.text), _KINDS)
    return KnowledgePulse(ids, {"all": len(rows), **kinds}, every, instead, unknown)


def article_rows(session: Session, ids: Sequence[int]) -> list[ArticleRow]:
    """The rows of these articles, in the order of the ids; one that is gone is left out."""
    rows = session.execute(
        select(Article.id, Article.key, Article.kind, Article.title, Article.status, Article.state,
               Article.product, Person.name, Article.changed_at)
        .outerjoin(Person, Person.id == Article.owner_id).where(Article.id.in_(ids))
    )  # fmt: skip
    found = {
        row[0]: ArticleRow(*row[:6], row.product or "", row.name or "", row.changed_at)
        for row in rows
    }
    return [found[row_id] for row_id in ids if row_id in found]


def case_called(session: Session, key: str) -> int:
    """The id of the case that people call by this key. Raises KnownError where there is none that
    the reader may see."""
    named = select(Case.id).where(Case.key == key.upper(), *unless_hidden(session, Case.id))
    found = session.scalar(named)
    if found is None:
        raise KnownError(
            "There is no such case", f"No case that you may see is called {key}.",
            "Look for it by its words: Ctrl+K.",
        )  # fmt: skip
    return found


def _of_life(life: str) -> list[ColumnElement[bool]]:
    return [_article.status != ARCHIVED if life == LIVES[0] else _article.status == life]


def _looked_for(
    session: Session, text: str, where: Sequence[ColumnElement[bool]]
) -> tuple[Sequence[int] | None, tuple[Instead, ...]]:
    """What is asked for, those with all words in the title first; None where nothing is typed. And
    which words were looked for instead of those that are nowhere."""
    asked = read_asked(text)
    if not asked:
        return (None if not text.strip() else []), ()
    kinds = meant_of(asked.filters.get("kind"), _KINDS)
    wanted_kinds = KINDS if "article" in kinds else tuple(kinds)
    filters = article_filters(session, asked.filters, wanted_kinds) if wanted_kinds else None
    if filters is None:
        return [], ()
    found = _having(session, asked.wanted, [*where, *filters])
    if found or not asked.wanted:
        return found, ()
    wanted, instead = put_right(session, asked.wanted)
    found = _having(session, wanted, [*where, *filters]) if instead else []
    return found, instead if found else ()


def _having(
    session: Session, wanted: Wanted, where: Sequence[ColumnElement[bool]]
) -> Sequence[int]:
    titled = newest(session, ARTICLES, wanted.marked(TITLE), _FOUND, where)
    every = newest(session, ARTICLES, wanted, _FOUND, where)
    return list(dict.fromkeys([*titled, *every]))[:_FOUND]
