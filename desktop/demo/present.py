"""The open cases: a P1 and a P2 are about to breach at whatever hour the desk is made."""

from collections.abc import Iterator
from datetime import datetime

from desktop.demo.cast import Cast
from desktop.demo.course import updated
from desktop.demo.story import HOUR, MINUTE, Story
from models.handbook import events as ev
from models.handbook.instants import to_seconds
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION

_UNANSWERED = (
    ("P2", 0.85), ("P3", 0.17), ("P3", 0.55), ("P3", 0.81), ("P4", 0.12), ("P4", 0.4), ("P4", 0.6),
)  # fmt: skip
_IN_WORK = (
    ("P1", 0.3),
    ("P2", 0.1), ("P2", 0.3), ("P2", 0.55), ("P2", 0.81),
    ("P3", 0.08), ("P3", 0.2), ("P3", 0.3), ("P3", 0.45), ("P3", 0.6), ("P3", 0.79), ("P3", 1.05),
    ("P4", 0.1), ("P4", 0.3), ("P4", 0.5), ("P4", 0.7), ("P4", 0.83),
)  # fmt: skip
"""(priority, how much of the promised time is used up)"""

_MORE_OR_LESS = 0.02

_BRISK = {"P1": (0.45, 0.7), "P2": (0.1, 0.7), "P3": (0.45, 0.7), "P4": (0.45, 0.7)}
"""Of the time until the next update is due, how much goes by before it is given."""

_WAITING = (("P2", 0.35), ("P3", 0.3), ("P3", 0.5))


def open_stories(cast: Cast, now: datetime) -> Iterator[Story]:
    """Some thirty open cases, each of another trouble, dated back from what is left of its time."""
    until = to_seconds(now)
    cast.gather()
    yield _outage(cast, until)
    yield _night_call(cast, until)
    for priority, used in _UNANSWERED:
        yield _unanswered(cast, priority, until, used)
    for priority, used in _IN_WORK:
        yield _in_work(cast, priority, until, used)
    for priority, used in _WAITING:
        yield _waiting(cast, priority, until, used)
    yield _raised(cast, until)
    yield _back_again(cast, until)
    yield _written_after(cast, until)


def _due_in(
    cast: Cast, priority: str, now: int, commitment: str, *, used: float = 0.0, left: int = 0
) -> Story:
    """A case of which about so much of a promise is used up, or so many seconds of it are left."""
    trouble = cast.trouble(priority)
    story = Story(cast, trouble, cast.company(trouble), now, now)
    budget, calendar = story.promise(commitment, now)
    share = used + cast.random.uniform(-_MORE_OR_LESS, _MORE_OR_LESS)
    spent = budget - left if left else int(budget * share)
    begun = calendar.subtract_seconds(now, spent)
    return Story(cast, trouble, story.company, begun, now)


def _outage(cast: Cast, now: int) -> Story:
    """A P1 that has been fought for hours: its next update is due in minutes, and its end too."""
    story = _due_in(cast, "P1", now, RESOLUTION, left=12 * MINUTE)
    story.open()
    story.assign(story.opened_at + 90)
    at = story.opened_at + 4 * MINUTE
    story.answer(at)
    last = now - 26 * MINUTE
    steps = -(-(last - at) // (28 * MINUTE))
    for number in range(steps):
        story.update(at + (last - at) * (number + 1) // steps, number)
    return story


def _night_call(cast: Cast, now: int) -> Story:
    """A call of which only the core was written down: incomplete, and nobody's yet (rule 19)."""
    story = _due_in(cast, "P2", now, FIRST_RESPONSE, used=0.3)
    known = story.facts()
    for unknown in ("priority", "environment", "steps"):
        del known[unknown]
    story.open(known)
    return story


def _unanswered(cast: Cast, priority: str, now: int, used: float) -> Story:
    """Nobody has answered yet; of the youngest, nobody has it."""
    story = _due_in(cast, priority, now, FIRST_RESPONSE, used=used)
    story.open()
    if used > 0.2:
        story.assign(_half_way(story, now))
    return story


def _in_work(cast: Cast, priority: str, now: int, used: float) -> Story:
    """Answered in time and told of every step; the resolution is still owed."""
    story = _due_in(cast, priority, now, RESOLUTION, used=used)
    _begin(story)
    return story


def _begin(story: Story, quiet: int = 4 * MINUTE) -> int:
    """The first answer and the updates until so long ago; returns when the last was given."""
    story.open()
    budget, calendar = story.promise(FIRST_RESPONSE, story.opened_at)
    past = calendar.elapsed_seconds(story.opened_at, story.now)
    at = calendar.add_seconds(story.opened_at, min(int(budget * 0.4), past // 3))
    story.assign(_half_way(story, at))
    story.answer(at)
    return updated(story, at, story.now - quiet, _BRISK[story.priority], late=0.0)


def _half_way(story: Story, until: int) -> int:
    """The middle of the time that counts between the opening and then."""
    _, calendar = story.promise(FIRST_RESPONSE, story.opened_at)
    counted = calendar.elapsed_seconds(story.opened_at, until)
    return calendar.add_seconds(story.opened_at, counted // 2)


def _waiting(cast: Cast, priority: str, now: int, used: float) -> Story:
    """The customer was asked something and has not answered yet."""
    story = _due_in(cast, priority, now, RESOLUTION, used=used)
    last = _begin(story, quiet=HOUR)
    asked = max(last + 10 * MINUTE, cast.team.subtract_seconds(now, 3 * HOUR))
    story.ask(asked, cast.question(story.trouble.category))
    return story


def _raised(cast: Cast, now: int) -> Story:
    """A P3 that turned out to be a P2."""
    story = _due_in(cast, "P3", now, RESOLUTION, used=0.25)
    last = _begin(story, quiet=HOUR)
    at = max(last + MINUTE, now - 2 * HOUR)
    change = {"priority": "P2", "note": story.voice.say("raised")}
    story.tell(ev.PRIORITY_CHANGED, at, change, cast.lead)
    return story


def _back_again(cast: Cast, now: int) -> Story:
    """Resolved the other day, and back since this morning."""
    story = _due_in(cast, "P3", now, RESOLUTION, used=0.9)
    team = story.policy.team
    last = _begin(story)
    earlier, tried, over = (
        team.subtract_seconds(now, 7 * HOUR + more) for more in (HOUR, 20 * MINUTE, 0)
    )
    story.events = [event for event in story.events if event.occurred_at < earlier]
    story.fixed(tried, over)
    at = team.subtract_seconds(now, HOUR)
    story.come_back(max(at, last), team.subtract_seconds(now, HOUR // 2))
    return story


def _written_after(cast: Cast, now: int) -> Story:
    """Resolved the day before; this hour the customer wrote, and nobody has said what it is."""
    story = _due_in(cast, "P3", now, RESOLUTION, used=0.7)
    team = story.policy.team
    _begin(story)
    over = team.subtract_seconds(now, 6 * HOUR)
    before = team.subtract_seconds(over, HOUR)
    story.events = [event for event in story.events if event.occurred_at < before]
    story.fixed(team.subtract_seconds(over, 20 * MINUTE), over)
    story.hear(now - 25 * MINUTE, story.voice.say("again"))
    return story
