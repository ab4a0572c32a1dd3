"""What was kept of what was promised: `leadline attainment` and `leadline report`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from desktop.connection import desk_at
from desktop.options import address, file_path, moment, show, span, span_options
from models.database import Database
from models.wording import clock_name

Add = Callable[..., argparse.ArgumentParser]


def _attainment(command: Add) -> None:
    parser = command("attainment", attainment, "What was kept of what was promised")
    span_options(parser)


def _report(command: Add) -> None:
    parser = command(
        "report", report, "A review, the proof of a case, or what a customer is sent, as a PDF"
    )
    parser.add_argument("kind", choices=list(_REPORTS))
    parser.add_argument("--period", help="quarterly and customer: such as 2016Q1")
    parser.add_argument("--case", help="proof: the case")
    parser.add_argument("--id", metavar="CUSTOMER", help="customer: its name, or its number")
    parser.add_argument(
        "--sheet", action="store_true", help="customer: what is promised, instead of what was kept"
    )
    parser.add_argument(
        "--external",
        action="store_true",
        help="proof: for the customer, the SLA alone, without internal reasons",
    )
    parser.add_argument("--out", type=file_path, required=True)
    parser.set_defaults(refuse=parser.error)


def _budgets(command: Add) -> None:
    parser = command("budgets", budgets, "How much of what each SLO allows to miss is used")
    parser.add_argument("--period", help="such as 2016Q1; the running quarter, if left out")
    parser.add_argument(
        "--check", action="store_true", help="exit status 1 where one is used faster than by chance"
    )


COMMANDS = (_attainment, _report, _budgets)


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


def report(options: Any) -> int:
    """A paper about the desk; what it needs beyond the desk is an option of its own."""
    needs, write = _REPORTS[options.kind]
    for name in needs:
        if getattr(options, name) is None and not (
            options.kind == "customer" and options.sheet and name == "period"
        ):
            options.refuse(f"a {options.kind} report needs --{name}")
    with desk_at(address(options), moment(options), options.person) as database:
        write(database, options)
    show(options, {"report": str(options.out)}, lambda: [f"Wrote {options.out}."])
    return 0


def _quarterly(database: Database, options: Any) -> None:
    from desktop.printing import print_quarterly

    print_quarterly(database, options.period, options.out)


def _proof(database: Database, options: Any) -> None:
    from desktop.printing import print_proof
    from models.queries.case import case_id_of

    case_id = database.read(partial(case_id_of, key=options.case))
    print_proof(database, case_id, options.out, external=options.external)


def _customer(database: Database, options: Any) -> None:
    from desktop.printing import print_customer, print_sla_sheet
    from models.queries.customer import customer_id_called

    customer_id = database.read(partial(customer_id_called, written=options.id))
    if options.sheet:
        print_sla_sheet(database, customer_id, options.out)
    else:
        print_customer(database, customer_id, options.period, options.out)


_REPORTS: Final[dict[str, tuple[tuple[str, ...], Callable[[Database, Any], None]]]] = {
    "quarterly": (("period",), _quarterly),
    "proof": (("case",), _proof),
    "customer": (("id", "period"), _customer),
}
"""Kind of report: the options it cannot do without, and what writes it."""
