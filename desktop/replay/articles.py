"""Articles as they were known at an instant: as they were saved by then, with their life so far."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from desktop.replay.rows import copy_ids, copy_rows
from desktop.replay.scratch import chunked
from models.article_link_rows import link_up
from models.entities import (
    Article,
    ArticleEvent,
    ArticleFile,
    ArticleVersion,
    ArticleWords,
    Content,
)
from models.entities.plain import plain
from models.handbook.articles import DRAFT, JUDGED, MOVED, NEEDS_VERIFICATION, PUBLISHED, VERIFIED
from models.search_words import article_words

PARTS: Final = (ArticleVersion, ArticleEvent, ArticleFile)
"""What belongs to an article and tells when it came."""

_SAID: Final = ("title", "body", "state", "product", "fields")
_articles, _words, _contents = plain(Article), plain(ArticleWords), plain(Content)
_versions, _events, _files = (plain(part) for part in PARTS)


def copy_articles(source: Connection, target: Connection, until: int) -> None:
    """Every article that had been saved by then, as it was; the copy holds none yet.

    One that nothing happened to since is as it is. Of the others title, text, state and status are
    those of then; who owns and reviews them is not known of the past.
    """
    settled = _articles.c.changed_at <= until
    copy_rows(source, target, _articles, settled)
    ids = select(_articles.c.id).where(settled)
    copy_rows(source, target, _words, _words.c.article_id.in_(ids))
    _put_then(source, target, _saved_by(source, until, _articles.c.changed_at > until), until)
    _copy_contents(source, target, until)
    for part in PARTS:
        table = plain(part)
        there = set(target.scalars(select(_articles.c.id)))
        rows = source.execute(select(table.c.id, table.c.article_id).where(table.c.at <= until))
        copy_ids(source, target, table, [row.id for row in rows if row.article_id in there])


def bring_articles(source: Connection, target: Connection, after: int, now: int) -> bool:
    """Let arrive what was saved, or happened to an article, in that time; whether anything did."""
    lately: ColumnElement[bool] = _articles.c.changed_at.between(after + 1, now)
    for part in PARTS:
        table = plain(part)
        moved = select(table.c.article_id).where(table.c.at > after, table.c.at <= now)
        lately = or_(lately, _articles.c.id.in_(moved))
    fresh = [
        article_id for article_id in source.scalars(select(_articles.c.id).where(lately))
        if _differs(source, target, article_id, now)
    ]  # fmt: skip
    if fresh:
        _copy_contents(source, target, now)
    for article_id in fresh:
        target.execute(delete(_articles).where(_articles.c.id == article_id))  # its parts with it
        settled = (_articles.c.id == article_id, _articles.c.changed_at <= now)
        copy_rows(source, target, _articles, *settled)
        its = select(_articles.c.id).where(*settled)
        copy_rows(source, target, _words, _words.c.article_id.in_(its))
        here = _articles.c.id == article_id
        _put_then(source, target, _saved_by(source, now, here, _articles.c.changed_at > now), now)
        for part in PARTS:
            table = plain(part)
            copy_rows(source, target, table, table.c.article_id == article_id, table.c.at <= now)
    if fresh:
        keys = select(_articles.c.key).where(_articles.c.id.in_(fresh))
        link_up(target, target.scalars(keys).all())
    return bool(fresh)


def _differs(source: Connection, target: Connection, article_id: int, now: int) -> bool:
    """Whether the copy lacks anything of the article that was known by now."""
    changed = select(_articles.c.changed_at).where(_articles.c.id == article_id)
    if source.scalar(changed.where(_articles.c.changed_at <= now)) not in (
        None, target.scalar(changed)
    ):  # fmt: skip
        return True
    for part in PARTS:
        table = plain(part)
        its = select(table.c.id).where(table.c.article_id == article_id, table.c.at <= now)
        if {*source.scalars(its)} != {*target.scalars(its)}:
            return True
    return False


def _saved_by(source: Connection, until: int, *where: ColumnElement[bool]) -> list[int]:
    saved = select(_versions.c.article_id).where(_versions.c.at <= until)
    query = select(_articles.c.id).where(_articles.c.id.in_(saved), *where)
    return list(source.scalars(query.order_by(_articles.c.id)))


def _put_then(source: Connection, target: Connection, ids: Sequence[int], until: int) -> None:
    for some in chunked(ids):
        last: dict[int, Any] = {}
        saved = select(_versions).where(_versions.c.article_id.in_(some), _versions.c.at <= until)
        for version in source.execute(saved.order_by(_versions.c.number)):
            last[version.article_id] = version
        happened = select(_events).where(_events.c.article_id.in_(some), _events.c.at <= until)
        lives: dict[int, list[Any]] = {article_id: [] for article_id in some}
        for event in source.execute(happened.order_by(_events.c.id)):
            lives[event.article_id].append(event)
        kept = select(_articles).where(_articles.c.id.in_(some))
        for row in source.execute(kept):
            values = _then(row._asdict(), last[row.id], lives[row.id])
            target.execute(insert(_articles).values(values))
            names = source.scalars(
                select(_files.c.name).where(_files.c.article_id == row.id, _files.c.at <= until)
                .order_by(_files.c.id)
            )  # fmt: skip
            words = article_words(row.key, values["title"], values["body"], names)
            target.execute(insert(_words).values(article_id=row.id, words=words))


def _then(row: dict[str, Any], version: Any, life: Iterable[Any]) -> dict[str, Any]:
    """An article's row as of its last version and the life it had had; a first life by import or
    an earlier version of the program, which left no events, is taken as it is."""
    said = {name: getattr(version, name) for name in _SAID}
    first = row["published_at"]
    status = DRAFT if first is None or first > version.at else PUBLISHED
    published, verified, changed = None, None, version.at
    for event in life:
        if event.kind != JUDGED:
            changed = max(changed, event.at)
        if event.kind == MOVED:
            status = event.data["to"]
            published = event.at if status == PUBLISHED else published
        elif event.kind == VERIFIED:
            verified = event.at
            status = PUBLISHED if status == NEEDS_VERIFICATION else status
    if published is None and status != DRAFT:
        published = first
    unknown = {"owner_id": None, "reviewer_id": None, "due_on": None, "version": 1}
    return row | said | unknown | {
        "status": status, "published_at": published, "verified_at": verified, "changed_at": changed,
    }  # fmt: skip


def _copy_contents(source: Connection, target: Connection, until: int) -> None:
    """The sizes of articles' files; what is in them is read from the desk."""
    named = select(_files.c.sha256).distinct().where(_files.c.at <= until)
    there = set(target.scalars(select(_contents.c.sha256)))
    for sha256 in source.scalars(named).all():
        if sha256 not in there:
            copy_rows(source, target, _contents, _contents.c.sha256 == sha256)
