"""A past desk has the roadmap of then: nothing that was added, or shipped, later."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from desktop.replay.feed import Feed
from models.commands.articles import Edited, NewArticle, save_article, write_article
from models.commands.roadmap import add_item, put_behind, ship_item
from models.commands.topics import NameGiven, name_topic
from models.database import Database
from models.entities import Topic
from models.queries.roadmap import roadmap
from tests.conftest import MovingClock
from tests.desktop.replay.conftest import Copied

HOUR = timedelta(hours=1)
STALL = NewArticle("known_issue", "Exports stall", "A wheel turns.")
NAMED = NameGiven("Sync", "exports", ("pdf", "stall"), "Exports")


def told(database: Database) -> list[tuple[str, str, list[str]]]:
    rows = database.read(partial(roadmap, now=database.clock.now(), me=None))
    return sorted((row.key, row.status, [key for _, key, _ in row.articles]) for row in rows)


def test_the_roadmap_is_that_of_then_and_what_came_later_arrives(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    begin = clock.instant
    clock.instant += HOUR
    article = database.write(partial(write_article, new=STALL)).result
    one = database.write(partial(add_item, title="Exports by parts")).result
    database.write(partial(put_behind, item_id=one, key="KI-1"))
    planned = clock.instant
    clock.instant += HOUR
    database.write(partial(ship_item, item_id=one, version="4.3"))
    edited = Edited(article, 1, "CSV stalls", "x", "fixed", None, {})
    database.write(partial(save_article, edited=edited))
    shipped = clock.instant
    assert told(copied(begin)) == []
    assert told(copied(planned)) == [("R-1", "planned", ["KI-1"])]
    assert told(copied(shipped)) == [("R-1", "shipped", ["KI-1"])]
    past = copied(begin)
    feed = Feed(database, past, begin)
    for moment, status in ((planned, "planned"), (shipped, "shipped")):
        assert "roadmap" in feed.bring(moment).kinds
        assert told(past) == [("R-1", status, ["KI-1"])]
        assert "roadmap" not in feed.bring(moment).kinds


def test_a_topic_is_not_called_what_it_was_called_later(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    begin = clock.instant
    clock.instant += HOUR
    database.write(partial(name_topic, given=NAMED))
    asked = select(Topic.name)
    past = copied(begin)
    assert past.read(lambda session: session.scalars(asked).all()) == []
    assert "topic" in Feed(database, past, begin).bring(clock.instant).kinds
    assert past.read(lambda session: session.scalars(asked).all()) == ["Exports"]
