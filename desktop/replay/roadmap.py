"""The roadmap as it was known at an instant: the items of then, shipped where they were by then.

What else of an item was changed, and what was put behind it when, is not dated: that is as it is.
"""

from typing import Any

from sqlalchemy import Connection, case, delete, select

from desktop.replay.rows import AS_STORED, copy_ids, copy_rows
from models.entities import Article, RoadmapArticle, RoadmapItem
from models.entities.plain import plain
from models.handbook.roadmap import PLANNED, SHIPPED

_items, _behind, _articles = plain(RoadmapItem), plain(RoadmapArticle), plain(Article)


def copy_roadmap(source: Connection, target: Connection, until: int) -> None:
    """The items that were there by then, with those of their articles that the copy holds."""
    copy_rows(source, target, _items, _items.c.at <= until, columns=_then(until))
    _copy_behind(source, target)


def bring_roadmap(
    source: Connection, target: Connection, after: int, now: int, *, articles: bool
) -> bool:
    """Let arrive what was added, or shipped, in that time, and where `articles` did, what they are
    behind; whether an item did."""
    fresh = [*_missing(source, target, now), *_shipped(source, target, after, now)]
    if fresh:
        target.execute(delete(_behind).where(_behind.c.item_id.in_(fresh)))
        target.execute(delete(_items).where(_items.c.id.in_(fresh)))
        copy_ids(source, target, _items, fresh, _then(now))
    if fresh or articles:
        _copy_behind(source, target)
    return bool(fresh)


def _missing(source: Connection, target: Connection, now: int) -> list[int]:
    there = set(target.scalars(select(_items.c.id)))
    return [one for one in source.scalars(select(_items.c.id).where(_items.c.at <= now))
            if one not in there]  # fmt: skip


def _shipped(source: Connection, target: Connection, after: int, now: int) -> list[int]:
    """Those that have shipped since, and in the copy have not."""
    lately = select(_items.c.id).where(_items.c.shipped_at > after, _items.c.shipped_at <= now)
    held = select(_items.c.id).where(_items.c.shipped_at.is_(None))
    return sorted({*source.scalars(lately)} & {*target.scalars(held)})


def _then(until: int) -> dict[str, Any]:
    later = _items.c.shipped_at > until
    return dict.fromkeys(_items.columns.keys(), AS_STORED) | {
        "status": case((later & (_items.c.status == SHIPPED), PLANNED), else_=_items.c.status),
        "shipped_at": case((later, None), else_=_items.c.shipped_at),
    }


def _copy_behind(source: Connection, target: Connection) -> None:
    """Which articles are behind which items, of those that the copy holds."""
    items = set(target.scalars(select(_items.c.id)))
    articles = set(target.scalars(select(_articles.c.id)))
    pair = select(_behind.c.item_id, _behind.c.article_id)
    known = {tuple(row) for row in target.execute(pair)}
    for item_id, article_id in source.execute(pair).all():
        if (item_id, article_id) not in known and item_id in items and article_id in articles:
            one = (_behind.c.item_id == item_id, _behind.c.article_id == article_id)
            copy_rows(source, target, _behind, *one)
