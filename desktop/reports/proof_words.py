"""A proof in words: instants to the second, events, calendars, verdicts with their sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from desktop.reports.text import day_words
from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import from_seconds
from models.handbook.policy_words import round_the_clock, seconds_words
from models.handbook.working_hours import DAYS as WEEK
from models.handbook.zones import zone
from models.queries.case_clocks import CaseClockRow
from models.queries.proof import JudgedBy, OtherVerdict, ProofClock
from models.queries.proof_facts import Fact, Stretch
from models.wording import DAYS, MONTHS, STATUSES, commitment_name, full_words

_CONTACTS: Final = {"reply": "Reply", "call": "Call", "chat": "Chat", "status_page": "Status page"}
_VERDICTS: Final = {
    "met": "Met", "breached": "Breached", "running": "Running", "unknown": "Not judged",
    "excluded": "Left out", "not promised": "Not promised",
}  # fmt: skip
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
EDGES: Final = {
    "closing": "A target that is used up at closing time is due then.",
    "opening": "A target that is used up at closing time is due at the next opening.",
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


def verdict_name(verdict: str) -> str:
    """A verdict as people read it."""
    return _VERDICTS.get(verdict, verdict.capitalize())


def clock_name(row: CaseClockRow) -> str:
    """The commitment; with its number from the second cycle on."""
    name = commitment_name(row.commitment)
    return f"{name}, cycle {row.cycle}" if row.cycle > 1 else name


def counted(seconds: int, clock: ProofClock) -> str:
    """A length of counted time, exactly; work time is called so (rule 7)."""
    words = seconds_words(seconds)
    return words if round_the_clock(clock.calendar) else f"{words} of work time"


def promised(clock: ProofClock, *, exactly: bool = True) -> str:
    """“4 h”, or “3 business days, here 24 h of work time”; a deadline set by hand is no promise."""
    said, exact = str(clock.row.target), counted(clock.row.target_seconds, clock)
    changes = (fact.kind for other in clock.others for fact in other.because)
    if ev.DEADLINE_OVERRIDDEN in changes:
        return f"{exact}, set by hand"
    if "business day" not in said:
        return exact
    return f"{said}, here {exact}" if exactly else said


def arithmetic(clock: ProofClock) -> str:
    """The verdict and the sum it follows from (rule 5)."""
    row = clock.row
    left = row.target_seconds - row.elapsed_seconds
    sum_ = f"{seconds_words(row.elapsed_seconds)} counted of {promised(clock)}"
    if row.verdict == "running":
        paused = " Paused: while that lasts there is no due time." if row.due_at is None else ""
        return f"Running: {sum_}, {seconds_words(max(left, 0))} left.{paused}"
    if not left:
        return f"{verdict_name(row.verdict)}: {sum_}; {_at_the_edge(clock)}"
    spare = f"{seconds_words(left)} to spare" if left > 0 else f"{seconds_words(-left)} over"
    return f"{verdict_name(row.verdict)}: {sum_}, {spare}.{_moved(clock, left)}"


def _at_the_edge(clock: ProofClock) -> str:
    """Where only the edge decided, that is said (rule 5)."""
    if clock.row.verdict == "met":
        return "the target was just used up, and no more."
    return "the target was used up at closing time, and it ended after that."


def _moved(clock: ProofClock, left: int) -> str:
    """A breach with time to spare, or none with time over: another due time decided."""
    if (left > 0) != (clock.row.verdict == "breached"):
        return ""
    return " Its due time was reached before the target was changed; that verdict stays."


def start_words(clock: ProofClock, place: Place) -> str:
    """Since when a clock counts, and why from then."""
    at = place.moment(clock.row.started_at)
    if clock.started_by is None:
        return f"Counted from {at}: an earlier start, of a case merged into this one."
    raised = clock.started_by.kind in (ev.PRIORITY_CHANGED, ev.FIELDS_CHANGED)
    rule = " Raised, it is due at the earlier of its old due time and this one." if raised else ""
    return f"Counted from {at}: {event_words(clock.started_by, place)}.{rule}"


def rule_words(clocks: Sequence[ProofClock], *, external: bool) -> str:
    """Which rule matched which commitment: “First response, resolution: handbook, P3.”"""
    found: dict[str, list[str]] = {}
    for clock in clocks:
        names = found.setdefault(_rule(clock.row, external=external), [])
        name = commitment_name(clock.row.commitment)
        if name not in names:
            names.append(name)
    return " ".join(f"{', '.join(names)}: {rule}." for rule, names in found.items())


def _rule(row: CaseClockRow, *, external: bool) -> str:
    """A contract's name is the team's own, and may name another customer."""
    if external and row.matched_rule.startswith("contract "):
        return f"your contract, {row.promised_for}"
    return row.matched_rule


def version_words(version: JudgedBy, place: Place, *, external: bool) -> str:
    """A version of the handbook and since when it judges the case; its name is the team's own."""
    name = "" if external else f", “{version.name}”"
    applied = f", applied to this case {place.moment(version.since)}" if version.since else ""
    restated = ", restated from the opening" if version.restated else ""
    since = full_words(version.effective_at, place.zone)
    return f"version {version.number}{name}, in force from {since}{applied}{restated}"


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


def other_words(other: OtherVerdict, clock: ProofClock, place: Place) -> str:
    """A verdict that stood before, why it did, and what came of it."""
    was = verdict_name(other.verdict)
    due = f", due {place.moment(other.due_at)}" if other.due_at is not None else ""
    because = "; ".join(event_words(fact, place) for fact in other.because)
    since = verdict_name(clock.row.verdict).lower()
    if other.until is not None:
        happened = place.moment(other.because[0].at)
        return (
            f"{was} by what was known until {place.moment(other.until)}{due}. Recorded then: "
            f"{because}, which happened {happened}. With it: {since}."
        )
    return f"{was} as first judged{due}. Changed by hand since: {because}. With it: {since}."
