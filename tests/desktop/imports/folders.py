"""Folders of Markdown for tests, and what a desk made of them."""

from functools import partial
from pathlib import Path

from sqlalchemy import select

from desktop.exports.articles import export_articles
from desktop.imports.articles import FolderResult
from models.commands.articles import Edited, save_article
from models.database import Database
from models.entities import Article
from models.markdown_source import source_of
from models.queries.article import ArticleDetail, article_detail

GUIDE = """\
---
title: "Reset the cache"   # as on the old site
product: Billing
---

# Reset the cache

See [the other](other.md#top) and ![a picture](images/cache.png).
"""
OTHER = "# The other\n\n[Back](guide.md)\n"


def in_folder(tmp_path: Path, **files: str | bytes) -> Path:
    """A folder of these files; two underscores stand for a slash, one before the end for a dot."""
    folder = tmp_path / "manual"
    for name, said in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        put(path, said)
    return folder


def put(path: Path, said: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(said.encode() if isinstance(said, str) else said)


def keys(database: Database) -> dict[str, str]:
    """The article of each path."""
    with_fields = select(Article.key, Article.fields).order_by(Article.id)
    rows = database.read(lambda session: [(*row,) for row in session.execute(with_fields)])
    return {found.path: key for key, fields in rows if (found := source_of(fields))}


def detail(database: Database, key: str) -> ArticleDetail:
    return database.read(partial(article_detail, key=key))


def said(result: FolderResult) -> list[str]:
    return [f"{one.file}:{one.line or ''} {one.said}" for one in result.oddities]


def out_again(database: Database, tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    result = export_articles(database, "articles", folder)
    assert not result.oddities
    return folder


def same_files(ours: Path, theirs: Path, paths: list[str]) -> bool:
    return all((ours / path).read_bytes() == (theirs / path).read_bytes() for path in paths)


def edit(database: Database, of: ArticleDetail, **what: str) -> None:
    said = {"title": of.title, "body": of.body, **what}
    edited = Edited(of.id, of.number, said["title"], said["body"], of.state, of.product or None,
                    of.fields)  # fmt: skip
    database.write(partial(save_article, edited=edited))
