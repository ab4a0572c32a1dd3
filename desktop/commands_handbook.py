"""`leadline handbook ...`: what is promised, checked, compared and published."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop import commands_backtest, commands_publish
from desktop.connection import desk_at
from desktop.handbook_file import read_file, team_zone
from desktop.options import address, moment, shared_options, show, span_options
from desktop.paths import default_desk, machine_zone
from models.desk_time import wall_time
from models.handbook.instants import to_seconds
from models.handbook.publication import TO

Add = Callable[..., argparse.ArgumentParser]


def _handbook(command: Add) -> None:
    parser = command("handbook", _usage, "What is promised: show, check, compare and publish it")
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    def action(
        name: str, run: Callable[[Any], int], text: str, writes: bool = False
    ) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text, parents=[shared_options()])
        sub.set_defaults(run=run, writes=writes)
        return sub

    action("show", show_version, "The version in force, as its file")
    check_parser = action("check", check, "What is likely not meant in a handbook")
    check_parser.add_argument(
        "file", type=Path, nargs="?", help="the version in force, if left out"
    )
    diff_parser = action("diff", diff, "How a file differs from the version in force")
    diff_parser.add_argument("file", type=Path)
    apply_parser = action(
        "apply", commands_publish.apply, "Publish a handbook; what it would do is said first", True
    )
    apply_parser.add_argument("file", type=Path)
    apply_parser.add_argument(
        "--to", choices=TO, default="new",
        help="cases opened from then on, also the open ones from now, or restate from the opening",
    )  # fmt: skip
    apply_parser.add_argument("--reason", default="", help="why; a restatement needs one")
    apply_parser.add_argument("--from", dest="begin", help="a date or instant; now, if left out")
    apply_parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    test_parser = action(
        "backtest", commands_backtest.backtest, "A past span as a file would have judged it"
    )
    test_parser.add_argument("file", type=Path)
    span_options(test_parser, without="the last quarter that is over")


COMMANDS = (_handbook,)


def _usage(options: Any) -> int:
    raise AssertionError("argparse asks for an action")


def show_version(options: Any) -> int:
    """The file of the version in force, comments and all."""
    from functools import partial

    from models.queries.handbook import version_in_force

    with desk_at(address(options), moment(options), options.person) as database:
        row = database.read(partial(version_in_force, now=database.clock.now()))
    show(options, row.to_json(), lambda: [row.source.rstrip("\n")])
    return 0


def check(options: Any) -> int:
    """Exit status 1 where the linter found something.

    A file is checked against the team of the desk; without a desk, by itself.
    """
    from models.handbook.linter import lint
    from models.handbook.roster import EVERYBODY_HERE
    from models.queries.handbook import colleagues, version_in_force
    from models.rosters import load_roster

    now = moment(options) or wall_time()
    team, roster, source = None, EVERYBODY_HERE, ""
    if options.file is None or options.database or default_desk().exists():
        with desk_at(address(options), moment(options), options.person) as database:
            now = database.clock.now()
            team, roster = database.read(colleagues), database.read(load_roster)
            source = database.read(lambda session: version_in_force(session, now).source)
            zone_name = team_zone(database)
    else:
        zone_name = machine_zone()
    if options.file is not None:
        source = read_file(options.file, zone_name)
    found = lint(source, to_seconds(now), team, roster)
    show(options, {"findings": [finding.to_json() for finding in found], "team": team is not None},
         lambda: _check_lines(found, team is not None))  # fmt: skip
    return 1 if found else 0


def _check_lines(found: list[Any], with_team: bool) -> list[str]:
    lines = [
        line
        for finding in found
        for line in (
            f"line {finding.line}, {finding.key}: {finding.what}  [{finding.code}]",
            f"    {finding.why}",
            f"    {finding.mend}",
        )
    ]
    if not with_team:
        lines.append("There is no desk here, so shifts and roles were not looked at.")
    return lines if found else [*lines, "Nothing found."]


def diff(options: Any) -> int:
    """Differences in words, by priority and commitment; never lines of text."""
    from functools import partial

    from models.handbook.policy_diff import differences
    from models.handbook.policy_file import read_policy
    from models.policies import load_policies
    from models.queries.handbook import version_in_force

    with desk_at(address(options), moment(options), options.person) as database:
        row = database.read(partial(version_in_force, now=database.clock.now()))
        in_force = database.read(load_policies).versions[row.number]
        source = read_file(options.file, team_zone(database))
    found = differences(in_force, read_policy(source))
    told = {"version": row.number, "differences": [one.to_json() for one in found]}
    same = [f"The same as version {row.number}."]
    show(options, told, lambda: [str(one.words) for one in found] or same)
    return 0
