"""Cases and articles by their words, newest first, on both databases alike.

Nothing a person typed reaches the databases' query languages: words hold letters and digits only
(`models.search_words`), and each is quoted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy import column as named
from sqlalchemy.orm import Session

from models.entities import Article, ArticleWords, Case, CaseWords
from models.entities.search_words import VECTOR

_LOOKED_AT: Final = 2_000
"""So many of the newest are looked through for the beginning of a word. Where few of them have it,
it is rare, and the index answers; where many have it, the index would collect every row first."""


@dataclass(frozen=True)
class Source:
    """What is searched: an entity, its words, and SQLite's index of them."""

    entity: type[Any]
    words: type[Any]
    key: Any
    index: str


CASES: Final = Source(Case, CaseWords, CaseWords.case_id, "case_index")
ARTICLES: Final = Source(Article, ArticleWords, ArticleWords.article_id, "article_index")


@dataclass(frozen=True)
class Wanted:
    """All of these words, and one that begins with `start` (where it is not empty)."""

    words: tuple[str, ...] = ()
    start: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.start)

    def marked(self, mark: str) -> "Wanted":
        """The same as words of a title."""
        start = f"{mark}{self.start}" if self.start else ""
        return Wanted(tuple(f"{mark}{word}" for word in self.words), start)


def newest(
    session: Session,
    source: Source,
    wanted: Wanted,
    limit: int,
    where: Sequence[ColumnElement[bool]] = (),
) -> list[int]:
    """The ids of the newest rows that have what is wanted and fulfil `where`."""
    if not wanted.start:
        return _ids(session, source, Wanted(wanted.words), limit, where)
    begins = literal(" ") + source.words.words
    newest_first = _matching(session, source, Wanted(wanted.words), where)
    looked_at = (
        newest_first.add_columns(begins.contains(f" {wanted.start}").label("begins"))
        .limit(_LOOKED_AT).subquery()
    )  # fmt: skip
    rows = session.execute(select(looked_at.c.id, looked_at.c.begins)).all()
    found = [row.id for row in rows if row.begins]
    if len(rows) < _LOOKED_AT or len(found) >= limit:
        return sorted(found, reverse=True)[:limit]
    return _ids(session, source, wanted, limit, where)


def any_pair(
    session: Session,
    source: Source,
    words: Sequence[str],
    limit: int,
    where: Sequence[ColumnElement[bool]] = (),
) -> list[int]:
    """The ids of the newest rows that have any two of the words (the one, where there is one)."""
    pairs = [Wanted((one, other)) for at, one in enumerate(words) for other in words[at + 1 :]]
    groups = pairs or [Wanted(tuple(words))]
    return list(session.scalars(_matching(session, source, groups, where).limit(limit)))


def counts(session: Session, source: Source, words: Sequence[str], most: int) -> dict[str, int]:
    """How many rows have each of the words, counted up to `most`."""
    rows = [
        select(literal(word).label("word"), func.count().label("rows")).select_from(
            _matching(session, source, Wanted((word,)), ()).limit(most).subquery()
        )
        for word in words
    ]
    return {row.word: row.rows for row in session.execute(union_all(*rows))} if rows else {}


def _ids(
    session: Session,
    source: Source,
    wanted: Wanted,
    limit: int,
    where: Sequence[ColumnElement[bool]],
) -> list[int]:
    return list(session.scalars(_matching(session, source, wanted, where).limit(limit)))


def _matching(
    session: Session,
    source: Source,
    wanted: Wanted | Sequence[Wanted],
    where: Sequence[ColumnElement[bool]],
) -> Select[Any]:
    """Rows with all of what is wanted (or all of any of it), the newest first."""
    groups = [wanted] if isinstance(wanted, Wanted) else list(wanted)
    groups = [group for group in groups if group]
    query: Select[Any] = select(source.key.label("id"))
    order = source.key.desc()
    if groups and session.get_bind().dialect.name == "sqlite":
        index = table(source.index, named("rowid"), named(source.index))
        query = query.select_from(index).join(source.words, source.key == index.c.rowid)
        query = query.where(index.c[source.index].op("MATCH")(_fts5(groups)))
        order = index.c.rowid.desc()
    elif groups:
        asked = literal(_tsquery(groups))
        query = query.where(literal_column(VECTOR).op("@@")(asked.op("::")(text("tsquery"))))
    if where:
        query = query.join(source.entity, source.entity.id == source.key).where(and_(*where))
    return query.order_by(order)


def _fts5(groups: Iterable[Wanted]) -> str:
    """In FTS5's language: every word a string of its own."""
    return " OR ".join(
        "(" + " AND ".join(
            [f'"{word}"' for word in group.words] + [f'"{group.start}" *'] * bool(group.start)
        ) + ")"
        for group in groups
    )  # fmt: skip


def _tsquery(groups: Iterable[Wanted]) -> str:
    """In PostgreSQL's: every word quoted, taken as it is."""
    return " | ".join(
        "(" + " & ".join(
            [f"'{word}'" for word in group.words] + [f"'{group.start}':*"] * bool(group.start)
        ) + ")"
        for group in groups
    )  # fmt: skip
