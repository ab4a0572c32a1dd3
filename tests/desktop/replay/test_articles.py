"""A past desk has each article as it was saved by then, and what was saved later arrives."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from desktop.replay.feed import Feed
from models.commands.articles import (
    Edited,
    NewArticle,
    attach_to_article,
    held_article,
    record_life,
    save_article,
    write_article,
)
from models.contents import content_differences
from models.database import Database
from models.entities import Article, ArticleVersion
from models.file_reading import FileContent
from models.handbook.articles import MOVED, PUBLISHED
from models.queries.search import search
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.desktop.replay.conftest import Copied

STALL = NewArticle("known_issue", "Exports stall", "A wheel turns.")
HOUR = timedelta(hours=1)


def publish(work: Work, article_id: int) -> None:
    article = held_article(work, article_id)
    article.status, article.published_at = PUBLISHED, work.now
    record_life(work, article, MOVED, {"from": "draft", "to": PUBLISHED})


def lived(database: Database, clock: MovingClock) -> list[datetime]:
    """Written, saved anew, published and given a file, an hour after each other."""
    moments = []
    one = database.write(partial(write_article, new=STALL)).result
    for step in (
        partial(save_article, edited=Edited(one, 1, "CSV stalls", "x", "confirmed", None, {})),
        partial(publish, article_id=one),
        partial(attach_to_article, article_id=one, files=[FileContent("a.png", b"red")]),
    ):
        moments.append(clock.instant)
        clock.instant += HOUR
        database.write(step)
    return [*moments, clock.instant]


def told(database: Database) -> list[tuple[str, str, str, int]]:
    newest = select(ArticleVersion.article_id).where(ArticleVersion.article_id == Article.id)
    asked = select(Article.title, Article.state, Article.status)
    return database.read(
        lambda session: [
            (*row, len(session.scalars(newest).all())) for row in session.execute(asked)
        ]
    )


AS_THEN = [
    ("Exports stall", "suspected", "draft", 1), ("CSV stalls", "confirmed", "draft", 2),
    ("CSV stalls", "confirmed", "published", 2), ("CSV stalls", "confirmed", "published", 2),
]  # fmt: skip


def test_an_article_is_as_it_was_saved_by_then(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    begin = clock.instant - HOUR
    for moment, then in zip(lived(database, clock), AS_THEN, strict=True):
        past = copied(moment)
        assert told(past) == [then]
        assert past.read(differences) == []
        assert [row.title for row in past.read(partial(search, typed="stall"))] == [then[0]]
    assert told(copied(begin)) == []


def test_what_happens_to_it_later_arrives_in_its_time(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    begin = clock.instant - HOUR
    moments = lived(database, clock)
    past = copied(begin)
    feed = Feed(database, past, begin)
    for moment, then in zip(moments, AS_THEN, strict=True):
        assert "article" in feed.bring(moment).kinds
        assert told(past) == [then]
        assert "article" not in feed.bring(moment).kinds
        assert past.read(differences) == []
    assert past.read(content_differences) == []
    (found,) = past.read(partial(search, typed="stall"))
    assert found.status == PUBLISHED
