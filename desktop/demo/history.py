"""Nine quarters of cases that are over, and those of the running quarter that are over by now."""

from collections.abc import Iterator
from datetime import datetime

from desktop.demo.cast import Cast
from desktop.demo.course import USUAL, withdrawn, worked_on
from desktop.demo.script import Trouble
from desktop.demo.story import Story
from models.handbook import events as ev
from models.handbook.instants import to_seconds
from models.handbook.periods import Period, before, quarter_of
from models.handbook.zones import zone

QUARTERS = 9
SYSTEMIC = 2
"""So many quarters ago one cause made case after case late; the postmortem is about it."""

_RECURRENCES = {SYSTEMIC + 1: 1, SYSTEMIC: 8, SYSTEMIC - 1: 1}
"""How often that cause met customers, by quarters ago: a first sign, a wave, a last one."""

_ENDED = {SYSTEMIC + 1: 8}
"""How often another one met them, until an action put an end to it in the quarter after."""

_KEPT = 4
"""Of the wave's cases every fourth was still resolved in time."""

_IN_A_QUARTER = (36, 44)
_MIX = {"P1": 5, "P2": 24, "P3": 43, "P4": 28}
_DAY = 86_400


def quarters(now: datetime, team_zone: str) -> list[Period]:
    """The running quarter and the full ones before it, oldest first."""
    found = [quarter_of(now.astimezone(zone(team_zone)).date())]
    while len(found) <= QUARTERS:
        found.insert(0, before(found[0]))
    return found


def past_stories(cast: Cast, now: datetime) -> Iterator[Story]:
    """Cases told to their end, by the quarter."""
    random, place, until = cast.random, zone(cast.team.zone), to_seconds(now)
    apart = cast.apart()
    for back, period in zip(range(QUARTERS, -1, -1), quarters(now, cast.team.zone), strict=True):
        begin, end = to_seconds(period.begin(place)), to_seconds(period.end(place))
        for _ in range(random.randint(*_IN_A_QUARTER)):
            priority = random.choices(list(_MIX), list(_MIX.values()))[0]
            at_any_hour = priority in ("P1", "P2") and random.random() < 0.25
            at = random.randrange(begin, end) if at_any_hour else _at_work(cast, begin, end)
            yield from _told(cast, cast.trouble(priority), at, until)
        for number in range(_RECURRENCES.get(back, 0)):
            at = _at_work(cast, begin, end - 6 * _DAY)
            yield from _told(cast, cast.systemic, at, until, late=float(number % _KEPT > 0))
        for _ in range(_ENDED.get(back, 0)):
            yield from _told(apart, cast.ended, _at_work(apart, begin, end), until)


def _at_work(cast: Cast, begin: int, end: int) -> int:
    seconds = cast.team.elapsed_seconds(begin, end)
    return cast.team.add_seconds(begin, cast.random.randrange(1, seconds))


def _told(
    cast: Cast, trouble: Trouble, at: int, until: int, late: float = USUAL
) -> Iterator[Story]:
    """The case, unless it was not over by now: what is open is told elsewhere."""
    story = Story(cast, trouble, cast.company(trouble), at, until)
    story.open()
    if cast.random.random() < 0.03 and not trouble.systemic:
        withdrawn(story)
    else:
        worked_on(story, late)
    if any(event.kind in (ev.RESOLVED, ev.EXCLUDED) for event in story.events):
        yield story
