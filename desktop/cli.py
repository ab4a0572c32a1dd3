"""The command line: one parser, one small function per command."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

from desktop import commands_db, commands_desk, commands_review
from models.errors import KnownError

OK, KNOWN = 0, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 a check found something, 2 wrong use, 3 a known error."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except KnownError as error:
        print(error, file=sys.stderr)
        return KNOWN
    except BrokenPipeError:
        return OK


def _parser() -> argparse.ArgumentParser:
    shared = _shared()
    parser = argparse.ArgumentParser(
        prog="leadline", description="The desk of a support team's lead.", parents=[_shared()]
    )
    parser.set_defaults(database=None, json=False, now=None, person=None)
    parser.set_defaults(run=commands_desk.window)
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(name: str, run: Callable[[Any], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[shared])
        sub.set_defaults(run=run)
        return sub

    for add in (*commands_desk.COMMANDS, *commands_review.COMMANDS, *commands_db.COMMANDS):
        add(command)
    return parser


def _shared() -> argparse.ArgumentParser:
    """Options that stand before the command or behind it; what is not written is not said.

    Made anew for the program itself: its defaults must not reach a command, which would undo
    what was written before it.
    """
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--database", help="PostgreSQL address or SQLite file")
    shared.add_argument("--json", action="store_true", help="print JSON")
    shared.add_argument("--now", help="the desk as it was known at this instant")
    shared.add_argument("--as", dest="person", help="who is acting")
    return shared
