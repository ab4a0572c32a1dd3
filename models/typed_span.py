"""A span of days or hours as a person types it: from when, until when."""

import re
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.desk_time import whole_second
from models.errors import KnownError, Problems
from models.typed_instant import read_instant
from models.typed_text import echoed
from models.wording import full_words, instant_words

HOW: Final = "Write a day (Mon, 12 May, 2026-05-12, tomorrow) or a day with a time (Mon 14:05)."
FARTHEST: Final = timedelta(days=3660)
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d")


def read_span(begins: str, ends: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the beginning of a day, or now where nothing is said, to the end of another.

    What a weekday leaves open is the next, today among them; the end is read from the beginning
    on. `Problems` at `begins` or `ends` where one is no time.
    """
    first = _read(begins, "begins", now, zone, last=False) if begins.strip() else whole_second(now)
    if not ends.strip():
        raise Problems("Until when?", {"ends": "Say until when."})
    last = _read(ends, "ends", first, zone, last=True)
    if last <= first:
        raise Problems("It ends before it begins", {"ends": "It must end after it begins."})
    return first, last


def read_end(ends: str, begins_at: datetime, zone: ZoneInfo) -> datetime:
    """The end alone, of what began at an instant."""
    return read_span("", ends, begins_at, zone)[1]


def read_part(
    begins: str, ends: str, whole: tuple[datetime, datetime], now: datetime, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """A part of a span: from now, or its beginning, where nothing is said, to its end.

    `Problems` at the field that is no time, or none within the span.
    """
    since = max(whole[0], whole_second(now))
    first = _read(begins, "begins", now, zone, last=False) if begins.strip() else since
    if not whole[0] <= first < whole[1]:
        first = _within(first, whole, now, zone)
    last = _read(ends, "ends", first, zone, last=True) if ends.strip() else whole[1]
    if not first < last <= whole[1]:
        said = full_words(whole[1], zone)
        raise Problems("Not within it", {"ends": f"It is to end by {said}, and after it begins."})
    return first, last


def _within(
    first: datetime, whole: tuple[datetime, datetime], now: datetime, zone: ZoneInfo
) -> datetime:
    """A day's beginning may lie before that of the span, which is on that day."""
    same_day = first.astimezone(zone).date() == whole[0].astimezone(zone).date()
    if first < whole[0] and same_day:
        return whole[0]
    said = instant_words(whole[0], now, zone), instant_words(whole[1], now, zone)
    raise Problems("Not within it", {"begins": f"It lasts from {said[0]} to {said[1]}."})


def _read(words: str, field: str, now: datetime, zone: ZoneInfo, *, last: bool) -> datetime:
    said = " ".join(words.casefold().split())
    local = now.astimezone(zone)
    midnight = datetime.combine(local.date(), time(), zone)
    a_day = _CLOCK.search(said) is None
    named = {"today": midnight, "tomorrow": midnight + timedelta(days=1)}
    try:
        if said in named:
            found: datetime | None = whole_second(named[said])
        elif a_day:
            before = midnight - timedelta(seconds=1)
            found = read_instant(f"{said} 00:00", before, zone, ahead=True)
        else:
            found = read_instant(said, now, zone, ahead=True)
    except KnownError:
        raise Problems("Not a time", {field: f"“{echoed(words)}” is not a time. {HOW}"}) from None
    if found is None:
        return whole_second(now)
    if abs(found - now) > FARTHEST:
        raise Problems("Too far", {field: "That is more than ten years away."})
    return whole_second(found.astimezone(zone) + timedelta(days=1)) if a_day and last else found
