"""What every command reads from its options, and how it prints."""

import argparse
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from desktop.paths import default_desk
from models.errors import KnownError

_STEERING: Final = ("Cc", "Cf", "Zl", "Zp")
_HARMLESS: Final = "\n\t\u200c\u200d"
_LONGEST: Final = 800
_YEARS: Final = range(1970, 2101)


def shared_options() -> argparse.ArgumentParser:
    """Options that stand before the command or behind it; what is not written is not said.

    Made anew for every parser: defaults of one must not reach another, which would undo what was
    written before it.
    """
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--database", help="PostgreSQL address or SQLite file")
    shared.add_argument("--json", action="store_true", help="print JSON")
    shared.add_argument("--now", help="the desk as it was known at this instant")
    shared.add_argument("--as", dest="person", help="who is acting")
    return shared


def file_path(value: str) -> Path:
    """A path that a file system could know, for argparse; none is not taken for this folder."""
    if not value.strip():
        raise argparse.ArgumentTypeError("it is empty: name a place; . is the folder you are in")
    try:
        if "\0" in value:
            raise ValueError
        os.fsencode(value)
    except ValueError:
        raise argparse.ArgumentTypeError("not a path") from None
    return Path(value)


def instant(value: str) -> datetime:
    """An instant with a zone; one without is refused, and one that no desk could know."""
    try:
        parsed = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        raise _no_instant("Not an instant", f"“{value}” is not an instant.") from None
    if parsed.tzinfo is None:
        raise _no_instant("Which zone?", f"“{value}” has no time zone.")
    if parsed.year not in _YEARS:
        raise _no_instant(
            "Not on a desk", f"“{value}” is not between {_YEARS[0]} and {_YEARS[-1]}."
        )
    return parsed


def _no_instant(title: str, sentence: str) -> KnownError:
    return KnownError(title, sentence, "Write it as 2016-03-10T10:00+01:00.")


def day(value: str, team: ZoneInfo) -> datetime:
    """A date at midnight in the team's zone, or an instant with its own zone."""
    from models.handbook.periods import midnight

    try:
        written = date.fromisoformat(value)
    except ValueError:
        return instant(value)
    return midnight(written, team)


def span(options: argparse.Namespace, team: ZoneInfo) -> tuple[datetime, datetime]:
    """`--from` and `--to`; a `KnownError` where one is missing, or there is nothing in between."""
    if options.begin is None or options.end is None:
        raise KnownError(
            "From when to when?", "A span needs its beginning and its end.",
            "Give --from and --to.",
        )  # fmt: skip
    begin, end = day(options.begin, team), day(options.end, team)
    if end <= begin:
        raise KnownError(
            "Nothing in between", f"{options.end} is not after {options.begin}.",
            "The period begins with --from and ends just before --to.",
        )  # fmt: skip
    return begin, end


def span_options(parser: argparse.ArgumentParser, without: str = "") -> None:
    """`--from` and `--to`, as `span` reads them; `without` says what is meant where both are left
    out."""
    for name, place, said in (
        ("--from", "begin", "a date, or an instant"), ("--to", "end", "the first date after it"),
    ):  # fmt: skip
        words = f"{said}; left out, {without}" if without else said
        parser.add_argument(name, dest=place, required=not without, default=None, help=words)


def address(options: argparse.Namespace) -> str:
    """The desk meant: the one named, or this computer's."""
    return str(options.database or default_desk())


def moment(options: argparse.Namespace) -> datetime | None:
    """`--now` as an instant."""
    return instant(options.now) if options.now else None


def show(options: argparse.Namespace, data: Any, lines: Callable[[], Sequence[str]]) -> None:
    """Print JSON, or lines for a person."""
    if options.json:
        unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        print(json.dumps(data, ensure_ascii=not unicode))
    else:
        say(*lines())


def say(*lines: str) -> None:
    """Print lines for a person, who may look at a file of them later: so into a pipe, too, goes
    nothing that would steer a terminal."""
    print("\n".join(map(printable, lines)), flush=True)


def printable(said: str) -> str:
    """Text as a terminal may have it: what would steer it, or turn text around, is spelt out."""
    return "".join(
        letter if letter in _HARMLESS or unicodedata.category(letter) not in _STEERING
        else letter.encode("unicode_escape").decode()
        for letter in said.replace("\r\n", "\n")
    )  # fmt: skip


def sentence(error: KnownError) -> str:
    """A known error on one line, however long the text it is about."""
    said = " ".join(str(error).split())
    if len(said) > _LONGEST:
        said = f"{said[: _LONGEST // 2]} … {said[-_LONGEST // 2 :]}"
    return printable(said)
