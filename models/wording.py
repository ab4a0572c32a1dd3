"""Times and states in words, once, so that no two places contradict each other."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from models.gauge import State
from models.text import Text, text

COMMITMENTS: Final = {
    "first_response": "First response",
    "next_update": "Next update",
    "resolution": "Resolution",
}
_OWED: Final = {
    "first_response": "a first response",
    "next_update": "an update",
    "resolution": "a resolution",
}
_CALLS: Final = {
    "customer-message": (
        "has a message of {whom} since it was resolved, {when}",
        "has a message of the customer since it was resolved, {when}",
    ),
    "long-wait": (
        "still waits for {whom}: a reminder was set for {when}",
        "still waits: a reminder was set for {when}",
    ),
    "hotfix-due": (
        "of {whom} has a hotfix that is to ship {when}",
        "has a hotfix that is to ship {when}",
    ),
    "given-by-rule": (
        "is a P1 of {whom}, taken in {when}",
        "is a P1, taken in {when}",
    ),
    "assigned-untouched": (
        "is with {whom} since {when}, and not touched",
        "is assigned since {when}, and not touched",
    ),
}
_TO_THE_TEAM: Final = "team-update"
STATUSES: Final = {
    "new": "New",
    "in_progress": "In progress",
    "waiting_customer": "Waiting on customer",
    "waiting_third_party": "Waiting on third party",
    "waiting_engineering": "Waiting on engineering",
    "resolved": "Resolved",
    "closed": "Closed",
    "cancelled": "Cancelled",
    "duplicate": "Duplicate",
    "spam": "Spam",
    "merged": "Merged",
}
STANDINGS: Final = {
    "available": "Available", "busy": "Busy", "away": "Away for a while", "off": "Takes no cases",
}  # fmt: skip
"""What somebody says of themselves; on leave is another thing."""
ROLES: Final = {
    "incident_commander": "incident commander",
    "engineering_on_call": "engineering on-call",
    "comms_lead": "comms lead",
    "squad_lead": "squad lead",
    "feature_owner": "feature owner",
    "lead": "lead",
}
"""To whom a case is escalated (handbook, rule 25)."""

PRIORITIES: Final = {
    "P1": "Critical outage or security incident; broad impact; no workaround",
    "P2": "Degraded functionality; significant impact; workaround exists",
    "P3": "Normal issue; limited impact; workaround available",
    "P4": "Questions or minor issues; no material impact",
}
IMPACTS: Final = {
    "broad": "Broad",
    "significant": "Significant",
    "limited": "Limited",
    "none": "No material impact",
}
URGENCIES: Final = {
    "critical": "Critical outage",
    "degraded": "Degraded",
    "normal": "Normal issue",
    "minor": "Question, minor",
}
"""The words of the handbook's priority matrix."""

QUESTIONS: Final = {
    "version": "which version",
    "since": "since when",
    "actual": "what happens instead",
    "expected": "what was expected",
    "production": "in production or not",
    "workaround": "is there a workaround",
    "steps": "what exactly was done",
}
"""What an engineer would ask, by `completeness.questions`."""

STATES: Final[dict[State, str]] = {
    "calm": "On time",
    "at_risk": "At risk",
    "slo_missed": "SLO missed",
    "breached": "Breached",
    "paused": "Paused",
    "done": "Done",
}
FIELDS: Final = {
    "title": "Title",
    "customer": "Customer",
    "contact": "Contact",
    "priority": "Priority",
    "impact": "Impact",
    "environment": "Environment",
    "steps": "Steps to reproduce",
    "category": "Category",
    "language": "Language",
    "channel": "Live channel",
    "urgency": "Urgency",
    "impact_level": "How far it reaches",
    "workaround_known": "Workaround known",
    "product": "Product",
    "version": "Version",
    "component": "Component",
    "platform": "Platform",
    "production": "In production",
    "expected": "Expected",
    "actual": "What happens instead",
    "priority_reason": "Why another priority",
    "suggested_priority": "Suggested priority",
    "workaround": "Workaround",
    "root_cause": "Root cause",
    "prevention": "Prevention next steps",
    "received_at": "Received at",
    "name": "Name",
    "email": "E-mail",
    "phone": "Phone",
    "note": "Note",
}
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTHS: Final = tuple(name[:3] for name in MONTH_NAMES)


def commitment_name(commitment: str) -> str:
    """The name of a commitment; a team's own is shown as it is written."""
    return COMMITMENTS.get(commitment, commitment.replace("_", " ").capitalize())


def capitalised(words: str) -> str:
    """A person's own words as they begin a line; what follows stays as it was written."""
    return words[:1].upper() + words[1:]


def role_name(role: str) -> str:
    """A role of an escalation; one of a team's own as it is written."""
    return ROLES.get(role, role.replace("_", " "))


def field_name(field: str) -> str:
    """The name of a case's field as people read it."""
    return FIELDS.get(field, field.replace("_", " ").capitalize())


def field_names(fields: Iterable[str]) -> str:
    """Several of them within a sentence: “impact, steps to reproduce”."""
    return ", ".join(field_name(name).lower() for name in fields)


