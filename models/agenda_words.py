"""Words that the weekly and the monthly review share."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.agenda import NOTHING, Line, Opens, Section
from models.handbook.attainment import AttainmentRow, total
from models.handbook.periods import Period
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.handbook.reviews import DECISION, HELD, NOTE
from models.queries.attainment import DECIDED
from models.queries.figures import Figure
from models.queries.figures import Kind as FigureKind
from models.queries.minutes import Attendant, Entry, Minutes
from models.queries.open_actions import OpenAction
from models.queries.volume import Volume
from models.review_words import halves
from models.text import Text, counted, text
from models.wording import (
    DAYS,
    MONTH_NAMES,
    MONTHS,
    capitalised,
    commitment_name,
    day_words,
    role_name,
    span_words,
)

_ENTRIES: Final = {HELD: "Held", DECISION: "Decision", NOTE: "Note"}
LISTED: Final = 15
"""No more of a list than people talk through."""
MOST: Final = 40
"""No more of what is short as a rule: roles, contracts, gaps of a rota."""


def period_name(period: Period) -> Text:
    """A week or a month as people say it: “week 12 of 2016”, “March 2016”."""
    year, week, number = period.name.partition("-W")
    if week:
        return text("week {number} of {year}", number=int(number), year=year)
    starts_on = period.starts_on
    return text(f"{MONTH_NAMES[starts_on.month - 1]} {{year}}", year=str(starts_on.year))


def dates_words(period: Period) -> str:
    """Its first and its last day: “21 to 27 March 2016”, “28 December 2015 to 3 January 2016”."""
    first, last = period.starts_on, period.ends_on
    begin = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        begin += f" {MONTH_NAMES[first.month - 1]}"
    if first.year != last.year:
        begin += f" {first.year}"
    return f"{begin} to {last.day} {MONTH_NAMES[last.month - 1]} {last.year}"


def moment_words(instant: datetime, zone: ZoneInfo) -> str:
    """An instant with its day, short and clear out of its week too: “Mon 21 Mar, 10:07”."""
    local = instant.astimezone(zone)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}, {local:%H:%M}"


def short_day(day: date, of: Period | None = None) -> str:
    """“Mon 21 Mar”, and where it is of no year `of` the period “Wed 1 Jan 2020”."""
    outside = of is not None and day.year not in (of.starts_on.year, of.ends_on.year)
    return f"{DAYS[day.weekday()]} {day_words(day, outside)}"


def ago_words(since: datetime, at: datetime) -> Text:
    """How long ago, in whole days: “9 days”."""
    days = (at - since).days
    if not days:
        return text(span_words(max(at - since, timedelta())))
    return counted(days, "1 day", "{count} days")


def cut(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The same, lists of no more than `MOST` lines; minutes are told whole."""
    return tuple(
        one if one.shape == "minutes" or len(one.lines) <= MOST
        else replace(one, lines=one.lines[:MOST], total=max(one.total, len(one.lines)))
        for one in sections
    )  # fmt: skip


def joined(parts: Sequence[Text]) -> Text:
    """Parts of a line, one after another."""
    kept = [part for part in parts if part.key]
    key = " · ".join(f"{{p{place}}}" for place in range(len(kept)))
    return Text(key, {f"p{place}": part for place, part in enumerate(kept)})


def person_words(who: Attendant | None) -> Text:
    """A name where names are told, else a role; nobody where nobody was named."""
    if who is None:
        return NOTHING
    return text("{name}", name=who.name) if who.name else role_words(who.role)


def role_words(role: str) -> Text:
    """A role as a line has it: “Squad lead”."""
    return text(capitalised(role_name(role)))


def volume_lines(now: Volume, was: Volume | None, *, ended: bool) -> list[Line]:
    """What came, what went, what came back, what is left."""
    counts: tuple[tuple[str, FigureKind, Callable[[Volume], int]], ...] = (
        ("Opened", "opened", lambda one: one.total),
        ("Resolved", "resolved", lambda one: one.resolved),
        ("Reopened", "came_back", lambda one: one.reopened),
        ("Cancelled, merged, duplicate or spam", "taken_out", lambda one: one.taken_out),
        ("Open at the end" if ended else "Open now", "open_at_end", lambda one: one.open_at_end),
    )
    return [
        Line(
            text(words), value=text(f"{of(now):,}"),
            was=NOTHING if was is None else text(f"{of(was):,}"),
            opens=Opens("figure", figure=Figure(kind)) if of(now) else None,
        )
        for words, kind, of in counts
    ]  # fmt: skip


