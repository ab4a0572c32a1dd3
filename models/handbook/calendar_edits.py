"""A calendar of the handbook's file changed: hours, holidays, exceptions; comments stay."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from models.handbook.file_node import Node
from models.handbook.policy_file import parse, read_policy
from models.handbook.toml_source import Path, with_table, with_value, without_value
from models.handbook.typed_hours import Hours, typed_hours
from models.handbook.working_hours import DAYS

_NAME: Final = re.compile(r"[^a-z0-9]+")
_USUAL: Final = [["09:00", "17:00"]]


def day_path(calendar: str, day: str) -> Path:
    """Where the hours of a weekday stand in the file."""
    return "calendars", calendar, "hours", day


def with_day(source: str, calendar: str, day: str, words: str) -> str:
    """The hours of a weekday (mon to sun) as they were typed."""
    return with_hours(source, calendar, day, typed_hours(words, day_path(calendar, day)))


def with_hours(source: str, calendar: str, day: str, hours: Hours) -> str:
    """The hours of a weekday; a `FileError` where it would never open (rule 1)."""
    path = day_path(calendar, day)
    if hours:
        return _checked(_set(source, path, hours))
    left = parse(source)["calendars"][calendar].get("hours", {})
    if not any(spans for name, spans in left.items() if name != day):
        raise Node("closed", path).wrong(
            "It opens on no other weekday: a calendar that never opens could keep no promise."
        )
    return _checked(without_value(source, path))


def with_zone(source: str, calendar: str, zone: str) -> str:
    """The zone whose clocks the hours are on."""
    return _checked(with_value(source, ("calendars", calendar, "zone"), zone))


def with_holidays(source: str, calendar: str, days: Iterable[date]) -> str:
    """These dates closed, beside those that are."""
    listed = [str(day) for day in _table(source, calendar).get("holidays", [])]
    wanted = sorted({*listed, *(day.isoformat() for day in days)})
    return _checked(with_value(source, ("calendars", calendar, "holidays"), wanted))


def with_exception(source: str, calendar: str, day: date, words: str) -> str:
    """A date with hours of its own, which win over weekday and holiday (rule 1)."""
    path = ("calendars", calendar, "exceptions", day.isoformat())
    return _checked(_set(source, path, typed_hours(words, path)))


def without_day(source: str, calendar: str, day: date) -> str:
    """A date is neither a holiday of the list nor an exception any more."""
    said = day.isoformat()
    listed = [str(one) for one in _table(source, calendar).get("holidays", [])]
    if said in listed:
        rest = [one for one in listed if one != said]
        source = with_value(source, ("calendars", calendar, "holidays"), rest)
    return _checked(without_value(source, ("calendars", calendar, "exceptions", said)))


def with_country(
    source: str, calendar: str, country: str, part: str | None, years: tuple[int, int]
) -> str:
    """The public holidays of a country, or of a part of it, from one year to another."""
    first, last = years
    asked = {"country": country, "subdivision": part, "from": first, "to": last}
    told = {name: value for name, value in asked.items() if value}
    return _checked(with_value(source, ("calendars", calendar, "holidays_of"), told))


def without_country(source: str, calendar: str) -> str:
    """No public holidays but those of the list."""
    return _checked(without_value(source, ("calendars", calendar, "holidays_of")))


def with_calendar(source: str, words: str) -> str:
    """One calendar more, with ordinary office hours in the team's zone, under a name as typed."""
    name = _NAME.sub("_", words.strip().casefold()).strip("_")
    path = ("calendars", name)
    if not name:
        raise Node(words, path).wrong("Give it a name of letters or digits.")
    if name in parse(source)["calendars"]:
        raise Node(words, path).wrong(f"There is a calendar “{name}” already.")
    hours = dict.fromkeys(DAYS[:5], _USUAL)
    zone = read_policy(source).team.zone
    return _checked(with_table(source, path, {"zone": zone, "hours": hours, "holidays": []}))


def without_calendar(source: str, calendar: str) -> str:
    """A calendar less; a `FileError` where something counts on it."""
    return _checked(without_value(source, ("calendars", calendar)))


def _set(source: str, path: Path, value: Any) -> str:
    """A value of a table that may not be there yet."""
    table: Any = parse(source)
    for part in path[:-1]:
        table = table.get(part) if isinstance(table, dict) else None
    if table is None:
        return with_value(source, path[:-1], {str(path[-1]): value})
    return with_value(source, path, value)


def _table(source: str, calendar: str) -> dict[str, Any]:
    found: dict[str, Any] = parse(source)["calendars"][calendar]
    return found


def _checked(source: str) -> str:
    read_policy(source)
    return source
