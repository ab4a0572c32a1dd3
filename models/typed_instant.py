"""An instant as a person types it, read as `wording` would have written it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.desk_time import whole_second
from models.errors import KnownError
from models.typed_text import echoed
from models.wording import DAYS, MONTHS

HOW: Final = "Write 14:05, Mon 14:05, 12 May 14:05, 2026-05-12 14:05, or 20 min ago."
_UNITS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86_400}


def read_instant(
    words: str, now: datetime, zone: ZoneInfo, *, ahead: bool = False
) -> datetime | None:
    """The instant meant; None for nothing or “now”. What the words leave open is the last such
    instant, or with `ahead` the next.

    Raises `KnownError` for words that are no time.
    """
    said = " ".join(words.casefold().split())
    if said in ("", "now"):
        return None
    local = now.astimezone(zone)
    for pattern, read in _WAYS:
        found = pattern.fullmatch(said)
        if found is not None:
            try:
                anchor = local + _PERIODS.get(read, timedelta()) if ahead else local
                return whole_second(read(found, anchor))
            except (ValueError, OverflowError):
                break
    raise KnownError("Not a time", f"“{echoed(words)}” is not a time.", HOW)


def typed_words(written: str, now: datetime, zone: ZoneInfo) -> str:
    """What `read_instant` reads as people would type it, 12 May 2026 14:05, whatever the day it is
    read again; as it is written where that would be another minute."""
    try:
        meant = read_instant(written, now, zone)
        if meant is None:
            return written
        local = meant.astimezone(zone)
        words = f"{local.day} {MONTHS[local.month - 1]} {local.year:04} {local:%H:%M}"
        again = read_instant(words, now, zone)
    except (KnownError, OverflowError):
        return written
    return words if again == meant.replace(second=0) else written


def _ago(found: re.Match[str], now: datetime) -> datetime:
    return now - timedelta(seconds=int(found["count"]) * _UNITS[found["unit"]])


def _today(found: re.Match[str], now: datetime) -> datetime:
    """The last time the clock on the wall showed this."""
    today = _at(now.date(), found, now)
    return today if today <= now else _at(now.date() - timedelta(days=1), found, now)


def _yesterday(found: re.Match[str], now: datetime) -> datetime:
    return _at(now.date() - timedelta(days=1), found, now)


def _weekday(found: re.Match[str], now: datetime) -> datetime:
    wanted = [day.casefold() for day in DAYS].index(found["day"][:3])
    back = timedelta(days=(now.weekday() - wanted) % 7)
    at = _at(now.date() - back, found, now)
    return at if at <= now else _at(now.date() - back - timedelta(days=7), found, now)


def _day(found: re.Match[str], now: datetime) -> datetime:
    month = [name.casefold() for name in MONTHS].index(found["month"][:3]) + 1
    if found["year"]:
        return _at(date(int(found["year"]), month, int(found["day"])), found, now)
    at = _at(date(now.year, month, int(found["day"])), found, now)
    return at if at <= now else _at(date(now.year - 1, month, int(found["day"])), found, now)


def _iso(found: re.Match[str], now: datetime) -> datetime:
    parsed = datetime.fromisoformat(found[0].upper())
    return parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=now.tzinfo)


def _at(day: date, found: re.Match[str], now: datetime) -> datetime:
    return datetime.combine(day, time(int(found["hour"]), int(found["minute"])), now.tzinfo)


_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)"
_NAMES = "|".join(day.casefold() for day in DAYS)
_MONTH_NAMES = "|".join(month.casefold() for month in MONTHS)
_DATE = rf"(?P<day>\d{{1,2}})\.? (?P<month>{_MONTH_NAMES})[a-z]*\.?(?: (?P<year>\d{{4}}))?"
_Read = Callable[[re.Match[str], datetime], datetime]
_PERIODS: Final[dict[_Read, timedelta]] = {
    _today: timedelta(days=1), _weekday: timedelta(days=7), _day: timedelta(days=365),
}  # fmt: skip
"""How often what is left open comes round: the next is the last one seen from so much later."""

_WAYS: Final[tuple[tuple[re.Pattern[str], _Read], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?P<count>\d{1,6}) ?(?P<unit>s|min|h|d) ago", _ago),
        (_TIME, _today),
        (rf"yesterday,? {_TIME}", _yesterday),
        (rf"(?P<day>{_NAMES})[a-z]*,? {_TIME}", _weekday),
        (rf"{_DATE},? {_TIME}", _day),
        (r"\d{4}-\d\d-\d\d[ t]\d\d:\d\d(:\d\d)?(z|[+-]\d\d:\d\d)?", _iso),
    )
)  # fmt: skip
