"""The hours of a day as people type them (“9-12:30, 13-17”), as intervals of a calendar."""

import re
from typing import Final

from models.errors import KnownError
from models.handbook.file_node import Node
from models.handbook.toml_source import Path
from models.handbook.working_hours import Spans, clock, parse_day

Hours = list[list[str]]

_SPAN: Final = re.compile(
    r"(?P<begin>[0-9]{1,2}(?:[:.h][0-9]{2})?)\s*(?:-|–|—|to|until)\s*"
    r"(?P<end>[0-9]{1,2}(?:[:.h][0-9]{2})?)\s*(?:[,;]|and|$)?\s*"
)
_CLOSED: Final = frozenset({"", "closed", "none", "–", "-"})
_ALWAYS: Final = frozenset({"always", "round the clock", "all day", "24 h", "24h"})


def typed_hours(words: str, path: Path = ()) -> Hours:
    """Opening intervals as the file writes them, in order; none where closed.

    A `FileError` at `path` where it is no time, or two overlap.
    """
    node, plain = Node(words.strip(), path), words.strip().casefold()
    if plain in _CLOSED:
        return []
    if plain in _ALWAYS:
        return [["00:00", "24:00"]]
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(plain):
        match = _SPAN.match(plain, at)
        if match is None:
            raise node.wrong(f"{node.shown} is not a span such as “9–17” or “9–12:30, 13–17”.")
        found.append((_time(match["begin"]), _time(match["end"])))
        at = match.end()
    try:
        return hours_of(parse_day("It", found))
    except KnownError as error:
        raise node.wrong(error.sentence.removeprefix("It: ")) from None


def hours_of(spans: Spans) -> Hours:
    """Spans in seconds of the day as the file writes them."""
    return [[clock(begin), clock(end)] for begin, end in spans]


def hours_words(hours: Hours) -> str:
    """“09:00–12:00, 13:00–17:00”, or “closed”."""
    return ", ".join(f"{begin}–{end}" for begin, end in hours) or "closed"


def _time(words: str) -> str:
    hour, _, minute = words.replace(".", ":").replace("h", ":").partition(":")
    return f"{int(hour):02}:{minute or '00'}"
