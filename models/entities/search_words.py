"""The words that cases and articles are found by, each indexed by the database itself.

On SQLite an FTS5 table follows by triggers; on PostgreSQL a GIN index is all it takes. Neither
cuts or folds anything: `models.search_words` has done so.
"""

from typing import Any, Final

from sqlalchemy import Connection, ForeignKey, Table, event, insert, select, update
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from models.entities.article import Article
from models.entities.article_file import ArticleFile
from models.entities.base import Base, Key
from models.entities.event import INDEX_GIVEN
from models.search_words import article_words


class CaseWords(Base):
    """The words of a case: a cache of its log, written by `refresh` and the import."""

    __tablename__ = "case_words"

    case_id: Mapped[int] = mapped_column(
        Key, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Mapped[str]


class ArticleWords(Base):
    """The words of an article, kept whenever one is written."""

    __tablename__ = "article_words"

    article_id: Mapped[int] = mapped_column(
        Key, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Mapped[str]


VECTOR: Final = "array_to_tsvector(string_to_array(words, ' '::text))"
"""The words as PostgreSQL looks for them: as they are, its parser has no say."""


def index_statements(table: str, index: str, key: str) -> dict[str, list[str]]:
    """What makes the index of a table of words, by kind of database."""
    into = f"INSERT INTO {index} (rowid, words) VALUES (new.{key}, new.words)"
    out = f"INSERT INTO {index} ({index}, rowid, words) VALUES ('delete', old.{key}, old.words)"
    return {
        "postgresql": [f"CREATE INDEX {index} ON {table} USING gin ({VECTOR})"],
        "sqlite": [
            f"CREATE VIRTUAL TABLE {index} USING fts5(words, content='{table}',"
            f" content_rowid='{key}', tokenize='ascii', detail='none', columnsize=0)",
            f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN {into}; END",
            f"CREATE TRIGGER {index}_gone AFTER DELETE ON {table} BEGIN {out}; END",
            f"CREATE TRIGGER {index}_changed AFTER UPDATE ON {table} BEGIN {out}; {into}; END",
        ],
    }


def is_index(name: str | None) -> bool:
    """Whether this is one that the entities do not tell, or a table in which SQLite keeps one."""
    return (name or "").startswith(("case_index", "article_index", INDEX_GIVEN))


def _follow(table: str, index: str, key: str) -> None:
    """Make the index with its table, wherever that is made without the steps."""
    statements = index_statements(table, index, key)

    def make(_table: Table, connection: Connection, **_: object) -> None:
        for statement in statements[connection.dialect.name]:
            connection.exec_driver_sql(statement)

    event.listen(Base.metadata.tables[table], "after_create", make, propagate=True)


_follow("case_words", "case_index", "case_id")
_follow("article_words", "article_index", "article_id")


@event.listens_for(Article, "after_insert")
def _found_by(_mapper: Mapper[Any], connection: Connection, article: Article) -> None:
    words = article_words(article.key, article.title, article.body)
    connection.execute(insert(ArticleWords).values(article_id=article.id, words=words))


@event.listens_for(Article, "after_update")
def _found_by_others(_mapper: Mapper[Any], connection: Connection, article: Article) -> None:
    names = _file_names(connection, article.id)
    _keep(connection, article.id, article_words(article.key, article.title, article.body, names))


@event.listens_for(ArticleFile, "after_insert")
def _found_by_name(_mapper: Mapper[Any], connection: Connection, file: ArticleFile) -> None:
    said = select(Article.key, Article.title, Article.body)
    key, title, body = connection.execute(said.where(Article.id == file.article_id)).one()
    names = _file_names(connection, file.article_id)
    _keep(connection, file.article_id, article_words(key, title, body, names))


def _file_names(connection: Connection, article_id: int) -> list[str]:
    its = select(ArticleFile.name).where(ArticleFile.article_id == article_id)
    return list(connection.scalars(its.order_by(ArticleFile.id)))


def _keep(connection: Connection, article_id: int, words: str) -> None:
    its = ArticleWords.article_id == article_id
    connection.execute(update(ArticleWords).where(its).values(words=words))
