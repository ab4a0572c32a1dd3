"""Papers: `leadline report`, and whether one still says what the desk says."""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from desktop.connection import desk_at
from desktop.options import address, file_path, moment, show
from desktop.reports.edition import PAPERS
from models.database import Database

Add = Callable[..., argparse.ArgumentParser]
VERIFY: Final = "verify"
_FIRST: Final = 10


def _report(command: Add) -> None:
    parser = command(
        "report", report, "A review, the proof of a case, or what a customer is sent, as a PDF; "
        "or verify one",
    )  # fmt: skip
    parser.add_argument("kind", choices=[*_REPORTS, VERIFY])
    parser.add_argument("file", nargs="?", type=file_path, help="verify: the PDF")
    parser.add_argument("--period", help="such as 2016Q1; weekly 2016W12, monthly 2016-03")
    parser.add_argument(
        "--names", action="store_true", help="weekly and monthly: people, where the lead asks"
    )
    parser.add_argument("--case", help="proof and case: the case")
    parser.add_argument(
        "--id", metavar="WHICH", help="customer: its name, or its number; postmortem: PM-3, or 3"
    )
    parser.add_argument(
        "--sheet", action="store_true", help="customer: what is promised, instead of what was kept"
    )
    parser.add_argument(
        "--external",
        action="store_true",
        help="proof and case: for the customer, the SLA alone, without what is internal",
    )
    parser.add_argument("--paper", choices=PAPERS, default=PAPERS[0])
    parser.add_argument("--out", type=file_path, help="the PDF to write")
    parser.set_defaults(refuse=parser.error)


COMMANDS = (_report,)


def report(options: Any) -> int:
    """A paper about the desk; what it needs beyond the desk is an option of its own."""
    if options.kind == VERIFY:
        return _verify(options)
    if options.file is not None:
        options.refuse(f"“report {options.kind}” takes no file: name it with --out")
    needs, write = _REPORTS[options.kind]
    for name in (*needs(options), "out"):
        if getattr(options, name) is None:
            options.refuse(f"“report {options.kind}” needs --{name}")
    for name in _OWN:
        if getattr(options, name) and name not in (*needs(options), *_MAY.get(options.kind, ())):
            options.refuse(f"“report {options.kind}” takes no --{name}")
    with desk_at(address(options), moment(options), options.person) as database:
        write(database, options)
    show(options, {"report": str(options.out)}, lambda: [f"Wrote {options.out}."])
    return 0


def _verify(options: Any) -> int:
    """Whether a paper agrees with the desk: exit status 0 where it does."""
    from desktop.verifying import AGREES, verify

    if options.file is None:
        options.refuse("verify needs the PDF")
    past = partial(desk_at, address(options), person=options.person)
    with desk_at(address(options), moment(options), options.person) as database:
        found = verify(database, options.file, past)
    show(options, found.to_json(), lambda: list(_lines(found)))
    return 0 if found.state == AGREES else 1


def _lines(found: Any) -> Iterator[str]:
    yield f"{found.state[:1].upper()}{found.state[1:]}. {found.told}"
    yield from (f"  {figure}" for figure in found.figures[:_FIRST])
    if len(found.figures) > _FIRST:
        yield f"  and {len(found.figures) - _FIRST:,} more"


# ---- the kinds


def _quarterly(database: Database, options: Any) -> None:
    from desktop.printing import print_quarterly

    print_quarterly(database, options.period, options.out, paper=options.paper)


def _pack(kind: str) -> Callable[[Database, Any], None]:
    def write(database: Database, options: Any) -> None:
        from desktop.printing import print_pack

        print_pack(
            database, kind, options.period, options.out, paper=options.paper, named=options.names
        )

    return write


def _actions(database: Database, options: Any) -> None:
    from desktop.printing import print_actions

    print_actions(database, options.out, paper=options.paper)


def _proof(database: Database, options: Any) -> None:
    from desktop.printing import print_proof
    from models.queries.case import case_id_of

    case_id = database.read(partial(case_id_of, key=options.case))
    print_proof(database, case_id, options.out, paper=options.paper, external=options.external)


def _case(database: Database, options: Any) -> None:
    from desktop.printing import print_case
    from models.queries.case import case_id_of

    case_id = database.read(partial(case_id_of, key=options.case))
    print_case(database, case_id, options.out, paper=options.paper, external=options.external)


def _postmortem(database: Database, options: Any) -> None:
    from desktop.printing import print_postmortem
    from models.queries.postmortem import postmortem_id_of

    postmortem_id = database.read(partial(postmortem_id_of, written=options.id))
    print_postmortem(database, postmortem_id, options.out, paper=options.paper)


def _customer(database: Database, options: Any) -> None:
    from desktop.printing import print_customer, print_sla_sheet
    from models.queries.customer import customer_id_called

    customer_id = database.read(partial(customer_id_called, written=options.id))
    if options.sheet:
        print_sla_sheet(database, customer_id, options.out, paper=options.paper)
    else:
        print_customer(database, customer_id, options.period, options.out, paper=options.paper)


Needs = Callable[[Any], tuple[str, ...]]
_REPORTS: Final[dict[str, tuple[Needs, Callable[[Database, Any], None]]]] = {
    "quarterly": (lambda options: ("period",), _quarterly),
    "weekly": (lambda options: ("period",), _pack("weekly")),
    "monthly": (lambda options: ("period",), _pack("monthly")),
    "actions": (lambda options: (), _actions),
    "proof": (lambda options: ("case",), _proof),
    "case": (lambda options: ("case",), _case),
    "postmortem": (lambda options: ("id",), _postmortem),
    "customer": (lambda options: ("id",) if options.sheet else ("id", "period"), _customer),
}
"""Kind of report: the options it cannot do without, and what writes it."""

_OWN: Final = ("period", "names", "case", "id", "sheet", "external")
_MAY: Final[dict[str, tuple[str, ...]]] = {
    "weekly": ("names",), "monthly": ("names",), "proof": ("external",), "case": ("external",),
    "customer": ("sheet", "period"),
}  # fmt: skip
"""What some kinds take and others do not: whoever asks for a paper without what is internal is not
given one with it."""
