"""How a case goes from its first answer to its closing note, in the time that was promised."""

from desktop.demo.story import HOUR, MINUTE, Story
from desktop.demo.survey import surveyed
from models.handbook import events as ev
from models.handbook.instants import from_seconds
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION
from models.handbook.zones import zone

USUAL = 0.045
"""The share of promises that are broken in an ordinary quarter."""


def withdrawn(story: Story) -> None:
    """A case that was none: its clocks count nowhere (rule 12)."""
    at = story.opened_at + story.random.randint(10, 50) * MINUTE
    story.assign(story.opened_at + 5 * MINUTE)
    note = story.voice.say("withdrawn")
    reason = "duplicate" if "twice" in note else "cancelled"
    story.tell(ev.EXCLUDED, at, {"reason": reason, "note": note}, story.person)


def worked_on(story: Story, late: float) -> None:
    """An ordinary case; `late` is how likely it is resolved later than promised."""
    random = story.random
    budget, calendar = story.promise(FIRST_RESPONSE, story.opened_at)
    at = calendar.add_seconds(story.opened_at, int(budget * _share(story, USUAL)))
    taken = calendar.add_seconds(story.opened_at, max(MINUTE, int(budget * 0.05)))
    story.assign(min(taken, at - 30))
    story.answer(at)
    end = max(_end(story, late), at + 15 * MINUTE)
    if story.priority in ("P2", "P3") and random.random() < 0.18:
        at, end = _waited(story, at, end)
    _, calendar = story.promise(RESOLUTION, story.opened_at)
    at = updated(story, at, min(end, story.now) - 15 * MINUTE)
    done = calendar.subtract_seconds(end, random.randint(10, 40) * MINUTE)
    if story.fixed(max(done, at + 8 * MINUTE), end):
        back = story.priority != "P4" and random.random() < 0.07
        over = _again(story, end) if back else end
        _closed(story, over)
        budget, calendar = story.promise(RESOLUTION, story.opened_at)
        taken = calendar.elapsed_seconds(story.opened_at, over)
        surveyed(story, over, late=taken > budget or over != end)


def updated(
    story: Story, at: int, until: int, pace: tuple[float, float] = (0.55, 0.97), late: float = USUAL
) -> int:
    """Word to the customer as often as was promised; returns when the last one was given.

    `pace` is how much of the promised time goes by before each, unless it is late.
    """
    if NEXT_UPDATE not in story.policy.targets[story.priority]:
        return at
    number = 0
    while (following := _next_word(story, at, pace, late)) < until:
        story.update(following, number)
        at, number = following, number + 1
    return at


def _next_word(story: Story, at: int, pace: tuple[float, float], late: float) -> int:
    budget, calendar = story.promise(NEXT_UPDATE, at)
    span = (1.05, 1.4) if story.random.random() < late else pace
    return calendar.add_seconds(at, int(budget * story.random.uniform(*span)))


def _share(story: Story, late: float) -> float:
    """How much of a promise is used: mostly under half, rarely more than there is."""
    if story.random.random() < late:
        return story.random.uniform(1.05, 1.6)
    return story.random.triangular(0.08, 0.97, 0.3)


def _end(story: Story, late: float) -> int:
    """When it is resolved; unless it is an outage, hardly ever in the night."""
    budget, calendar = story.promise(RESOLUTION, story.opened_at)
    place = zone(story.policy.team.zone)
    certain = float(story.random.random() < late)
    for _ in range(8):
        end = calendar.add_seconds(story.opened_at, int(budget * _share(story, certain)))
        if story.priority == "P1" or 7 <= from_seconds(end).astimezone(place).hour < 21:
            break
    return end


def _waited(story: Story, at: int, end: int) -> tuple[int, int]:
    """A question to the customer: until they answer, nothing is owed (rule 13)."""
    random, team = story.random, story.policy.team
    asked = team.add_seconds(at, random.randint(5, 25) * MINUTE)
    if asked >= end - HOUR:
        return at, end
    question = story.cast.question(story.trouble.category)
    story.ask(asked, question)
    back = team.add_seconds(asked, random.randint(1, 11) * HOUR)
    story.replied(back, question)
    _, calendar = story.promise(RESOLUTION, story.opened_at)
    return back, calendar.add_seconds(end, calendar.elapsed_seconds(asked, back))


def _again(story: Story, resolved: int) -> int:
    """It comes back, and the customer's message begins a new cycle (rule 15); the last end."""
    random, team = story.random, story.policy.team
    at = team.add_seconds(resolved, random.randint(4, 40) * HOUR)
    answered = at + random.randint(8, 25) * MINUTE
    _, calendar = story.promise(RESOLUTION, at)
    end = calendar.add_seconds(answered, random.randint(40, 100) * MINUTE)
    if end > story.now:
        return resolved
    story.come_back(at, answered)
    story.fixed(calendar.subtract_seconds(end, 15 * MINUTE), end)
    return end


def _closed(story: Story, resolved: int) -> None:
    """Closed a day or two later, at work."""
    hours = story.random.randint(4, 20)
    story.close(story.policy.team.add_seconds(resolved, hours * HOUR))
