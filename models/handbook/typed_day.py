"""A day as people type it: 12 May, 12 May 2026, 2026-05-12, Friday, tomorrow, in 3 weeks."""

import re
from datetime import date, timedelta
from typing import Final

from models.errors import KnownError
from models.typed_text import echoed
from models.wording import DAYS, MONTH_NAMES

HOW: Final = "Write 12 May, 2026-05-12, Friday, or in 3 weeks."
_FARTHEST: Final = timedelta(days=3660)
_AHEAD: Final = re.compile(r"in (?P<count>\d{1,3}|a) (?P<unit>day|week|month)s?")
_IN_WORDS: Final = re.compile(
    r"(?:[a-z]{3,9}\.?,? )?(?P<day>\d{1,2})\.? (?P<month>[a-z]{3,9})\.?(?:,? (?P<year>\d{4}))?"
)
_WEEKDAY: Final = re.compile(r"(?:next |on )?(?P<name>[a-z]{3,9})\.?")


def typed_day(words: str, today: date) -> date:
    """The day meant; what has no year, and a weekday, is the next such from today on.

    A `KnownError` where it is none, or more than ten years away.
    """
    said = " ".join(words.casefold().split())
    try:
        found = _read(said, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise KnownError("Not a day", f"“{echoed(words)}” is not a day.", HOW)
    if abs(found - today) > _FARTHEST:
        raise KnownError("Not a day", "That is more than ten years away.", HOW)
    return found


def _read(said: str, today: date) -> date | None:
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        return date.fromisoformat(said)
    ahead = _AHEAD.fullmatch(said)
    if ahead is not None:
        count = 1 if ahead["count"] == "a" else int(ahead["count"])
        return _ahead(count, ahead["unit"], today)
    dated = _IN_WORDS.fullmatch(said)
    if dated is not None:
        return _dated(dated, today)
    weekday = _WEEKDAY.fullmatch(said)
    names = [name.casefold() for name in DAYS]
    if weekday is None or weekday["name"][:3] not in names:
        return None
    return today + timedelta(days=(names.index(weekday["name"][:3]) - today.weekday()) % 7)


def _ahead(count: int, unit: str, today: date) -> date:
    if unit != "month":
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    months = today.year * 12 + today.month - 1 + count
    year, month = divmod(months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(today.day, last))


def _dated(found: re.Match[str], today: date) -> date | None:
    month = next((at for at, name in enumerate(MONTH_NAMES, 1)
                  if name.casefold().startswith(found["month"])), None)  # fmt: skip
    if month is None:
        return None
    if found["year"]:
        return date(int(found["year"]), month, int(found["day"]))
    for year in range(today.year, today.year + 9):
        try:
            on = date(year, month, int(found["day"]))
        except ValueError:  # 29 February
            continue
        if on >= today:
            return on
    return None
