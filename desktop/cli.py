"""The command line: one parser, one small function per command."""

import argparse
import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from desktop.options import moment, sentence, shared_options, show
from models.errors import KnownError

OK, KNOWN, STOPPED = 0, 3, 130

_OUTSIDE: Final = {
    errno.ENOSPC: "there is no room left",
    errno.EDQUOT: "there is no room left for you",
    errno.EFBIG: "it would be larger than files may be here",
    errno.EROFS: "it is on something that may only be read",
    errno.EACCES: "you may not write it",
    errno.EPERM: "you may not write it",
    errno.EIO: "the disk failed",
}
"""What the system refuses without anybody's fault."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 a check found something, 2 wrong use, 3 a known error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # letters a terminal lacks are no reason to stop
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(_window_alone(arguments) or _command(arguments))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK  # whoever read has read enough
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED


def _run(options: argparse.Namespace) -> int:
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except OSError as error:
        if error.errno not in _OUTSIDE:
            raise
        return _refused(options, _known(error))
    except KnownError as error:
        return _refused(options, error)


def _known(error: OSError) -> KnownError:
    what = error.filename or "What was asked for"
    return KnownError(
        "It cannot be written", f"{what} cannot be written: {_OUTSIDE[error.errno or 0]}.",
        "Make room, or choose another place.",
    )  # fmt: skip


def _refused(options: argparse.Namespace, error: KnownError) -> int:
    """One sentence for a person; with `--json` the same for a program."""
    print(sentence(error), file=sys.stderr)
    if options.json:
        try:
            show(options, {"error": error.to_json()}, list)
            sys.stdout.flush()
        except OSError:
            return KNOWN
    return KNOWN


def _window_alone(arguments: Sequence[str] | None) -> argparse.Namespace | None:
    """What was asked for, if it is no more than the window: it needs none of the commands."""
    parser = argparse.ArgumentParser(
        add_help=False, exit_on_error=False, parents=[shared_options()]
    )
    parser.set_defaults(**_DEFAULTS)
    try:
        options, others = parser.parse_known_args(arguments)
    except argparse.ArgumentError:  # whoever knows the commands says what is wrong
        return None
    return None if others else options


def _command(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.now is not None and options.writes:
        parser.error("--now only looks at the past; this command writes to the desk")
    return options


def _window(options: argparse.Namespace) -> int:
    """Open the desk's window."""
    from desktop.starting import start_window

    return start_window(options.database, moment(options), options.person)


_DEFAULTS: Final = {
    "database": None, "json": False, "now": None, "person": None, "writes": False, "run": _window,
}  # fmt: skip


@cache  # a quarter of what a short command takes, where one process is given many
def _parser() -> argparse.ArgumentParser:
    from desktop import (
        commands_access,
        commands_actions,
        commands_alerts,
        commands_articles,
        commands_assign,
        commands_case,
        commands_db,
        commands_desk,
        commands_doctor,
        commands_ending,
        commands_forecast,
        commands_handbook,
        commands_new,
        commands_postmortem,
        commands_remedies,
        commands_report,
        commands_review,
        commands_roadmap,
        commands_search,
        commands_team,
        commands_topics,
        commands_watch,
        commands_webhook,
    )

    parser = argparse.ArgumentParser(
        prog="leadline",
        description="The desk of a support team's lead.",
        parents=[shared_options()],
    )
    parser.set_defaults(**_DEFAULTS)
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(name: str, run: Callable[[Any], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[shared_options()])
        sub.set_defaults(run=run)
        return sub

    for group in (
        commands_desk,
        commands_new,
        commands_case,
        commands_ending,
        commands_access,
        commands_search,
        commands_articles,
        commands_roadmap,
        commands_topics,
        commands_team,
        commands_assign,
        commands_forecast,
        commands_alerts,
        commands_watch,
        commands_webhook,
        commands_doctor,
        commands_handbook,
        commands_review,
        commands_postmortem,
        commands_actions,
        commands_remedies,
        commands_report,
        commands_db,
    ):
        for add in group.COMMANDS:
            add(command)
    return parser
