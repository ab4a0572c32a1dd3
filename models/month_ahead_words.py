"""The month ahead in lines of the monthly health check: its special days, and who is missing."""

from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from models.agenda import NOTHING, Line, Opens, Section
from models.agenda_words import joined, period_name, short_day
from models.handbook.roster import LEAD
from models.queries.month_ahead import MonthAhead, Overlap
from models.queries.team import FindingRow
from models.team_words import finding_words
from models.text import counted, text
from models.wording import role_name


def calendar_section(ahead: MonthAhead) -> Section:
    """The days of the month on which a calendar of the handbook is another than in its week."""
    lines = tuple(
        Line(
            text(short_day(one.day.day)),
            joined([text("{name}", name=one.day.name) if one.day.name else NOTHING,
                    text("calendar “{name}”", name=one.calendar)]),
            text("{hours}", hours=one.day.hours),
            opens=Opens("place", name="handbook"),
        )
        for one in ahead.days
    )  # fmt: skip
    title = text("Special days in {period}", period=period_name(ahead.period))
    heads = (text("Day"), text("What, in which calendar"), text("Open"))
    return Section("calendar", title, lines, heads,
                   text("holidays or special days in {period}", period=period_name(ahead.period)),
                   total=len(lines))  # fmt: skip


def rota_section(ahead: MonthAhead, place: ZoneInfo) -> Section:
    """Roles that nobody has, shifts that are missing, leave that overlaps, holes in the rota."""
    lines = tuple(_missing(ahead, place))
    period = period_name(ahead.period)
    note = counted(ahead.away, "1 person on leave", "{count} people on leave")
    heads = (text("What"), text("What follows"), text("When"))
    return Section("rota", text("Rota and leave in {period}", period=period), lines, heads,
                   text("gaps in rota and leave in {period}", period=period),
                   note if ahead.away else NOTHING, len(lines))  # fmt: skip


def _missing(ahead: MonthAhead, place: ZoneInfo) -> Iterator[Line]:
    team = Opens("place", name="team")
    leads = LEAD not in ahead.unheld
    for role in ahead.unheld:
        yield Line(
            text("Nobody is {role}", role=role_name(role)),
            text("the lead is told instead") if leads else text("everybody is told instead"),
            text("from {day}", day=short_day(ahead.period.starts_on)), opens=team,
        )  # fmt: skip
    shiftless = Counter(one.called for one in ahead.without_shifts)
    for who, count in shiftless.items():
        said = counted(count, "{who}: shifts missing", "{who}: shifts of {count} missing", who=who)
        yield Line(said, text("taken to be at work at any hour"), opens=team)
    for one in ahead.overlaps:
        yield _overlap(one, place, team)
    for gap in ahead.gaps:
        yield _gap(gap, ahead, place, team)


def _overlap(one: Overlap, place: ZoneInfo, team: Opens) -> Line:
    first, other = (person.called for person in one.people)
    begins, ends = (at.astimezone(place).date() for at in (one.begins_at, one.ends_at))
    return Line(
        text("{first} and {other} are away at once", first=first, other=other.lower()
             if not one.people[1].name else other),
        text("until {day}", day=short_day(ends)), text(short_day(begins)), opens=team,
    )  # fmt: skip


def _gap(gap: FindingRow, ahead: MonthAhead, place: ZoneInfo, team: Opens) -> Line:
    begin = ahead.period.begin(place)
    words = finding_words(gap, begin, place)
    day = short_day(max(gap.begins_at, begin).astimezone(place).date())
    return Line(words, NOTHING, text(day), opens=team)
