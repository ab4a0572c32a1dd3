"""The dates on which a calendar is not as in an ordinary week, each with what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from models.handbook.policy_file import parse
from models.handbook.typed_hours import Hours, hours_words

Origin = Literal["list", "country", "exception"]

MOST_YEARS: Final = 10
"""How far ahead public holidays are asked for at most, on the page."""


@dataclass(frozen=True)
class SpecialDay:
    """A holiday or an exception; `hours` are its own where it is open."""

    day: date
    origin: Origin
    name: str = ""
    hours: str = "closed"


@dataclass(frozen=True)
class Country:
    """Whose public holidays a calendar has."""

    code: str
    part: str
    first: int
    last: int


def special_days(source: str, calendar: str) -> tuple[SpecialDay, ...]:
    """All of them in order; an exception stands for the holiday it wins over (rule 1)."""
    table = parse(source)["calendars"][calendar]
    named = _public(table.get("holidays_of"))
    found = {day: SpecialDay(day, "country", name) for day, name in named.items()}
    for written in table.get("holidays", []):
        day = date.fromisoformat(str(written))
        found[day] = SpecialDay(day, "list", named.get(day, ""))
    exceptions: Mapping[str, Hours] = table.get("exceptions", {})
    for written, hours in exceptions.items():
        day = date.fromisoformat(written)
        found[day] = SpecialDay(day, "exception", named.get(day, ""), hours_words(hours))
    return tuple(found[day] for day in sorted(found))


def country_of(source: str, calendar: str) -> Country | None:
    """The country whose public holidays a calendar has, where it has any."""
    asked = parse(source)["calendars"][calendar].get("holidays_of")
    if asked is None:
        return None
    return Country(asked["country"], asked.get("subdivision", ""), asked["from"], asked["to"])


def known_countries() -> list[str]:
    """The codes of all countries whose holidays are known."""
    import holidays

    return sorted(holidays.list_supported_countries(include_aliases=False))


def country_parts(country: str) -> dict[str, str]:
    """The parts of a country with holidays of their own, by code, each with its longest name."""
    import holidays

    named = holidays.country_holidays(country).get_subdivision_aliases() if country else {}
    return {code: max([code, *names], key=len) for code, names in named.items()}


def _public(asked: Mapping[str, Any] | None) -> dict[date, str]:
    if asked is None:
        return {}
    import holidays

    years = range(asked["from"], asked["to"] + 1)
    found = holidays.country_holidays(
        asked["country"], subdiv=asked.get("subdivision"), years=years
    )
    return dict(found.items())
