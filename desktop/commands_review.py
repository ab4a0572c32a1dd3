"""What was kept of what was promised: `leadline attainment` and `leadline budgets`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, moment, show, span, span_options
from models.wording import clock_name

Add = Callable[..., argparse.ArgumentParser]


def _attainment(command: Add) -> None:
    parser = command("attainment", attainment, "What was kept of what was promised")
    span_options(parser)


def _budgets(command: Add) -> None:
    parser = command("budgets", budgets, "How much of what each SLO allows to miss is used")
    parser.add_argument("--period", help="such as 2016Q1; the running quarter, if left out")
    parser.add_argument(
        "--check", action="store_true", help="exit status 1 where one is used faster than by chance"
    )


COMMANDS = (_attainment, _budgets)


def attainment(options: Any) -> int:
    """Met, breached, running and excluded by priority and commitment (rule 26)."""
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.queries.attainment import attainment as rows_of

    with desk_at(address(options), moment(options), options.person) as database:
        team = zone(database.read(load_policies).newest.team.zone)
        begin, end = span(options, team)
        rows = database.read(partial(rows_of, begin=begin, end=end, as_of=database.clock.now()))
    show(options, {"rows": [asdict(row) for row in rows]}, lambda: [
        f"{row.priority} {clock_name(row.commitment, 1, row.objective):<20} {row.met:>5} met "
        f"{row.breached:>5} breached {row.running:>5} running {row.excluded:>5} excluded"
        for row in rows
    ] or ["Nothing was judged in this time."])  # fmt: skip
    return 0


def budgets(options: Any) -> int:
    """One line for each SLO: allowed, used, and until when it lasts."""
    from models.handbook.periods import parse_period, quarter_of
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.queries.error_budgets import error_budgets

    with desk_at(address(options), moment(options), options.person) as database:
        now = database.clock.now()
        team = zone(database.read(load_policies).newest.team.zone)
        period = (
            parse_period(options.period)
            if options.period is not None
            else quarter_of(now.astimezone(team).date())
        )
        found = database.read(partial(error_budgets, period=period, now=now))
    told = {
        "period": period.name, "as_of": found.as_of.isoformat(),
        "budgets": [row.to_json() for row in found.rows],
    }  # fmt: skip
    show(options, told, lambda: [
        f"{row.budget.priority} {row.budget.commitment:<15} {row.words}{_burn(row.budget)}"
        for row in found.rows
    ] or ["The handbook has no SLO."])  # fmt: skip
    return 1 if options.check and found.burning else 0


def _burn(budget: Any) -> str:
    if budget.fast_burn:
        return "  [fast burn: this week more than by chance]"
    return "  [slow burn: more than by chance]" if budget.slow_burn else ""
