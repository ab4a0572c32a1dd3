"""`leadline db ...`: make, look at, check, upgrade, back up, restore and copy a desk's database."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desktop.connection import desk_at, entered
from desktop.options import address, file_path, moment, shared_options, show
from desktop.paths import default_handbook, machine_zone
from desktop.progress_line import terminal_progress
from models.desk_time import wall_time, whole_second
from models.errors import KnownError
from models.schema import as_url, sqlite_path
from models.text import counted

Add = Callable[..., argparse.ArgumentParser]


def _db(command: Add) -> None:
    parser = command("db", _usage, "Make, look at, check, upgrade, back up and copy a desk")
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    def action(
        name: str, run: Callable[[Any], int], text: str, writes: bool = True
    ) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text, parents=[shared_options()])
        sub.set_defaults(run=run, writes=writes)
        return sub

    init = action("init", run_init, "Make a new desk")
    init.add_argument("--zone", default=None, help="the team's time zone")
    init.add_argument("--title", default="Support desk")
    init.add_argument("--lead", default="", help="the name of whoever leads the team")
    init.add_argument(
        "--p3-hours", choices=["business", "clock"], default="business",
        help="are the 4 hours of P3's first response hours of business or of the clock?",
    )  # fmt: skip
    action("info", info, "Size, counts, first and last event", writes=False)
    action("check", check, "Recompute every stored clock and alert from the log", writes=False)
    action("upgrade", run_upgrade, "Bring an older desk up to date, after a backup")
    backup = action("backup", run_backup, "Copy a local desk while it is in use")
    backup.add_argument("--out", type=file_path, required=True, help="the copy's file")
    restore = action("restore", run_restore, "Put a backup in a local desk's place")
    restore.add_argument("backup", type=file_path, help="the backup's file")
    copy = action("copy", run_copy, "Copy the desk into another database, where nothing is yet")
    copy.add_argument("--to", required=True, help="PostgreSQL address or SQLite file")


COMMANDS = (_db,)


def _usage(options: Any) -> int:
    raise AssertionError("argparse asks for an action")


def run_init(options: Any) -> int:
    """Make a desk: the only command that creates a file or a server's schema."""
    from models.handbook.p3_hours import with_p3_hours
    from models.schema import create_desk

    zone, hours = options.zone or machine_zone(), options.p3_hours
    make = partial(
        create_desk, title=options.title, zone=zone, lead=options.lead.strip(),
        handbook=with_p3_hours(default_handbook(), hours), now=whole_second(wall_time()),
    )  # fmt: skip
    entered(address(options), make)
    show(options, {"created": address(options), "zone": zone, "p3_hours": hours},
         lambda: [f"Made {address(options)} ({zone}; P3 answers in 4 {hours} hours)."])  # fmt: skip
    return 0


def info(options: Any) -> int:
    """What is in the desk."""
    from models.queries.desk import desk_info

    with desk_at(address(options), moment(options)) as database:
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

    with desk_at(address(options), moment(options)) as database:
        found = database.read(differences)
    show(options, {"differences": found},
         lambda: found or ["Every stored clock and alert agrees with the log."])  # fmt: skip
    return 1 if found else 0


def run_upgrade(options: Any) -> int:
    """Bring the schema up to date."""
    from models.revisions import REVISION
    from models.schema import upgrade

    before = entered(address(options), upgrade)
    told = "Up to date." if before == REVISION else f"Revision {before} → {REVISION}."
    show(options, {"from": before, "to": REVISION}, lambda: [told])
    return 0


def run_backup(options: Any) -> int:
    """A consistent copy of a local desk."""
    from models.backup import backup_file

    with terminal_progress(" pages") as tell:
        backup_file(_file(options, "pg_dump"), options.out, tell)
    show(options, {"backup": str(options.out)}, lambda: [f"Copied to {options.out}."])
    return 0


def run_restore(options: Any) -> int:
    """A backup in the place of a local desk; what was there is kept beside it."""
    from models.backup import restore_file

    path = _file(options, "pg_restore")
    kept = restore_file(options.backup, path)
    show(
        options,
        {"restored": str(path), "replaced": None if kept is None else str(kept)},
        lambda: [f"Restored {path}."] + ([f"What was there is {kept}."] if kept else []),
    )
    return 0


def run_copy(options: Any) -> int:
    """The whole desk into an empty database or a new file."""
    from models.desk_copy import copy_desk

    with desk_at(address(options), None) as database, terminal_progress() as tell:
        rows = entered(options.to, partial(copy_desk, database.engine, progress=tell))
    show(options, {"copied": options.to, "rows": rows},
         lambda: [f"Copied {counted(rows, '1 row', '{count} rows')} to {options.to}."])  # fmt: skip
    return 0


def _file(options: Any, instead: str) -> Path:
    """The desk's file; a shared desk has none."""
    path = sqlite_path(as_url(address(options)))
    if path is None:
        raise KnownError(
            "Not a file", "A shared desk is backed up and restored on its server.",
            f"Use {instead} there, or “leadline db copy --to FILE”.",
        )  # fmt: skip
    return path
