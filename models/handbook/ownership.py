"""Who held a case when: the team's own clock beside the customer's, from the log (rules 10, 25)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from models.handbook import events as ev
from models.handbook.alerting import ROLE_OF_PRIORITY
from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause, Run, counted
from models.handbook.event_handlers import first_priority
from models.handbook.events import Event, in_force
from models.handbook.roster import LEAD

SAID_BY: Final = frozenset(
    {
        ev.OPENED, ev.ASSIGNED, ev.UNASSIGNED, ev.ESCALATED, ev.PRIORITY_CHANGED,
        ev.FIELDS_CHANGED, ev.RESOLVED, ev.CLOSED, ev.EXCLUDED, ev.REOPENED, ev.RETRACTED,
    }
)  # fmt: skip
"""The events that say who holds a case; all others may be left unread."""

_ENDS: Final = (ev.RESOLVED, ev.CLOSED, ev.EXCLUDED)

Holder = tuple[int | None, str]
"""A person, or None and the role that looks after what nobody has; "" while there is no case."""


class Held(NamedTuple):
    """A stretch of one life of a case, from its opening or a reopening to its end."""

    begin: int
    end: int
    cycle: int
    holder: Holder


class Owned(NamedTuple):
    """What one holder had of a life, in seconds: by the clock, and of these in the team's hours.

    What passed while the case waited is told apart: it is in the last two alone.
    """

    holder: Holder
    wall: int
    business: int
    waited: int
    waited_business: int


class Share(NamedTuple):
    """What of a clock's counted time passed with one holder."""

    holder: Holder
    seconds: int


@dataclass(slots=True)
class _Reading:
    """Where a case stands while its log is read; `since` is None while it is not open."""

    priority: str
    person_id: int | None = None
    called: str = ""
    cycle: int = 0
    since: int | None = None
    found: list[Held] = field(default_factory=list)

    @property
    def holder(self) -> Holder:
        if self.person_id is not None:
            return self.person_id, ""
        return None, self.called or ROLE_OF_PRIORITY.get(self.priority, LEAD)

    def hear(self, event: Event) -> None:
        """What an event says of who holds the case from now on."""
        data = event.data
        if event.kind in (ev.ASSIGNED, ev.UNASSIGNED):
            self.person_id = data.get("person_id")
        elif event.kind == ev.ESCALATED and data.get("roles"):
            self.called = data["roles"][0]
        elif event.kind in _ENDS:
            self.since = None
        elif event.kind in (ev.OPENED, ev.REOPENED) and self.since is None:
            self.cycle, self.since, self.called = self.cycle + 1, event.occurred_at, ""
        if data.get("priority") and data["priority"] != self.priority:
            self.priority, self.called = data["priority"], ""

    def keep(self, until: int, holder: Holder) -> None:
        """What passed up to an instant was with this holder."""
        if self.since is None or until <= self.since:
            return
        last = self.found[-1] if self.found else None
        if last is not None and last[1:] == (self.since, self.cycle, holder):
            self.found[-1] = last._replace(end=until)
        else:
            self.found.append(Held(self.since, until, self.cycle, holder))
        self.since = until


def held(events: Iterable[Event], until: int, provisional: str) -> list[Held]:
    """Who held a case up to an instant, life by life: the stretches of each tile it.

    While nobody has it, it is the role's: the first that it was escalated to, or its priority's,
    of which the first that somebody set counts from the opening (rule 9).
    """
    ordered = in_force(events)
    reading = _Reading(first_priority(ordered) or provisional)
    for event in ordered:
        if event.occurred_at > until:
            break
        holder = reading.holder
        reading.keep(event.occurred_at, holder)
        reading.hear(event)
    reading.keep(until, reading.holder)
    return reading.found


def owned(
    stretches: Sequence[Held], pauses: Sequence[Pause], calendar: BusinessCalendar
) -> list[Owned]:
    """What each holder had of these, in the order in which they first came to hold the case."""
    sums: dict[Holder, tuple[int, int, int, int]] = {}
    always = BusinessCalendar.always()
    for one in stretches:
        spent = (
            *counted(Run(one.begin, 0, always), pauses, one.end),
            *counted(Run(one.begin, 0, calendar), pauses, one.end),
        )
        before = sums.get(one.holder, (0, 0, 0, 0))
        wall, waited, business, waited_business = map(sum, zip(before, spent, strict=True))
        sums[one.holder] = wall, waited, business, waited_business
    return [
        Owned(holder, wall, business, waited, waited_business)
        for holder, (wall, waited, business, waited_business) in sums.items()
    ]


def used(
    stretches: Sequence[Held], start: int, until: int, pauses: Sequence[Pause],
    calendar: BusinessCalendar,
) -> list[Share]:  # fmt: skip
    """Who held the case while a clock counted from its start up to an instant.

    The shares add up to what it counted; what it counted of no life of this case, such as before
    it was opened, is nobody's.
    """
    sums: dict[Holder, int] = {}
    for holder, begin, end in _within(stretches, start, until):
        seconds, _ = counted(Run(begin, 0, calendar), pauses, end)
        sums[holder] = sums.get(holder, 0) + seconds
    whole, _ = counted(Run(start, 0, calendar), pauses, max(start, until))
    outside = whole - sum(sums.values())
    shares = [Share(holder, seconds) for holder, seconds in sums.items() if seconds]
    return [Share((None, ""), outside), *shares] if outside else shares


def _within(stretches: Sequence[Held], start: int, until: int) -> Iterator[tuple[Holder, int, int]]:
    for one in stretches:
        begin, end = max(one.begin, start), min(one.end, until)
        if begin < end:
            yield one.holder, begin, end
