"""The open cases: a P1 and a P2 are about to breach at whatever hour the desk is made."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from desktop.demo.history import Cast, opening
from desktop.demo.log import Story
from desktop.demo.words import REPLIES
from models.handbook import events as ev


def open_stories(random: Random, cast: Cast, now: datetime) -> Iterator[Story]:
    """Some thirty open cases, told backwards from the instant at which they come due."""
    yield _urgent_update(random, cast, now)
    yield _unanswered(random, cast, now, "P2", timedelta(minutes=51), assigned=True)
    yield _unanswered(random, cast, now, "P2", timedelta(minutes=20), assigned=False)
    for minutes in (40, 150, 205):
        yield _unanswered(
            random, cast, now, "P3", _work(cast, now, minutes), assigned=minutes != 205
        )
    for minutes in (60, 200, 420):
        yield _unanswered(random, cast, now, "P4", _work(cast, now, minutes), assigned=True)
    for hours in (2, 9, 19, 26):
        yield _in_work(random, cast, now, "P2", timedelta(hours=hours))
    for hours in (1, 4, 7, 9, 12, 14, 17, 20, 22):
        yield _in_work(random, cast, now, "P3", _work(cast, now, hours * 60))
    for hours in (3, 12, 20, 33, 36):
        yield _in_work(random, cast, now, "P4", _work(cast, now, hours * 60))
    for hours in (6, 10, 15, 25):
        yield _waiting(random, cast, now, _work(cast, now, hours * 60))


def _work(cast: Cast, now: datetime, minutes: int) -> timedelta:
    """How long ago so much work time began."""
    return now - cast.team.subtract(now, timedelta(minutes=minutes))


def _begin(random: Random, cast: Cast, now: datetime, priority: str, age: timedelta) -> Story:
    story = Story(now, now - age)
    story.tell(ev.OPENED, now - age, opening(random, cast, priority, random.randrange(99)))
    return story


def _urgent_update(random: Random, cast: Cast, now: datetime) -> Story:
    """A P1 answered in time, whose next update is due in four minutes."""
    story = _begin(random, cast, now, "P1", timedelta(minutes=34))
    person = cast.people[2]
    story.assign(person, now - timedelta(minutes=33))
    story.reply(REPLIES[0], now - timedelta(minutes=26), person)
    story.tell(
        ev.NOTE, now - timedelta(minutes=12), {"text": "Provider confirms; failing over."}, person
    )
    return story


def _unanswered(
    random: Random, cast: Cast, now: datetime, priority: str, age: timedelta, *, assigned: bool
) -> Story:
    story = _begin(random, cast, now, priority, age)
    if assigned:
        story.assign(random.choice(cast.people), now - age / 2)
    return story


def _in_work(random: Random, cast: Cast, now: datetime, priority: str, age: timedelta) -> Story:
    """Answered in time, updated of late, resolution still owed."""
    story = _begin(random, cast, now, priority, age)
    person = random.choice(cast.people)
    opened = now - age
    story.assign(person, opened + timedelta(minutes=2))
    story.reply(REPLIES[0], opened + min(age / 3, timedelta(minutes=30)), person)
    story.reply(
        random.choice(REPLIES),
        now - min(age / 4, timedelta(minutes=random.randint(20, 90))),
        person,
    )
    return story


def _waiting(random: Random, cast: Cast, now: datetime, age: timedelta) -> Story:
    story = _in_work(random, cast, now, "P3", age)
    waiting = {"status": "waiting_customer", "waiting_for": "their log", "reason": "asked by mail"}
    story.tell(ev.PAUSED, now - timedelta(minutes=19), waiting, story.events[-1].actor_id)
    return story
