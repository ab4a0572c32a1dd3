"""A past desk has the minutes of then; what was entered later arrives as its time comes."""

from datetime import timedelta
from functools import partial

from desktop.replay.feed import Feed
from models.commands.review_records import record, take_back
from models.database import Database
from models.handbook.periods import parse_period
from models.handbook.reviews import DECISION, WEEKLY
from models.queries.minutes import minutes
from tests.conftest import MovingClock
from tests.desktop.replay.conftest import Copied

HOUR = timedelta(hours=1)


def told(database: Database) -> list[tuple[str, bool]]:
    found = database.read(partial(minutes, kind=WEEKLY, period=parse_period("2026W19")))
    return [(entry.words, entry.taken_back) for entry in found.entries]


def test_the_minutes_are_those_of_then_and_what_came_later_arrives(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    begin = clock.instant
    clock.instant += HOUR
    decided = partial(record, review="weekly 2026W19", kind=DECISION, words="Watch exports")
    entry = database.write(decided).result
    entered = clock.instant
    clock.instant += HOUR
    database.write(partial(take_back, record_id=entry))
    gone = clock.instant
    assert told(copied(begin)) == []
    assert told(copied(entered)) == [("Watch exports", False)]
    assert told(copied(gone)) == [("Watch exports", True)]
    past = copied(begin)
    feed = Feed(database, past, begin)
    for moment, taken in ((entered, False), (gone, True)):
        assert "review" in feed.bring(moment).kinds
        assert told(past) == [("Watch exports", taken)]
        assert "review" not in feed.bring(moment).kinds
