"""The [calendars] of a handbook's file, read into business calendars (rule 1)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from models.errors import KnownError
from models.handbook.calendar import BusinessCalendar
from models.handbook.file_node import Node
from models.handbook.working_hours import DAYS, parse_date, parse_day
from models.handbook.zones import zone

_MOST_YEARS: Final = 30


def read_calendar(node: Node) -> BusinessCalendar:
    """One calendar; a `FileError` names the day, the interval or the date that is wrong."""
    row = node.table("zone", "hours", "holidays", "holidays_of", "exceptions")
    zone_name = _zone(row["zone"]) if "zone" in row else "UTC"
    hours = {name: _intervals(day) for name, day in _tables(row, "hours", DAYS)}
    if not any(hours.values()):
        raise row.get("hours", node).wrong("It opens on no weekday, so no promise could be kept.")
    holidays = [_date(day) for day in row["holidays"].array()] if "holidays" in row else []
    if "holidays_of" in row:
        holidays += _public_holidays(row["holidays_of"])
    exceptions = {
        _date(Node(name, day.path)): _intervals(day) for name, day in _tables(row, "exceptions")
    }
    return BusinessCalendar(zone_name, hours, sorted(set(holidays)), exceptions)


def _tables(
    row: Mapping[str, Node], name: str, known: tuple[str, ...] = ()
) -> list[tuple[str, Node]]:
    return list(row[name].table(*known).items()) if name in row else []


def _zone(node: Node) -> str:
    try:
        return zone(node.text()).key
    except KnownError as error:
        raise node.wrong(f"{error.sentence} {error.what_next}") from None


def _intervals(node: Node) -> list[tuple[str, str]]:
    """A day's intervals, each one checked by itself first, so that its own line is named."""
    found: list[tuple[str, str]] = []
    for interval in node.array():
        begin, end = _two(interval)
        _parsed(interval, [(begin, end)])
        found.append((begin, end))
    _parsed(node, found)
    return found


def _two(node: Node) -> tuple[str, str]:
    times = node.array() if isinstance(node.value, list | tuple) else []
    if len(times) != 2:
        raise node.wrong(f"{node.shown} is not an interval; give when it opens and closes.")
    return _time(times[0]), _time(times[1])


def _time(node: Node) -> str:
    words = str(node.value)
    if len(words) > len("24:00:00"):
        raise node.wrong(f"{node.shown} is not a time between 00:00 and 24:00.")
    return words


def _parsed(node: Node, intervals: list[tuple[str, str]]) -> None:
    try:
        parse_day("It", intervals)
    except KnownError as error:
        raise node.wrong(error.sentence.removeprefix("It: ")) from None


def _date(node: Node) -> str:
    value = node.value
    if not isinstance(value, str | date):
        raise node.wrong(f"{node.shown} is not a date; write it as 2026-12-25.")
    try:
        parse_date(value)
    except KnownError as error:
        raise node.wrong(error.sentence) from None
    return str(value)


def _public_holidays(node: Node) -> Iterator[str]:
    """The public holidays of a country, or of a part of it, as dates of the years asked for."""
    import holidays

    row = node.table("country", "subdivision", "from", "to")
    for name in ("country", "from", "to"):
        if name not in row:
            raise node.wrong(f"“{name}” is missing; name a country and its first and last year.")
    first = row["from"].whole(1970, 2200)
    last = row["to"].whole(first, first + _MOST_YEARS)
    country = row["country"].text()
    parts = holidays.list_supported_countries().get(country)
    if parts is None:
        raise row["country"].wrong(f"“{country}” is no country we know; use a code such as DE.")
    part = row["subdivision"].text() if "subdivision" in row else None
    if part is not None and part not in parts:
        raise row["subdivision"].wrong(
            f"“{part}” is no part of {country} with holidays of its own."
        )
    years = range(first, last + 1)
    return map(str, sorted(holidays.country_holidays(country, subdiv=part, years=years)))
