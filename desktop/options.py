"""What every command reads from its options, and how it prints."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from desktop.paths import default_desk
from models.errors import KnownError


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


def instant(value: str) -> datetime:
    """An instant with a zone; one without is refused."""
    try:
        parsed = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        raise KnownError(
            "Not an instant", f"“{value}” is not an instant.", "Write 2016-03-10T10:00+01:00."
        ) from None
    if parsed.tzinfo is None:
        raise KnownError(
            "Which zone?", f"“{value}” has no time zone.", "Write 2016-03-10T10:00+01:00."
        )
    return parsed


def day(value: str, team: ZoneInfo) -> datetime:
    """A date at midnight in the team's zone, or an instant with its own zone."""
    from models.handbook.periods import midnight

    try:
        written = date.fromisoformat(value)
    except ValueError:
        return instant(value)
    return midnight(written, team)


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
        print("\n".join(lines()))
