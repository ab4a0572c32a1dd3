"""A past desk has the postmortems of then; what was saved later arrives as its time comes."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from desktop.replay.feed import Feed
from models.commands.people import add_person
from models.commands.postmortems import (
    comment_postmortem,
    give_postmortem,
    move_postmortem,
    save_postmortem,
)
from models.database import Database
from models.handbook.postmortems import CLOSED, DRAFT, IN_REVIEW, REVIEWED
from models.queries.postmortem import PostmortemDetail, postmortem_detail
from models.queries.postmortems import postmortems
from tests.conftest import MovingClock
from tests.desktop.replay.conftest import Copied
from tests.models.commands.breached import breached, do, read, started

HOUR = timedelta(hours=1)


def lived(database: Database, clock: MovingClock) -> list[tuple[datetime, PostmortemDetail]]:
    """After each step of its life, when that was and what it was then."""
    ana = do(database, add_person, "Ana Ruiz", "lead")
    database.person_id = do(database, add_person, "Ben Okafor", "agent")
    ben, found = database.person_id, []
    postmortem_id = started(database, breached(database, clock))
    said = read(database, postmortem_id).said
    ready = replace(said, body="It stalled.", fields={"no_action": "It is gone."})
    for command in (
        lambda: None,
        partial(do, database, save_postmortem, postmortem_id, ready, 1),
        partial(do, database, give_postmortem, postmortem_id, ana),
        partial(do, database, move_postmortem, postmortem_id, IN_REVIEW, ana, date(2026, 7, 1)),
        partial(do, database, comment_postmortem, postmortem_id, "Who knew?"),
        partial(as_, database, ana, partial(move_postmortem, postmortem_id=1, to=REVIEWED)),
        partial(do, database, move_postmortem, postmortem_id, CLOSED),
        partial(do, database, move_postmortem, postmortem_id, DRAFT, why="Again"),
    ):
        clock.instant += HOUR
        command()
        database.person_id = ben
        found.append((clock.instant, read(database, postmortem_id)))
    return found


def as_(database: Database, person_id: int, command: partial[None]) -> None:
    database.person_id = person_id
    database.write(command)


def told(past: Database, now: datetime) -> PostmortemDetail:
    """Without what the copy computes of clocks that ran on."""
    ask = partial(postmortem_detail, postmortem_id=1, now=now, me=past.person_id)
    return past.read(ask)


def test_it_is_as_it_was_at_every_step_and_arrives_step_by_step(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    before = clock.instant
    steps = lived(database, clock)
    past = copied(before)
    assert past.read(partial(postmortems, now=before)) == ()
    feed = Feed(database, past, before)
    for at, then in steps:
        assert told(copied(at), at) == then
        assert "postmortem" in feed.bring(at).kinds
        assert told(past, at) == then
        assert "postmortem" not in feed.bring(at).kinds