def impact_words(fields: Mapping[str, Any]) -> str:
    """How far it reaches, and what was said of it: “Broad: all exports stand still”."""
    level = IMPACTS.get(str(fields.get("impact_level") or ""), "")
    return ": ".join(filter(None, (level, str(fields.get("impact") or ""))))


def question_words(asked: Iterable[str]) -> list[str]:
    """What an engineer would ask, in words."""
    return [QUESTIONS[name] for name in asked]


_SEVERAL: Final = ("steps", "prevention")
"""Fields whose names are plural."""


def missing_words(fields: Iterable[str]) -> dict[str, str]:
    """What to say at each field that is empty and must not be."""
    verbs = {name: "are" if name in _SEVERAL else "is" for name in fields}
    return {name: f"{field_name(name)} {verb} missing." for name, verb in verbs.items()}


def instant_words(instant: datetime, now: datetime, zone: ZoneInfo) -> str:
    """An instant as briefly as is clear: 14:32, Wed 06:19, 12 May 14:32, 12 May 2016 14:32."""
    local, today = instant.astimezone(zone), now.astimezone(zone)
    days = (local.date() - today.date()).days
    time = f"{local:%H:%M}"
    if days == 0:
        return time
    if 0 < days < 7:
        return f"{DAYS[local.weekday()]} {time}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {MONTHS[local.month - 1]}{year} {time}"


def clock_name(commitment: str, cycle: int, objective: str) -> str:
    """A clock as it is called in lines of text: “First response, SLA”, “Resolution 2, SLO”."""
    again = f" {cycle}" if cycle > 1 else ""
    return f"{commitment_name(commitment)}{again}, {objective}"


def full_words(instant: datetime, zone: ZoneInfo, *, exactly: bool = False) -> str:
    """An instant in full, with its zone: Tue 12 May 2026, 14:28 CEST; exactly, its seconds too
    where there are any."""
    local = instant.astimezone(zone)
    month = MONTHS[local.month - 1]
    time = f"{local:%H:%M:%S %Z}" if exactly and local.second else f"{local:%H:%M %Z}"
    return f"{DAYS[local.weekday()]} {local.day} {month} {local.year}, {time}"


def date_words(instant: datetime, zone: ZoneInfo) -> str:
    """The day of an instant: 10 March 2016."""
    local = instant.astimezone(zone)
    return f"{local.day} {MONTH_NAMES[local.month - 1]} {local.year}"


def day_words(day: date, year: bool = False) -> str:
    """A date as people write it: 4 Jan, or 4 Jan 2016."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def span_words(span: timedelta) -> str:
    """A length of time: 40 s, 9 min, 3 h 10, 2 h. Only as exact as matters."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes = seconds // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest:02}" if rest else f"{hours:,} h"


def target_words(seconds: int, days: int = 0, *, business: bool) -> Text:
    """What was promised: “24 h”, “4 h of work time”, “3 business days” (rule 7)."""
    if days:
        return text("{count} business days", count=days) if days > 1 else text("1 business day")
    return counted_words(seconds, business=business)


def counted_against_words(target: Text, seconds: int, *, business: bool) -> Text:
    """A target beside what was counted of it, in the same unit: “24 h of work time (3 business
    days)”."""
    exact = counted_words(seconds, business=business)
    return target if exact == target else text("{exact} ({target})", exact=exact, target=target)


def counted_words(seconds: int, *, business: bool) -> Text:
    """A length of counted time, hours of work named as such (rule 7)."""
    span = span_words(timedelta(seconds=seconds))
    return text("{span} of work time" if business else "{span}", span=span)


def owed_words(
    commitment: str, customer: str, owed_at: datetime, now: datetime, zone: ZoneInfo,
    waiting_for: str = "", assignee: str = "",
) -> Text:  # fmt: skip
    """What a case owes whom by when: “owes Northwind an update by 14:32”; overdue, since when.

    Of no clock: that the customer wrote after it was resolved, that it still waits, that its
    `assignee` has not touched it, and what the team owes itself.
    """
    if commitment in _CALLS:
        named = {"long-wait": waiting_for, "assigned-untouched": assignee}
        whom = named.get(commitment, customer)
        key = _CALLS[commitment][not whom]
        return text(key, whom=whom, when=instant_words(owed_at, now, zone))
    due = instant_words(owed_at, now, zone)
    if commitment == _TO_THE_TEAM:
        over = owed_at < now
        return text("owes the team a note since {due}" if over else "owes the team a note by {due}",
                    due=due)  # fmt: skip
    what = _OWED.get(commitment, commitment_name(commitment).lower())
    whom = f"{customer} " if customer else ""
    key = "owes {whom}{what} since {due}" if owed_at < now else "owes {whom}{what} by {due}"
    return text(key, whom=whom, what=text(what), due=due)


def left_words(remaining: timedelta, state: State, *, business: bool) -> Text:
    """What is left of a clock; business time is named as work time (rule 7)."""
    span = span_words(abs(remaining))
    if state == "paused":
        return text("{span} work left, paused" if business else "{span} left, paused", span=span)
    if state == "breached":
        if not remaining:
            return text("over")
        return text("{span} work time over" if business else "{span} over", span=span)
    if state == "slo_missed":
        key = "{span} work · SLO missed" if business else "{span} · SLO missed"
        return text(key, span=span)
    return text("{span} work time" if business else "{span}", span=span)
