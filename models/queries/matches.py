"""Cases and articles by their words, newest first, on both databases alike.

Nothing a person typed reaches the databases' query languages: words hold letters and digits only
(`models.search_words`), and each is quoted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    TableClause,
    and_,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy import column as named
from sqlalchemy.orm import Session

from models.entities import Article, ArticleWords, Case, CaseWords
from models.entities.plain import plain
from models.entities.search_words import VECTOR
from models.queries.newest_rows import newest_rows

_LOOKED_AT, _ENOUGH = 500, 25
"""So many of the newest are looked through for the beginning of a word. Where fewer than the second
have it, it is rare, and the index answers; else the index would collect every row first."""


@dataclass(frozen=True)
class Source:
    """What is searched: the rows, their words, and SQLite's index of these.

    `since` names the instant a row is dated by, `kind` says in SQL what it is.
    """

    rows: Table
    words: Table
    index: str
    since: str
    kind: str

    @cached_property
    def fts(self) -> TableClause:
        """SQLite's index as a table: its rows, and the column that is asked."""
        return table(self.index, named("rowid"), named(self.index))

    @property
    def key(self) -> Column[Any]:
        """Of the words: the id of the row they are of."""
        return next(iter(self.words.primary_key))


CASES: Final = Source(plain(Case), plain(CaseWords), "case_index", "opened_at", "'case'")
ARTICLES: Final = Source(
    plain(Article), plain(ArticleWords), "article_index", "changed_at", "it.kind"
)


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
    connection = session.connection()
    if not wanted.start:
        query = _matching(connection, source, wanted, where)
        return [row.id for row in newest_rows(connection, query, source.key, limit)]
    begins = (literal(" ") + source.words.c.words).contains(f" {wanted.start}")
    whole = _matching(connection, source, Wanted(wanted.words), ())
    if where:  # looked at, not looked for: an index of theirs would bring every row to be sorted
        whole = whole.join(source.rows, source.rows.c.id == source.key)
    whole = whole.add_columns(and_(begins, *where))
    rows = newest_rows(connection, whole, source.key, _LOOKED_AT)
    found = [row_id for row_id, has in rows if has]
    if len(rows) < _LOOKED_AT or len(found) >= min(_ENOUGH, limit):
        return found[:limit]
    query = _matching(connection, source, wanted, where)
    return [row.id for row in newest_rows(connection, query, source.key, limit)]


@dataclass(frozen=True)
class Candidate:
    """A row that has two of the words: what it is, all its words, when it is from."""

    id: int
    kind: str
    title: str
    status: str
    at: int
    words: str


def any_pair(
    session: Session, source: Source, words: Sequence[Sequence[str]], limit: int
) -> list[Candidate]:
    """The newest rows that have any two of the words, each in one of its forms."""
    pairs = [Wanted(both) for one, other in combinations(words, 2) for both in product(one, other)]
    connection = session.connection()
    query = text(
        f"SELECT it.id, {source.kind}, it.title, it.status, it.{source.since}, said.words"
        f" FROM ({_newest_sql(connection, source, 'asked')} LIMIT :most) found"
        f" JOIN {source.words.name} said ON said.{source.key.name} = found.id"
        f" JOIN {source.rows.name} it ON it.id = found.id ORDER BY found.id DESC"
    )
    rows = connection.execute(query, {"asked": _asked(connection, pairs), "most": limit})
    return [Candidate(*row) for row in rows]


def counts(
    session: Session, source: Source, words: Sequence[str], most: int
) -> tuple[int, dict[str, int]]:
    """How many rows there are, about; and how many have each of the words, counted up to `most`."""
    connection = session.connection()
    parts = [f"SELECT -1, coalesce(max({source.key.name}), 0) FROM {source.words.name}"]
    for at in range(len(words)):
        newest_first = _newest_sql(connection, source, f"word{at}")
        parts.append(f"SELECT {at}, count(*) FROM ({newest_first} LIMIT :most) some{at}")
    asked = {f"word{at}": _asked(connection, [Wanted((word,))]) for at, word in enumerate(words)}
    rows = connection.execute(text(" UNION ALL ".join(parts)), {**asked, "most": most})
    found = {row[0]: row[1] for row in rows}
    return found[-1], {word: found[at] for at, word in enumerate(words)}


def _newest_sql(connection: Connection, source: Source, name: str) -> str:
    """The ids of what fits a parameter of that name, the newest first."""
    key, words, index = source.key.name, source.words.name, source.index
    if connection.dialect.name == "sqlite":
        return f"SELECT rowid AS id FROM {index} WHERE {index} MATCH :{name} ORDER BY rowid DESC"
    fits = f"{VECTOR} @@ CAST(:{name} AS tsquery)".replace("::", "\\:\\:")
    return f"SELECT {key} AS id FROM {words} WHERE {fits} ORDER BY {key} DESC"


def _matching(
    connection: Connection,
    source: Source,
    wanted: Wanted,
    where: Sequence[ColumnElement[bool]],
) -> Select[Any]:
    """Rows with all of what is wanted, the newest first."""
    query: Select[Any] = select(source.key.label("id"))
    order: ColumnElement[Any] = source.key.desc()
    if wanted and connection.dialect.name == "sqlite":
        index = source.fts
        query = query.select_from(index).join(source.words, source.key == index.c.rowid)
        query = query.where(index.c[source.index].op("MATCH")(_asked(connection, [wanted])))
        order = index.c.rowid.desc()
    elif wanted:
        asked = literal(_asked(connection, [wanted])).op("::")(text("tsquery"))
        query = query.where(literal_column(VECTOR).op("@@")(asked))
    if where:
        query = query.join(source.rows, source.rows.c.id == source.key).where(and_(*where))
    return query.order_by(order)


def _asked(connection: Connection, groups: Iterable[Wanted]) -> str:
    """All of any of these, in the database's language of search."""
    return _fts5(groups) if connection.dialect.name == "sqlite" else _tsquery(groups)


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
