"""Does the index of words hold what it should? PostgreSQL answers for its own."""

from collections.abc import Iterable, Mapping
from zlib import crc32

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.entities import Article, ArticleFile, ArticleWords, CaseWords
from models.entities.plain import plain
from models.search_words import article_words


def index_differences(session: Session, cases: Mapping[int, str]) -> list[str]:
    """What is found by other words than its own; `cases` are the keys by id."""
    articles = {row.id: row for row in session.execute(select(plain(Article)))}
    kept = {row.article_id: row.words for row in session.execute(select(plain(ArticleWords)))}
    names: dict[int, list[str]] = {}
    file = plain(ArticleFile).c
    for row in session.execute(select(file.article_id, file.name).order_by(file.id)):
        names.setdefault(row.article_id, []).append(row.name)
    found = [
        f"{row.key}: the words it is found by are not those of the article"
        for row in articles.values()
        if kept.get(row.id) != article_words(row.key, row.title, row.body, names.get(row.id, ()))
    ]
    if session.get_bind().dialect.name != "sqlite":
        return found
    keys = {article_id: row.key for article_id, row in articles.items()}
    return found + [
        f"{said.get(row, row)}: the index does not hold its words"
        for table, index, said in (
            (plain(CaseWords), "case_index", cases), (plain(ArticleWords), "article_index", keys)
        )
        for row in _wrong(
            ((row[0], row[1]) for row in session.execute(select(table))), _indexed(session, index)
        )
    ]  # fmt: skip


def _indexed(session: Session, index: str) -> dict[int, int]:
    """By row of an index, a sum over the words it is found by."""
    connection = session.connection()
    words = f"{index}_words"
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{words} USING fts5vocab(main, {index}, instance)"
    )
    sums: dict[int, int] = {}
    for term, row in connection.execute(text(f"SELECT term, doc FROM temp.{words}")):
        sums[row] = sums.get(row, 0) + crc32(term.encode())
    return sums


def _wrong(rows: Iterable[tuple[int, str]], indexed: dict[int, int]) -> list[int]:
    wrong = []
    for row, words in rows:
        if sum(crc32(word.encode()) for word in words.split()) != indexed.pop(row, 0):
            wrong.append(row)
    return sorted({*wrong, *indexed})
