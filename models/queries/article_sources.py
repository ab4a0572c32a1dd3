"""The articles that a folder of Markdown may bring again, and where a link of one leads."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article
from models.errors import KnownError
from models.markdown_links import BESIDE, ROOT, Link, files_meant, links, path_of
from models.markdown_source import SOURCE, Source, source_of
from models.typed_text import echoed


@dataclass(frozen=True)
class KnownArticle:
    """An article as an import looks for it; `source` is None where it was written here."""

    id: int
    key: str
    kind: str
    title: str
    source: Source | None


class KnownArticles:
    """What is on the desk already, by where it came from and by key."""

    def __init__(self, known: Sequence[KnownArticle]) -> None:
        self._by_path: dict[str, list[KnownArticle]] = defaultdict(list)
        self._own = {one.key: one for one in known if one.source is None}
        for one in known:
            if one.source:
                self._by_path[one.source.path].append(one)

    def same(self, source: Source, key: str, kind: str) -> KnownArticle | None:
        """The article that a file was imported as, or was exported from.

        A folder may have got another name since: then the same title, or the same bytes, tell.
        """
        there = self._by_path[source.path]
        for one in there:
            if one.source and one.source.folder == source.folder:
                return one
        for one in there:
            if one.source and source.sha256 == one.source.sha256:
                return one
        own = self._own.get(key)
        if own and own.kind == kind and own.title == source.title:
            return self._own.pop(key)
        return next((one for one in there if source.title in _titles(one)), None)

    def gone(self, folder: str, paths: Collection[str]) -> list[KnownArticle]:
        """Those that came from this folder, of which it holds no file any more."""
        return [
            one for known in self._by_path.values() for one in known
            if one.source and one.source.folder == folder and one.source.path not in paths
        ]  # fmt: skip


def _titles(one: KnownArticle) -> tuple[str, str]:
    """What it is called now, and what its file called it."""
    return one.title, one.source.title if one.source else ""


def known_articles(session: Session) -> KnownArticles:
    """Every article of the desk, without its text."""
    rows = session.execute(
        select(Article.id, Article.key, Article.kind, Article.title, Article.fields)
        .order_by(Article.id)
    )  # fmt: skip
    return KnownArticles(
        [KnownArticle(row.id, row.key, row.kind, row.title, source_of(row.fields)) for row in rows]
    )


def linked_article(session: Session, source: Source, target: str) -> str | None:
    """The key of the article that a link leads to from one that was imported; None where it leads
    to none."""
    meant = _meant(source, target)
    if not meant:
        return None
    held = Article.fields[SOURCE]["path"].as_string()
    rows = session.execute(
        select(Article.key, Article.fields).where(held.in_(meant)).order_by(Article.id)
    )  # fmt: skip
    found = dict[str, str]()
    for key, fields in rows:
        its = source_of(fields)
        if its and its.folder == source.folder:
            found.setdefault(its.path, key)
    return next((found[path] for path in meant if path in found), None)


def linked_file(source: Source, target: str) -> str | None:
    """The name of the article's file that a link or an image of an imported text means."""
    return next((source.files[one] for one in _meant(source, target) if one in source.files), None)


def article_beside(session: Session, fields: Mapping[str, Any], target: str) -> str:
    """The key of the article that a link beside the text of another leads to. Raises KnownError
    where it leads to none."""
    source = source_of(fields)
    key = linked_article(session, source, target) if source else None
    if key is None:
        raise KnownError(
            "There is no such article", f"“{echoed(target)}” leads to no article of this desk.",
            "Look for it by its words: Ctrl+K.",
        )  # fmt: skip
    return key


def files_called(fields: Mapping[str, Any], body: str) -> dict[str, str]:
    """The names of an imported article's files, by what its text calls each."""
    source = source_of(fields)
    if source is None or not source.files:
        return {}
    called = {unquote(link.target): linked_file(source, link.target) for link in links(body)}
    return {target: name for target, name in called.items() if name}


def _meant(source: Source, target: str) -> tuple[str, ...]:
    """The paths in its folder that a link may mean."""
    link = Link(target, 1)
    if link.kind not in (BESIDE, ROOT):
        return ()
    base = source.path if link.kind == BESIDE else ""
    there = path_of(base, target if base else target.lstrip("/"))
    return files_meant(there) if there else ()
