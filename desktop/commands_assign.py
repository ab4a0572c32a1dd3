"""`leadline assign`: who should take what and why, and making it so."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from desktop.connection import desk_at
from desktop.options import address, moment, show
from models.text import counted

if TYPE_CHECKING:
    from models.database import Database
    from models.queries.assignment import Proposal

Add = Callable[..., argparse.ArgumentParser]


def _assign(command: Add) -> None:
    parser = command("assign", assign, "Propose who takes which case, and why, or make it so")
    parser.add_argument(
        "case", nargs="*", help="these cases, whoever has them; without any, all that nobody has"
    )
    parser.add_argument(
        "--rebalance", action="store_true",
        help="also move cases that somebody has, where fewer breaches are then to be expected",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="only say who, and why")
    parser.add_argument(
        "--undo", action="store_true", help="take back the last proposal you accepted"
    )


COMMANDS = (_assign,)


def assign(options: Any) -> int:
    """The proposal, line by line; status 1 where a case has nobody who can take it."""
    from models.errors import KnownError

    if options.now is not None and not options.dry_run:
        raise KnownError(
            "The past stays as it was", "A past desk is only looked at.", "Add --dry-run."
        )
    with desk_at(address(options), moment(options), options.person) as database:
        if options.undo:
            return _undo(options, database)
        found = _proposed(options, database)
        alone = [] if options.case else _left_alone(database, found)
        if not options.dry_run:
            _accept(database, found)
    show(options, [row.to_json() for row in found.rows], lambda: _lines(found, alone, options))
    return 1 if any(row.taker is None for row in found.rows) else 0


def _proposed(options: Any, database: "Database") -> "Proposal":
    from desktop.progress_line import terminal_progress
    from models.errors import KnownError
    from models.queries.assignment import proposal
    from models.queries.rebalance import load_rebalance

    now, asker = database.clock.now(), database.person_id
    if options.rebalance and options.case:
        raise KnownError(
            "Not both", "All open cases are looked at to rebalance.", "Leave out the cases."
        )
    if options.rebalance:
        with terminal_progress(" steps") as told:
            return database.read(partial(load_rebalance, now=now, asker_id=asker, told=told))
    ids = [_id(database, key) for key in options.case] or None
    return database.read(partial(proposal, now=now, asker_id=asker, case_ids=ids))


def _id(database: "Database", key: str) -> int:
    from models.queries.case import case_id_of

    return database.read(partial(case_id_of, key=key))


def _left_alone(database: "Database", found: "Proposal") -> Sequence[str]:
    """What is due soon with somebody who is not at work until then, and is not moved."""
    from models.queries.left_alone import left_alone

    moved = {row.key for row in found.rows if row.taker}
    alone = database.read(partial(left_alone, now=database.clock.now()))
    return [key for key in alone if key not in moved]


def _alone_words(alone: Sequence[str], options: Any) -> str:
    said = counted(
        len(alone), "1 case is due within the hour with somebody who is not at work until then",
        "{count} cases are due within the hour with somebody who is not at work until then",
    )  # fmt: skip
    more = "no move found lessens that" if options.rebalance else "--rebalance looks who else can"
    return f"{said}: {', '.join(alone)}; {more}."


def _accept(database: "Database", found: "Proposal") -> None:
    from models.commands.assignment import assign_as_proposed, choices_of

    choices = choices_of(found.rows)
    if choices:
        database.write(partial(assign_as_proposed, choices=choices))


def _undo(options: Any, database: "Database") -> int:
    from models.commands.assignment import take_back_assignment

    back = database.write(take_back_assignment).result
    said = str(counted(len(back), "1 case was taken back.", "{count} cases were taken back."))
    show(options, {"taken_back": len(back)}, lambda: [said])
    return 0


def _lines(found: "Proposal", alone: Sequence[str], options: Any) -> Sequence[str]:
    away = [_alone_words(alone, options)] if alone else []
    if not found.rows:
        well = "No move was found that lessens the breaches to be expected."
        return [well if options.rebalance else "Every open case has somebody.", *away]
    lines = []
    for row in found.rows:
        who = row.taker.name if row.taker else "nobody"
        lines.append(f"{row.priority}  {row.key:<10} → {who}   {row.title[:60]}")
        lines += [f"      {reason}" for reason in row.reasons]
        lines += [
            f"      not {one.name}: {'; '.join(map(str, one.reasons))}" for one in row.rejected
        ]
    if found.gap:
        most = ceil(1000 * found.gap) / 10
        lines.append(f"Another plan might be better by {most} % at most.")
    if found.left_out:
        lines.append(f"{found.left_out:,} more wait, later than these: ask again for them.")
    lines += [*(f"{one}." for one in found.said), *away]
    return [*lines, "Nothing was changed."] if options.dry_run else lines
