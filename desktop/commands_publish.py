"""`leadline handbook apply`: what a version would do is said, then it is published."""

from typing import Any
from zoneinfo import ZoneInfo

from desktop.connection import desk_at
from desktop.handbook_file import read_file, team_zone
from desktop.options import address, day, say, show
from models.handbook.instants import to_seconds
from models.handbook.zones import zone
from models.text import counted

_LISTED = 20


def apply(options: Any) -> int:
    """Say what a version would do to the cases of the desk, then publish it."""
    from dataclasses import replace
    from functools import partial

    from desktop.progress_line import terminal_progress
    from models.commands.handbook import publish_handbook
    from models.handbook.publication import publication
    from models.queries.blast_radius import blast_radius
    from models.queries.handbook import versions

    with (
        desk_at(address(options), None, options.person) as database,
        terminal_progress(" cases") as tell,
    ):
        zone_name = team_zone(database)
        asked = None if options.begin is None else to_seconds(day(options.begin, zone(zone_name)))
        wanted = publication(read_file(options.file, zone_name), options.to, asked, options.reason)
        radius = database.read(
            partial(blast_radius, publication=wanted, now=database.clock.now(), progress=tell)
        )
        last = database.read(partial(versions, now=database.clock.now()))[-1]
        same = wanted.source == last.source
        idle = same and not radius.moved and not radius.verdicts
        if not options.json:
            said = [f"It says the same as version {last.number}."] if same else []
            told = [] if idle else radius_lines(radius, wanted.to, zone(zone_name))
            say(*said, *told)
        number = None
        if not (options.dry_run or idle):
            compared = replace(wanted, base=radius.version - 1)
            publish = partial(publish_handbook, publication=compared, progress=tell)
            number = database.write(publish).result
    show(
        options,
        {
            "version": number,
            "to": wanted.to,
            "reason": wanted.reason,
            "effective_at": radius.effective_at.isoformat(),
            "blast_radius": radius.to_json(),
        },
        lambda: ["Nothing was changed." if number is None else f"Published as version {number}."],
    )
    return 0  # fmt: skip


def radius_lines(radius: Any, to: str, team: ZoneInfo) -> list[str]:
    """The blast radius for a person; at most twenty cases and twenty verdicts by name."""
    from models.wording import STATES, clock_name, full_words

    def due(instant: Any) -> str:
        return full_words(instant, team) if instant else "no due time"

    lines = [f"Version {radius.version}, in force from {full_words(radius.effective_at, team)}."]
    if to == "new":
        none = "None of the {count} open cases moves."
        return [*lines, str(counted(radius.open_cases, "The one open case does not move.", none))]
    seen = [case for case in radius.moved if case.shows]
    others = len(radius.moved) - len(seen)
    later = counted(
        others, "1 case with its next due time as it was: a later one moves",
        "{count} cases with their next due time as it was: a later one moves",
    )  # fmt: skip
    opened = counted(radius.open_cases, "1 open case moves", "{count} open cases move")
    lines += [
        f"{len(radius.moved):,} of {opened}: {radius.breached:,} would be breached, "
        f"{radius.at_risk:,} at risk, {radius.rescued:,} rescued.",
        *[
            f"    {case.key:<12} {case.priority}  {STATES[case.before]} → {STATES[case.after]}"
            f"  due {due(case.due_before)} → {due(case.due_after)}"
            for case in seen[:_LISTED]
        ],
        *more(len(seen)),
        *([f"    {later}"] if others else []),
        f"{counted(len(radius.verdicts), '1 verdict changes', '{count} verdicts change')}, in "
        f"{counted(radius.judged, '1 case', '{count} cases')} looked at.",
        *[
            f"    {row.key:<12} {row.priority}  "
            f"{clock_name(row.commitment, row.cycle, row.objective)}: {row.before} → {row.after}"
            for row in radius.verdicts[:_LISTED]
        ],
        *more(len(radius.verdicts)),
    ]
    return lines


def more(count: int) -> list[str]:
    """How many are not listed, where some are not."""
    return [f"    and {count - _LISTED:,} more"] if count > _LISTED else []
