"""What was kept of what was promised: `leadline attainment` and `leadline report`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, day, file_path, moment, show
from models.errors import KnownError

Add = Callable[..., argparse.ArgumentParser]


def _attainment(command: Add) -> None:
    parser = command("attainment", attainment, "What was kept of what was promised")
    parser.add_argument("--from", dest="begin", required=True, help="a date, or an instant")
    parser.add_argument("--to", dest="end", required=True, help="the first date after it")


def _report(command: Add) -> None:
    parser = command("report", report, "A review as a PDF")
    parser.add_argument("kind", choices=["quarterly"])
    parser.add_argument("--period", required=True, help="such as 2016Q1")
    parser.add_argument("--out", type=file_path, required=True)


COMMANDS = (_attainment, _report)


def attainment(options: Any) -> int:
    """Met, breached, running and excluded by priority and commitment (rule 26)."""
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.queries.attainment import attainment as rows_of

    with desk_at(address(options), moment(options), options.person) as database:
        team = zone(database.read(load_policies).newest.team.zone)
        begin, end = day(options.begin, team), day(options.end, team)
        if end <= begin:
            raise KnownError(
                "Nothing in between", f"{options.end} is not after {options.begin}.",
                "The period begins with --from and ends just before --to.",
            )  # fmt: skip
        rows = database.read(partial(rows_of, begin=begin, end=end, as_of=database.clock.now()))
    show(options, {"rows": [asdict(row) for row in rows]}, lambda: [
        f"{row.priority} {row.commitment:<15} {row.objective}  {row.met:>5} met {row.breached:>5} "
        f"breached {row.running:>5} running {row.excluded:>5} excluded"
        for row in rows
    ] or ["Nothing was judged in this time."])  # fmt: skip
    return 0


def report(options: Any) -> int:
    """The quarter's review on paper."""
    from desktop.printing import print_quarterly

    with desk_at(address(options), moment(options), options.person) as database:
        print_quarterly(database, options.period, options.out)
    show(options, {"report": str(options.out)}, lambda: [f"Wrote {options.out}."])
    return 0
