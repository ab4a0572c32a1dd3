"""The sentences about a team that window and terminal share."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.handbook.assignment import AVAILABLE
from models.handbook.roster import Shifts
from models.handbook.typed_days import span_words as span_words_of
from models.handbook.typed_days import when_words
from models.handbook.typed_hours import hours_words
from models.handbook.working_hours import DAYS as KEYS
from models.queries.handover import HandOver, HandOverRow
from models.queries.team import DaysRow, FindingRow, LeaveRow, MemberRow, RoleRow, TurnRow
from models.text import Text, text
from models.wording import DAYS, MONTHS, STANDINGS, capitalised, instant_words, role_name

_SHORT: Final = dict(zip(KEYS, DAYS, strict=True))


def status_words(member: MemberRow, now: datetime, zone: ZoneInfo) -> Text:
    """At work, off shift, or away until when."""
    back = member.away_until
    if back is not None and _is_midnight(back, zone):
        return text("Away, back {day}", day=_day_words(back, now, zone))
    if back is not None:
        return text("Away until {time}", time=instant_words(back, now, zone))
    if member.status != AVAILABLE:
        key = "{status}" if member.at_work else "{status}, off shift"
        return text(key, status=text(STANDINGS[member.status]))
    return text("At work") if member.at_work else text("Off shift")


def week_words(shifts: Shifts) -> str:
    """“Mon–Fri 09:00–17:00, Sat 09:00–12:00”; nothing where no hours are known."""
    held = dict(shifts)
    runs: list[tuple[str, str, str]] = []
    for day in KEYS:
        hours = shift_words(held[day]) if day in held else ""
        if runs and runs[-1][2] == hours:
            runs[-1] = runs[-1][0], day, hours
        else:
            runs.append((day, day, hours))
    return ", ".join(
        f"{_SHORT[first] if first == last else f'{_SHORT[first]}–{_SHORT[last]}'} {hours}"
        for first, last, hours in runs
        if hours
    )


def span_words(row: LeaveRow | TurnRow | FindingRow, now: datetime, zone: ZoneInfo) -> str:
    """From when to when; whole days by their names, the last one included."""
    begins, ends = row.begins_at, row.ends_at
    first = _day_words if _is_midnight(begins, zone) else instant_words
    if not _is_midnight(ends, zone):
        return f"{first(begins, now, zone)} – {instant_words(ends, now, zone)}"
    said, last = first(begins, now, zone), _day_words(ends - timedelta(hours=1), now, zone)
    return said if said == last else f"{said} – {last}"


def which_days_words(row: DaysRow, today: date) -> str:
    """“Every second Saturday, from 16 May 2026”."""
    said = filter(None, (when_words(row.days), span_words_of(row.days, today)))
    return capitalised(", ".join(said))


def days_hours_words(row: DaysRow) -> str:
    """“10:00–14:00”, or that it is a day off."""
    return shift_words(row.days.spans) if row.days.spans else "Off"


def shift_words(spans: Sequence[tuple[str, str]]) -> str:
    """“00:00–16:00, 18:00–24:00”: shifts that touch are one; “closed” where there is none."""
    found: list[list[str]] = []
    for begin, end in sorted(spans):
        if found and found[-1][1] == begin:
            found[-1][1] = end
        else:
            found.append([begin, end])
    return hours_words(found)


def hand_over_words(row: LeaveRow) -> Text:
    """Who sees to it meanwhile, and how much there is to hand over."""
    if not row.open_cases:
        return _stands_in(row)
    return text("{who} · open cases to hand over: {count}",
                who=_stands_in(row), count=row.open_cases)  # fmt: skip


def _stands_in(row: LeaveRow) -> Text:
    """“Chen Wei stands in, then Ben Okafor while Chen is away”."""
    if not row.stand_in:
        return text("Nobody stands in: the role is told")
    if row.relief is None:
        return text("{name} stands in", name=row.stand_in)
    short = row.stand_in.split()[0]
    if not row.relief:
        return text("{name} stands in, nobody while {short} is away: the role is told",
                    name=row.stand_in, short=short)  # fmt: skip
    return text("{name} stands in, then {relief} while {short} is away",
                name=row.stand_in, relief=row.relief, short=short)  # fmt: skip


def hand_over_lines(found: HandOver, now: datetime, zone: ZoneInfo) -> list[Text]:
    """Who sees to it, then each case with what is due: “P2 CS-1004, due 14:30: Exports stall”."""
    if not found.cases:
        return [text("{name} has no open case to hand over.", name=found.person)]
    lines = [
        text("{other} stands in for {name}.", other=found.to, name=found.person) if found.to
        else text("Nobody stands in for {name}: the role is told of these cases meanwhile. Enter "
                  "who stands in, or give them to others.", name=found.person)
    ]  # fmt: skip
    for row in found.cases:
        due = instant_words(row.due_at, now, zone) if row.due_at else ""
        lines.append(text(_hand_over_key(row, found), priority=row.priority, case=row.key, when=due,
                          title=row.title, other=found.to))  # fmt: skip
    return lines


def _hand_over_key(row: HandOverRow, found: HandOver) -> str:
    if row.due_at is None:
        return "{priority} {case}, paused: {title}"
    if row.stays:
        return (
            "{priority} {case}, due {when}, before the leave, so not given until it begins: {title}"
        )
    meanwhile = found.begins_at <= row.due_at < found.ends_at
    if meanwhile and row.unattended:
        return "{priority} {case}, due {when}, meanwhile, ▲ {other} is off by then: {title}"
    if meanwhile:
        return "{priority} {case}, due {when}, meanwhile: {title}"
    return "{priority} {case}, due {when}: {title}"


def told_words(row: RoleRow) -> Text:
    """Who is told for a role, and that it is the lead for want of somebody, as a path says it."""
    if not row.holders:
        return text("nobody is, nor does anybody lead, so everybody")
    names = ", ".join(row.holders)
    if row.unheld:
        return text("nobody is, so the lead, {names}", names=names)
    return text("{names}", names=names)


def finding_words(row: FindingRow, now: datetime, zone: ZoneInfo) -> Text:
    """“Nobody has the turn as incident commander, Fri 22 May – Sun 24 May: the lead is told.”"""
    when, role, who = span_words(row, now, zone), role_name(row.role), " and ".join(row.people)
    if row.kind == "hole":
        return text(
            "Nobody has the turn as {role}, {when}: the lead is told.", role=role, when=when
        )
    if row.kind == "overlap":
        return text("{who} both have the turn as {role}, {when}: both are told.",
                    who=who, role=role, when=when)  # fmt: skip
    if row.kind == "away":
        return text("{who} has the turn as {role} and is away, {when}: nobody stands in.",
                    who=who, role=role, when=when)  # fmt: skip
    return text("{who} stand in for each other while all are away, {when}: the role is told.",
                who=who, when=when)  # fmt: skip


def _is_midnight(at: datetime, zone: ZoneInfo) -> bool:
    return at.astimezone(zone).time() == time()


def _day_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """“Thu 14 May”, with its year where it is another."""
    local = at.astimezone(zone)
    year = f" {local.year}" if local.year != now.astimezone(zone).year else ""
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}{year}"