def kept_lines(
    now: Sequence[AttainmentRow], was: Sequence[AttainmentRow], *, compared: bool
) -> list[Line]:
    """SLA clocks breached, and what was kept of resolution and first response."""
    count = sum(row.breached for row in now if row.objective == "SLA")
    before = sum(row.breached for row in was if row.objective == "SLA")
    broken = Figure(objective="SLA", outcomes=("breached",))
    lines = [
        Line(
            text("SLA clocks breached"), value=text(f"{count:,}"),
            was=text(f"{before:,}") if compared else NOTHING,
            opens=Opens("figure", figure=broken) if count else None,
        )
    ]  # fmt: skip
    for commitment in (RESOLUTION, FIRST_RESPONSE):
        one, other = total(now, commitment, "SLA"), total(was, commitment, "SLA")
        decided = Figure(commitment=commitment, objective="SLA", outcomes=DECIDED)
        lines.append(
            Line(
                text("{name} within the SLA", name=commitment_name(commitment)),
                value=share_words(one.met, one.decided),
                was=share_words(other.met, other.decided) if compared else NOTHING,
                opens=Opens("figure", figure=decided) if one.decided else None,
            )
        )  # fmt: skip
    return lines


def share_words(met: int, decided: int) -> Text:
    """“5 of 6 (83 %)”, the share first from 30 clocks on (rule 26)."""
    if not decided:
        return text("no clock")
    first, then = halves(met, decided)
    return text("{first} ({then})", first=first, then=then)


def actions_section(actions: Sequence[OpenAction], period: Period) -> Section:
    """The open corrective actions, the longest overdue first."""
    lines = tuple(action_line(one, period) for one in actions[:LISTED])
    over = sum(1 for one in actions if one.days_over and not one.done)
    heads = (text("Corrective action"), text("With whom, and the effect expected"), text("Due"))
    note = counted(over, "1 of them overdue", "{count} of them overdue") if over else NOTHING
    return Section("actions", text("Open corrective actions"), lines, heads,
                   text("open corrective actions"), note, len(actions),
                   empty=text("No corrective action is open."))  # fmt: skip


def made_section(actions: Sequence[OpenAction], period: Period) -> Section:
    """Those that this review made."""
    lines = tuple(action_line(one, period) for one in actions[:LISTED])
    heads = (text("Corrective action"), text("With whom, and the effect expected"), text("Due"))
    return Section("made", text("Actions of this review"), lines, heads,
                   text("actions of this review"), total=len(actions))  # fmt: skip


def action_line(one: OpenAction, period: Period) -> Line:
    """An action: what, with whom, what it is for, by when."""
    late = one.days_over > 0 and not one.done
    over = counted(one.days_over, "1 day overdue", "{count} days overdue") if late else NOTHING
    first = NOTHING
    if one.carried:
        first = text("first due {day}", day=short_day(one.first_due_on, period))
    who = text("{who}", who=one.who) if one.who else role_words(one.role)
    done = text("ended since") if one.done else NOTHING
    return Line(
        text("{title}", title=one.title), joined([done, over, who, one.effect, first]),
        text(short_day(one.due_on, period)), late=late, opens=Opens("action", one.id),
    )  # fmt: skip


def minutes_section(minutes: Minutes, zone: ZoneInfo) -> Section:
    """What was entered so far; what was taken back stays, and says so."""
    lines = tuple(entry_words(entry, zone) for entry in minutes.entries)
    heads = (text("What was entered"), text("When, by whom"))
    nothing = text("entries in the minutes")
    return Section("minutes", text("Minutes"), lines, heads, nothing,
                   total=len(lines), shape="minutes",
                   empty=text("Nothing was entered."))  # fmt: skip


def decided_section(decided: Minutes | None, on: Period | None, zone: ZoneInfo) -> Section:
    """What the last review decided."""
    entries = decided.of_kind(DECISION) if decided is not None else ()
    title = text("Decided last time")
    if on is not None:
        title = text("Decided in the review of {period}", period=period_name(on))
    lines = tuple(entry_words(entry, zone) for entry in entries)
    heads = (text("What was decided"), text("When, by whom"))
    nothing = text("decisions of an earlier review")
    return Section("decided", title, lines, heads, nothing, total=len(lines), shape="minutes")


def entry_words(entry: Entry, zone: ZoneInfo) -> Line:
    """What was entered, and what kind of entry it is, when, by whom."""
    words = text("{words}", words=entry.words) if entry.words else text("The review was held")
    there = [person_words(one) for one in entry.people]
    with_whom = NOTHING
    if there:
        names = Text(", ".join(f"{{p{n}}}" for n in range(len(there))),
                     {f"p{n}": one for n, one in enumerate(there)})  # fmt: skip
        with_whom = text("there: {names}", names=names)
    gone = text("taken back") if entry.taken_back else NOTHING
    kind = text(_ENTRIES.get(entry.kind, entry.kind))
    said = [kind, text(moment_words(entry.at, zone)), person_words(entry.by), with_whom, gone]
    return Line(words, joined(said), opens=Opens("entry", entry.id))
