"""`leadline remedies`: what customers are credited, and each step of it."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.connection import desk_at
from desktop.options import address, moment, shared_options, show

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy.orm import Session

Add = Callable[..., argparse.ArgumentParser]


def _remedies(command: Add) -> None:
    parser = command("remedies", listed, "What customers are credited where an SLA was not kept")
    actions = parser.add_subparsers(metavar="ACTION")

    def action(name: str, run: Callable[[Any], int], text: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text, parents=[shared_options()])
        sub.set_defaults(run=run, writes=name != "list")
        return sub

    action("list", listed, "Every credit with its steps")
    counting = action("calculate", calculate, "Calculate the credits of a period that is over")
    counting.add_argument("--period", required=True, help="such as 2016-03 or 2016Q1")
    for name, text in (
        ("approve", "Stand by a credit: only then is it owed"),
        ("pay", "An approved credit was given to the customer"),
        ("dispute", "Somebody says that a credit is wrong"),
    ):
        step = action(name, take_step, text)
        step.add_argument("id", type=int)
        step.add_argument("--seen", type=int, required=True, metavar="STEP",
                          help="its last step, as the list shows it")  # fmt: skip
        step.add_argument("--reason", default="", help="why; a dispute needs one")
        step.set_defaults(step=name)


COMMANDS = (_remedies,)


def listed(options: Any) -> int:
    """Every credit, the latest period first; for the lead alone."""
    from models.queries.remedies import remedies

    with desk_at(address(options), moment(options), options.person) as database:
        rows = database.read(partial(remedies, me=database.person_id))
        place = database.read(_place)
    show(options, _told(rows), lambda: list(_lines(rows, place)) or ["No credit was calculated."])
    return 0


def calculate(options: Any) -> int:
    """Calculated again, a credit that was not approved follows the verdicts as they are now."""
    from models.commands.remedies import calculate_remedies
    from models.handbook.periods import parse_period
    from models.queries.remedies import remedies

    period = parse_period(options.period)
    with desk_at(address(options), None, options.person) as database:
        changed = database.write(partial(calculate_remedies, period=period)).result
        rows = [
            row
            for row in database.read(partial(remedies, me=database.person_id))
            if row.period == period.name
        ]
        place = database.read(_place)
    show(options, _told(rows) | {"changed": changed},
         lambda: [*_lines(rows, place), f"{changed} calculated anew."])  # fmt: skip
    return 0


def take_step(options: Any) -> int:
    """Approve, pay or dispute one credit."""
    from models.commands.remedies import approve_remedy, dispute_remedy, pay_remedy
    from models.queries.remedies import remedies

    taken = {
        "approve": partial(approve_remedy, note=options.reason),
        "pay": partial(pay_remedy, note=options.reason),
        "dispute": partial(dispute_remedy, reason=options.reason),
    }[options.step]
    with desk_at(address(options), None, options.person) as database:
        database.write(partial(taken, remedy_id=options.id, seen=options.seen))
        rows = database.read(partial(remedies, me=database.person_id))
        place = database.read(_place)
    row = next(row for row in rows if row.id == options.id)
    show(options, row.to_json(), lambda: list(_lines([row], place)))
    return 0


def _told(rows: Sequence[Any]) -> dict[str, Any]:
    return {"remedies": [row.to_json() for row in rows]}


def _place(session: "Session") -> "ZoneInfo":
    from models.handbook.zones import zone
    from models.policies import load_policies

    return zone(load_policies(session).newest.team.zone)


def _lines(rows: Sequence[Any], place: "ZoneInfo") -> Iterator[str]:
    from models.handbook.remedies import credit_words
    from models.queries.remedies import STATE_WORDS
    from models.wording import full_words

    for row in rows:
        amount = f"{credit_words(row.amount)} {row.unit}"
        yield (
            f"{row.id:>5}  {row.period:<8} {row.customer}, {row.contract}: {amount}, "
            f"{STATE_WORDS[row.state]}"
        )
        for step in row.steps:
            note = f": {step.note}" if step.note else ""
            at = full_words(step.at, place)
            yield f"  step {step.number}  {at}  {step.kind} by {step.by}{note}"
