"""`leadline db ...`: make, look at, check, upgrade and back up a desk's database."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, show
from desktop.paths import default_handbook, machine_zone
from models.desk_time import wall_time, whole_second
from models.errors import KnownError

Add = Callable[..., argparse.ArgumentParser]


def _db(command: Add) -> None:
    parser = command("db", _usage, "Make, look at, check, upgrade and back up a desk")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    for option in ("--database", "--now", "--as"):
        shared.add_argument(option, dest={"--as": "person"}.get(option, option[2:]))
    shared.add_argument("--json", action="store_true")
    for name, run, text in (
        ("init", init, "Make a new desk"),
        ("info", info, "Size, counts, first and last event"),
        ("check", check, "Recompute every stored clock and alert from the log"),
        ("upgrade", run_upgrade, "Bring an older desk up to date, after a backup"),
        ("backup", backup, "Copy a local desk while it is in use"),
    ):
        sub = actions.add_parser(name, help=text, description=text, parents=[shared])
        sub.set_defaults(run=run)
        if name == "init":
            sub.add_argument("--zone", default=None, help="the team's time zone")
            sub.add_argument("--title", default="Support desk")
            sub.add_argument("--lead", default="", help="the name of whoever leads the team")
            sub.add_argument(
                "--p3-hours", choices=["business", "clock"], default="business",
                help="are the 4 hours of P3's first response hours of business or of the clock?",
            )  # fmt: skip
        if name == "backup":
            sub.add_argument("--out", type=Path, required=True)


COMMANDS = (_db,)


def _usage(options: Any) -> int:
    raise AssertionError("argparse asks for an action")


def init(options: Any) -> int:
    """Make a desk: the only command that creates a file or a server's schema."""
    from models.handbook.p3_hours import with_p3_hours
    from models.schema import create_desk

    zone, hours = options.zone or machine_zone(), options.p3_hours
    create_desk(
        address(options), title=options.title, zone=zone, lead=options.lead.strip(),
        handbook=with_p3_hours(default_handbook(), hours), now=whole_second(wall_time()),
    )  # fmt: skip
    show(options, {"created": address(options), "zone": zone, "p3_hours": hours},
         lambda: [f"Made {address(options)} ({zone}; P3 answers in 4 {hours} hours)."])  # fmt: skip
    return 0


def info(options: Any) -> int:
    """What is in the desk."""
    from models.queries.desk import desk_info

    with desk_at(address(options), None) as database:
        told = database.read(partial(desk_info, now=database.clock.now())).to_json()
    show(
        options,
        told,
        lambda: [f"{name.replace('_', ' ')}: {value}" for name, value in told.items()],
    )
    return 0


def check(options: Any) -> int:
    """Exit status 1 where a stored clock or alert is not what the log says."""
    from models.verification import differences

    with desk_at(address(options), None) as database:
        found = database.read(differences)
    show(options, {"differences": found},
         lambda: found or ["Every stored clock and alert agrees with the log."])  # fmt: skip
    return 1 if found else 0


def run_upgrade(options: Any) -> int:
    """Bring the schema up to date."""
    from models.revisions import REVISION
    from models.schema import upgrade

    before = upgrade(address(options))
    told = "Up to date." if before == REVISION else f"Revision {before} → {REVISION}."
    show(options, {"from": before, "to": REVISION}, lambda: [told])
    return 0


def backup(options: Any) -> int:
    """A consistent copy of a local desk."""
    from models.backup import backup_file
    from models.schema import as_url, sqlite_path
    from models.sqlite_file import check_existing

    path = sqlite_path(as_url(address(options)))
    if path is None:
        raise KnownError("Not a file", "A shared desk is backed up on its server.", "Use pg_dump.")
    check_existing(path)
    backup_file(path, options.out)
    show(options, {"backup": str(options.out)}, lambda: [f"Copied to {options.out}."])
    return 0
