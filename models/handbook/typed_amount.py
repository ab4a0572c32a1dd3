"""A promise as people type it (“4h”, “1 h 30”, “3 working days”), as the handbook's file has it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.file_node import FileError, Node
from models.handbook.policy_words import round_the_clock
from models.handbook.toml_source import Path

_PART: Final = re.compile(
    r"(?P<whole>[0-9]{1,6})(?:[.,](?P<part>[0-9]{1,2}))?\s*(?P<unit>[^\W\d_]+(?: [^\W\d_]+)*)?"
    r"(?:\s*,)?\s*"
)
_SPANS: Final = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
}
_DAYS: Final = frozenset({"d", "day", "days"})
_BUSINESS: Final = frozenset(
    {"bd", "wd", "business d", "business day", "business days", "working day", "working days",
     "work day", "work days", "workday", "workdays"}
)  # fmt: skip
_WORK_TIME: Final = re.compile(r"\s*(?:of )?work(?:ing)? time$|\bbusiness (?=h|m|s)|\bwork (?=h|m)")


def typed_amount(words: str, calendar: BusinessCalendar, path: Path = ()) -> str:
    """The amount as the file writes it: “90 min”, “3 business days”.

    A `FileError` at `path` where it is no time, or could be read in two ways on this calendar.
    """
    node = Node(words.strip(), path)
    plain = " ".join(words.casefold().split())
    spoken = _WORK_TIME.sub("", plain)
    if spoken != plain and round_the_clock(calendar):
        raise node.wrong("These hours count round the clock; choose the hours the team works.")
    parts = list(_parts(spoken, node))
    units = {unit for _, unit in parts}
    if units <= _DAYS | _BUSINESS and len(parts) == 1:
        return _days(parts[0], node, calendar)
    if not units <= _SPANS.keys():
        raise _no_time(node)
    seconds = sum((count * _SPANS[unit] for count, unit in parts), Fraction())
    if seconds != int(seconds):
        raise node.wrong("A promise is counted in whole seconds.")
    return file_amount(int(seconds))


def file_amount(seconds: int) -> str:
    """Seconds in the largest unit of the file that holds them exactly."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds % size == 0 and seconds:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def file_days(days: int) -> str:
    """Business days as the file writes them."""
    return "1 business day" if days == 1 else f"{days} business days"


def _parts(spoken: str, node: Node) -> Iterator[tuple[Fraction, str]]:
    """Each number with its unit; one without, after hours, is minutes (“1 h 30”)."""
    at, before = 0, ""
    while at < len(spoken):
        match = _PART.match(spoken, at)
        if match is None:
            raise _no_time(node)
        unit = match["unit"] or ("min" if before in ("h", "hr", "hour", "hours") else "")
        if not unit:
            raise _no_time(node)
        yield Fraction(f"{match['whole']}.{match['part'] or 0}"), unit.removesuffix(" and")
        at, before = match.end(), unit
    if not before:
        raise _no_time(node)


def _days(part: tuple[Fraction, str], node: Node, calendar: BusinessCalendar) -> str:
    count, unit = part
    if count != int(count):
        raise node.wrong("Business days are whole; write hours instead.")
    if unit in _DAYS and round_the_clock(calendar):
        raise node.wrong(f"Is that {count * 24} h, or {file_days(int(count))}? Write which.")
    return file_days(int(count))


def _no_time(node: Node) -> FileError:
    return node.wrong(f"{node.shown} is not a time such as “15 min”, “4 h” or “3 business days”.")
