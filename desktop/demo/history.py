"""Nine quarters of cases that are over, and the current quarter up to now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from desktop.demo.log import Story
from desktop.demo.words import CAUSES, REPLIES, STORIES
from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar

_MIX = ("P1", "P2", "P2", "P3", "P3", "P3", "P3", "P3", "P4", "P4")
_TYPICAL = {"P1": (7, 120), "P2": (35, 700), "P3": (100, 560), "P4": (200, 900)}
"""Typical minutes to the first reply, and from there to the resolution."""


@dataclass(frozen=True)
class Cast:
    """Who and what a story may draw on: ids of people and customers, contracts by customer."""

    people: tuple[int, ...]
    customers: tuple[int, ...]
    contracts: dict[int, int]
    team: BusinessCalendar


def quarter_starts(now: datetime, count: int) -> list[datetime]:
    """The starts of the current quarter and of `count` before it, oldest first."""
    year, quarter = now.year, (now.month - 1) // 3
    starts = []
    for back in range(count, -1, -1):
        index = year * 4 + quarter - back
        starts.append(datetime(index // 4, index % 4 * 3 + 1, 1, tzinfo=now.tzinfo))
    return starts


def past_stories(random: Random, cast: Cast, now: datetime) -> Iterator[Story]:
    """Cases of each quarter, opened at a working hour, told to their end."""
    starts = quarter_starts(now, 9)
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else now - timedelta(days=7)
        seconds = cast.team.elapsed(start, end) // timedelta(seconds=1) if end > start else 0
        for _ in range(random.randint(26, 38) if seconds else 0):
            at = cast.team.add(start, timedelta(seconds=random.randrange(1, seconds)))
            yield _over(random, cast, now, at)


def opening(random: Random, cast: Cast, priority: str, known: int | None = None) -> dict[str, Any]:
    """The facts a made-up case opens with."""
    stories = STORIES[priority]
    category, title, impact, steps = stories[known % len(stories)] if known is not None else (
        random.choice(stories)
    )  # fmt: skip
    customer = random.choice(cast.customers)
    facts = {
        "title": title, "customer_id": customer, "priority": priority, "impact": impact,
        "environment": f"{random.choice(('4.1', '4.2', '5.0'))}, production", "steps": steps,
        "category": category, "group": category,
    }  # fmt: skip
    return facts | ({"contract_id": cast.contracts[customer]} if customer in cast.contracts else {})


def _over(random: Random, cast: Cast, now: datetime, at: datetime) -> Story:
    """One case from opening to closing; exports go wrong more often, as the postmortem says."""
    story = Story(now, at)
    priority = random.choice(_MIX)
    facts = opening(random, cast, priority)
    story.tell(ev.OPENED, at, facts)
    slow = 2.6 if facts["category"] == "exports" and random.random() < 0.5 else 1.0
    first, rest = _TYPICAL[priority]
    person = random.choice(cast.people)
    clock = _pace(cast, priority)
    story.assign(person, at + timedelta(minutes=random.randint(1, 4)))
    at = clock(at, first * slow * random.uniform(0.2, 1.25))
    story.reply(REPLIES[0], at, person)
    left = rest * slow * random.uniform(0.2, 1.5)
    step = {"P1": 22, "P2": 190, "P3": 420}.get(priority, 10_000)
    while left > step:
        at, left = clock(at, step * random.uniform(0.8, 1.04)), left - step
        story.reply(random.choice(REPLIES), at, person)
        if priority != "P1" and random.random() < 0.12:
            at = _wait(random, story, at, person)
    at = clock(at, left)
    _finish(random, story, at, person)
    return story


def _pace(cast: Cast, priority: str) -> Any:
    """How a team's minutes pass: round the clock for P1, in working hours otherwise."""
    if priority == "P1":
        return lambda at, minutes: at + timedelta(seconds=int(minutes * 60))
    return lambda at, minutes: cast.team.add(at, timedelta(seconds=int(minutes * 60) + 1))


def _wait(random: Random, story: Story, at: datetime, person: int) -> datetime:
    waiting = {"status": "waiting_customer", "waiting_for": "their log", "reason": "asked by mail"}
    story.tell(ev.PAUSED, at + timedelta(minutes=1), waiting, person)
    back = at + timedelta(hours=random.randint(2, 40))
    story.tell(ev.CUSTOMER_MESSAGE, back, {"text": "Here is the log."})
    return back + timedelta(minutes=1)


def _finish(random: Random, story: Story, at: datetime, person: int) -> None:
    if random.random() < 0.02:
        story.tell(ev.EXCLUDED, at, {"reason": "duplicate", "note": "Known already"}, person)
        return
    cause, workaround, prevention = random.choice(CAUSES)
    note = {"root_cause": cause, "workaround": workaround, "prevention": prevention}
    if not story.tell(ev.RESOLVED, at, {}, person):
        return
    if random.random() < 0.05:
        again = at + timedelta(hours=random.randint(3, 60))
        if story.tell(ev.REOPENED, again, {}, person):
            at = again + timedelta(hours=2)
            story.reply(REPLIES[1], again + timedelta(minutes=20), person)
            story.tell(ev.RESOLVED, at, {}, person)
    story.tell(ev.CLOSED, at + timedelta(days=2), note, person)
