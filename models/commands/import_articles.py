"""An article that comes from a file: written, saved as its next version, or left as it is."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from sqlalchemy.orm import Session

from models.commands.articles import (
    Edited,
    NewArticle,
    attach_to_article,
    held_article,
    latest_number,
    record_life,
    save_article,
    write_article,
)
from models.entities import Article
from models.file_reading import FileContent
from models.handbook.articles import DRAFT, MOVED, PUBLISHED
from models.markdown_source import Source, file_of, source_of
from models.queries.article import article_files
from models.queries.article_sources import KnownArticle, KnownArticles
from models.work import Work

Outcome = Literal["added", "updated", "unchanged"]
_WHY: Final = "Imported from a folder"


@dataclass(frozen=True)
class ImportedArticle:
    """An article as a file tells it; `key` is what a desk called it that exported it, and a
    `draft` is not published."""

    source: Source
    new: NewArticle
    key: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Came:
    """What became of a file; `over` is the number of the version that the desk had changed since
    the last import, where there is one."""

    outcome: Outcome
    key: str
    over: int | None = None


def import_article(
    work: Work, known: KnownArticles, one: ImportedArticle, files: Sequence[FileContent]
) -> Came:
    """Bring an article in with its files. One that the desk has from there becomes a new version
    where the file was changed since; what the desk itself said of it is kept as the one before."""
    there = known.same(one.source, one.key, one.new.kind)
    if there is None:
        article = held_article(work, write_article(work, one.new))
        if files:
            attach_to_article(work, article.id, files)
        if not one.draft:
            _publish(work, article)
        return Came("added", article.key)
    article = held_article(work, there.id)
    more = _new_files(work.session, article.id, files)
    if more:
        attach_to_article(work, article.id, more)
    if not _changed(there, article, one):
        return Came("updated" if more else "unchanged", article.key)
    before = latest_number(work, article.id)
    ours = there.source is not None and _hash(there.source, article) != there.source.sha256
    save_article(work, _edited(article, one, before))
    return Came("updated", article.key, before if ours else None)


def would_come(
    session: Session, known: KnownArticles, one: ImportedArticle, files: Sequence[FileContent]
) -> Outcome:
    """What `import_article` would do with it."""
    there = known.same(one.source, one.key, one.new.kind)
    article = session.get(Article, there.id) if there else None
    if there is None or article is None:
        return "added"
    more = _new_files(session, article.id, files)
    return "updated" if more or _changed(there, article, one) else "unchanged"


def from_source(said: NewArticle, source: Source) -> NewArticle:
    """The article, with where it comes from among its fields."""
    note = f"{_WHY}: {source.folder}/{source.path}"
    return replace(said, fields={**said.fields, **source.to_fields()}, note=note)


def _changed(there: KnownArticle, article: Article, one: ImportedArticle) -> bool:
    """Whether the file says something else than it did when it was imported, or exported, last."""
    if there.source is None:
        return (article.title, article.body) != (one.new.title, one.new.body)
    return one.source.sha256 not in (there.source.sha256, _hash(there.source, article))


def _hash(source: Source, article: Article) -> str:
    return hashlib.sha256(file_of(source, article.title, article.body)).hexdigest()


def _new_files(
    session: Session, article_id: int, files: Sequence[FileContent]
) -> list[FileContent]:
    there = {file.name: file.sha256 for file in article_files(session, article_id)}
    return [file for file in files if there.get(file.name) != file.sha256]


def _edited(article: Article, one: ImportedArticle, base: int) -> Edited:
    """The file's text and facts over the desk's; the state only where the file's is another."""
    kept = source_of(article.fields)
    same = article.kind != one.new.kind or (kept is not None and kept.state == one.source.state)
    return Edited(
        article.id, base, one.new.title, one.new.body, article.state if same else one.new.state,
        one.new.product or article.product, {**article.fields, **one.new.fields}, one.new.note,
    )  # fmt: skip


def _publish(work: Work, article: Article) -> None:
    article.status, article.published_at = PUBLISHED, work.now
    record_life(work, article, MOVED, {"from": DRAFT, "to": PUBLISHED, "why": _WHY})
