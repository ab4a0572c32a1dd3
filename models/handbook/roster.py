"""Who works when, who stands in, and whose turn a role is (handbook, rules 23 and 25)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from models.handbook.calendar import BusinessCalendar
from models.handbook.different_days import DifferentDays, exceptions_in
from models.handbook.instants import from_seconds
from models.handbook.open_time import open_spans
from models.handbook.working_hours import (
    DAY_SECONDS,
    DAYS,
    Spans,
    WorkingHours,
    parse_date,
    parse_day,
    parse_hours,
)
from models.handbook.zones import zone as zone_named

LEAD: Final = "lead"
Span = tuple[int, int]
Shifts = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Intervals by weekday, as values that can be compared and kept."""
_ALWAYS: Final = tuple((day, (("00:00", "24:00"),)) for day in DAYS)


@dataclass(frozen=True, slots=True)
class Leave:
    """Away in [begins_at, ends_at); whoever stands in is told instead."""

    begins_at: int
    ends_at: int
    stand_in_id: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A person's turn at a role in [begins_at, ends_at)."""

    role: str
    person_id: int
    begins_at: int
    ends_at: int


class Member(NamedTuple):
    """Somebody of the team; without shifts they count as always at work, but for their leave.

    `days` have other hours than the week says.
    """

    id: int
    role: str
    shifts: Shifts = ()
    leaves: tuple[Leave, ...] = ()
    active: bool = True
    days: tuple[DifferentDays, ...] = ()

    def leave_at(self, instant: int) -> Leave | None:
        """The leave that this instant falls in."""
        return next((one for one in self.leaves if one.begins_at <= instant < one.ends_at), None)

    def open_time(self, zone: str, start: int, end: int) -> list[Span]:
        """Their working time within [start, end), ascending; shifts are read in `zone`."""
        if end <= start:
            return []
        at_work = [(start, end)]
        if found := self._different(start, end):
            hours = replace(_week(self.shifts or _ALWAYS), exceptions=found)
            at_work = open_spans(hours, zone_named(zone), start, end)
        elif self.shifts:
            at_work = hours_of(zone, self.shifts).open_intervals(start, end)
        return without(at_work, ((one.begins_at, one.ends_at) for one in self.leaves))

    def _different(self, start: int, end: int) -> dict[int, Spans]:
        """Of a span in whatever zone, the hours of the days that differ."""
        if not self.days:
            return {}
        first, last = (from_seconds(at).date() for at in (start - DAY_SECONDS, end + DAY_SECONDS))
        found = exceptions_in(self.days, first, last)
        return {parse_date(day): parse_day("It", spans) for day, spans in found.items()}


@dataclass(frozen=True)
class Roster:
    """The team as alerts are planned for it; whom it does not know is at work, always."""

    members: Mapping[int, Member] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()

    def present(self, person_id: int, instant: int) -> int | None:
        """Who is told at an instant: the person, or along their stand-ins who is not away.

        None where there is nobody: then it is the role's (rule 25).
        """
        passed: set[int] = set()
        whom: int | None = person_id
        while whom is not None and whom not in passed:
            passed.add(whom)
            member = self.members.get(whom)
            if member is None:
                return whom
            leave = member.leave_at(instant)
            if leave is None and member.active:
                return whom
            whom = leave.stand_in_id if leave is not None else None
        return None

    def holders(self, role: str, instant: int) -> frozenset[int]:
        """Who holds a role: whose turn it is, or else whose role it is; stand-ins for the absent.

        The lead where nobody holds it, nobody where nobody leads.
        """
        return self._having(role, instant) or self._having(LEAD, instant)

    def named(self, role: str, instant: int) -> frozenset[int]:
        """The same without the lead: nobody where the role is nobody's."""
        return self._having(role, instant)

    def on_turn(self, role: str, instant: int) -> frozenset[int]:
        """Those of its holders who hold it because it is their turn, or that of whom they stand in
        for."""
        had_as = role if self._having(role, instant) else LEAD
        return self._present(self._turns(had_as, instant), instant)

    def _having(self, role: str, instant: int) -> frozenset[int]:
        whose = [m.id for m in self.members.values() if m.role == role and m.active]
        return self._present(self._turns(role, instant) or whose, instant)

    def _turns(self, role: str, instant: int) -> list[int]:
        return [t.person_id for t in self.turns
                if t.role == role and t.begins_at <= instant < t.ends_at
                and self.on_team(t.person_id)]  # fmt: skip

    def _present(self, people: Iterable[int], instant: int) -> frozenset[int]:
        found = (self.present(person, instant) for person in people)
        return frozenset(person for person in found if person is not None)

    def on_team(self, person_id: int) -> bool:
        """Whether somebody did not leave: a turn of who did is nobody's."""
        member = self.members.get(person_id)
        return member is None or member.active

    def open_time(self, people: Iterable[int], zone: str, start: int, end: int) -> list[Span]:
        """When at least one of these is at work within [start, end)."""
        spans = list[Span]()
        for person in people:
            member = self.members.get(person)
            spans += [(start, end)] if member is None else member.open_time(zone, start, end)
        return joined(spans)


EVERYBODY_HERE: Final = Roster()


def shifts_from(written: Mapping[str, Any]) -> Shifts:
    """A person's stored shifts as values; none where none are known."""
    return tuple(
        (day, tuple((str(begin), str(end)) for begin, end in spans))
        for day, spans in (written.items() if written else ())
        if spans
    )


@lru_cache(maxsize=256)
def hours_of(zone: str, shifts: Shifts) -> BusinessCalendar:
    """Weekly shifts as a calendar; a `KnownError` names the day that is wrong."""
    return BusinessCalendar(zone, dict(shifts))


@lru_cache(maxsize=256)
def _week(shifts: Shifts) -> WorkingHours:
    return parse_hours(dict(shifts), (), {})


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Ascending spans with others taken out."""
    left = list(spans)
    for begin, end in taken:
        left = [
            piece
            for first, last in left
            for piece in ((first, min(last, begin)), (max(first, end), last))
            if piece[0] < piece[1]
        ]
    return left


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
