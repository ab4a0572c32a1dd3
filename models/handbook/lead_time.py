"""In which time a lead is counted, where cases teach it and where it is placed: one and the same.

It is the working time of whoever has the case, or is told of it; where their hours are not known,
the time of the calendar that the clock counts on, but for their leave.
"""

from collections.abc import Iterable

from models.handbook.calendar import BusinessCalendar
from models.handbook.roster import Roster, Span, joined, without


def has_own_hours(person_id: int | None, roster: Roster) -> bool:
    """Whether it is known when this person works."""
    member = None if person_id is None else roster.members.get(person_id)
    return member is not None and bool(member.shifts or member.days)


def lead_time(
    people: Iterable[int], roster: Roster, zone: str, calendar: BusinessCalendar, start: int,
    end: int,
) -> list[Span]:  # fmt: skip
    """Ascending spans within [start, end) in which leads of these people count: while any of them
    is at work. Of nobody, the calendar's own."""
    found = list[Span]()
    everybody = sorted(people)
    for person in everybody:
        member = roster.members.get(person)
        if member is not None and has_own_hours(person, roster):
            found += member.open_time(zone, start, end)
        else:
            leaves = member.leaves if member is not None else ()
            away = ((one.begins_at, one.ends_at) for one in leaves)
            found += without(calendar.open_intervals(start, end), away)
    return joined(found) if everybody else calendar.open_intervals(start, end)
