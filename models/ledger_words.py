"""A clock's ledger in words: what happened, why a stretch counted, what the hours are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import from_seconds
from models.handbook.policy_words import round_the_clock
from models.handbook.working_hours import DAYS as WEEK
from models.handbook.zones import zone
from models.queries.proof import ProofClock
from models.queries.proof_facts import Fact, Stretch
from models.wording import DAYS, MONTHS, STATUSES, day_words

_CONTACTS: Final = {"reply": "Reply", "call": "Call", "chat": "Chat", "status_page": "Status page"}
_KINDS: Final = {
    ev.OPENED: "Message received, case opened",
    ev.REOPENED: "Reopened, as of the customer’s message",
    ev.CUSTOMER_MESSAGE: "Message from the customer",
    ev.ACKNOWLEDGED: "Acknowledged automatically",
    ev.RESOLVED: "Resolved",
    ev.CLOSED: "Closed",
    ev.RESUMED: "Work resumed",
    ev.FIELDS_CHANGED: "Facts changed",
    ev.MERGED_FROM: "Merged with another case",
    ev.EXCLUDED: "Left out of figures",
    ev.ASSIGNED: "Assigned",
    ev.UNASSIGNED: "Assigned to nobody",
    ev.START_MOVED: "Start set by hand",
}


@dataclass(frozen=True)
class Place:
    """Where and around when a page speaks: a year is only written where it is another."""

    zone: ZoneInfo
    year: int

    def moment(self, at: datetime) -> str:
        """An instant exactly: Tue 12 May 14:05:09 CEST; its seconds where there are any."""
        local = at.astimezone(self.zone)
        year = f" {local.year}" if local.year != self.year else ""
        time = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
        day = f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}{year}"
        return f"{day} {time} {local:%Z}"


def event_words(fact: Fact, place: Place) -> str:
    """What happened, by whom in their role, which event of the log, and when it was recorded."""
    who = f" by {_who(fact.role)}" if fact.role and fact.kind not in _BY_NOBODY else ""
    late = f", recorded {place.moment(fact.recorded_at)}" if fact.recorded_at != fact.at else ""
    return f"{_what(fact, place)}{who} · #{fact.id}{late}"


_BY_NOBODY: Final = frozenset({ev.OPENED, ev.CUSTOMER_MESSAGE, ev.REOPENED, ev.ACKNOWLEDGED})


def _who(role: str) -> str:
    return "an agent" if role == "agent" else f"the {role.replace('_', ' ')}"


def _what(fact: Fact, place: Place) -> str:
    data = fact.data
    more = " – ".join(str(data[name]) for name in ("waiting_for", "reason", "note") if name in data)
    return f"{_plain(fact, place)}{f': {more}' if more else ''}"


def _plain(fact: Fact, place: Place) -> str:
    data: Any = fact.data
    if fact.kind == ev.CONTACT:
        kind = str(data.get("type", "reply"))
        return f"{_CONTACTS.get(kind, kind.replace('_', ' ').capitalize())} to the customer"
    if fact.kind in (ev.PAUSED, ev.STATUS_CHANGED):
        return _status(fact)
    if fact.kind == ev.PAUSE_ENTERED:
        return f"{_status(fact)}, entered afterwards"
    if fact.kind == ev.PRIORITY_CHANGED:
        return f"Priority set to {data.get('priority')}"
    if fact.kind == ev.POLICY_APPLIED:
        since = "from the opening" if data.get("mode") == "restate" else "from then on"
        return f"Handbook version {data.get('version')} applied {since}"
    if fact.kind == ev.DEADLINE_OVERRIDDEN:
        return f"Deadline set by hand to {place.moment(from_seconds(data['due_at']))}"
    return _KINDS.get(fact.kind, fact.kind.replace("_", " ").capitalize())


def _status(fact: Fact | None) -> str:
    status = str(fact.data.get("status")) if fact is not None else ""
    return STATUSES.get(status, "Waiting")


def why_words(stretch: Stretch, begun_by: Fact | None, clock: ProofClock, place: Place) -> str:
    """Why a stretch counted, or did not."""
    piece = stretch.piece
    if piece.why == "open":
        return "Round the clock" if round_the_clock(clock.calendar) else "Opening hours"
    if piece.why == "paused":
        return _status(begun_by) if begun_by is not None else "Paused"
    days = closed_days(clock.calendar, piece.begin, piece.end)
    return f"Closed: {', '.join(days)}" if days else "Closed"


def closed_days(calendar: BusinessCalendar, begin: datetime, end: datetime) -> list[str]:
    """The holidays and special days of a calendar between two instants: “holiday 25 May”."""
    written = calendar.to_data()
    local = zone(calendar.zone)
    first, last = begin.astimezone(local).date(), end.astimezone(local).date()
    special = {day: _hours(hours) for day, hours in written["exceptions"].items()}
    days = {**dict.fromkeys(written["holidays"], "holiday"), **special}
    found = [
        (on, words) for on, words in ((date.fromisoformat(d), w) for d, w in days.items())
        if first <= on <= last
    ]  # fmt: skip
    return [f"{words} {day_words(on)}" for on, words in sorted(found)]


def calendar_words(clock: ProofClock) -> str:
    """A calendar in full: its zone, its week, and its special days in the clock's time."""
    calendar, row = clock.calendar, clock.row
    if round_the_clock(calendar):
        return "every hour of every day"
    hours = calendar.to_data()["hours"]
    week = [(name, _hours(hours.get(day, []))) for day, name in zip(WEEK, DAYS, strict=True)]
    end = max([row.started_at, *(piece.end for piece in (*row.pieces, *row.ahead))])
    special = closed_days(calendar, row.started_at, end)
    return "; ".join([f"{calendar.zone}: {', '.join(_weeks(week))}", *special])


def _weeks(week: Iterable[tuple[str, str]]) -> list[str]:
    """Neighbouring days with the same hours as one: “Mon–Fri 09:00–17:00”; closed ones left out."""
    runs: list[list[str]] = []
    for name, hours in week:
        if runs and runs[-1][2] == hours:
            runs[-1][1] = name
        else:
            runs.append([name, name, hours])
    return [
        f"{first if first == last else f'{first}–{last}'} {hours}"
        for first, last, hours in runs
        if hours != "closed"
    ]


def _hours(intervals: list[list[str]]) -> str:
    return " and ".join(f"{begin}–{end}" for begin, end in intervals) or "closed"
