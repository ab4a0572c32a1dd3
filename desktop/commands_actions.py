"""Corrective actions from the terminal: the list, and the list as a file."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.connection import desk_at
from desktop.options import address, moment, show

if TYPE_CHECKING:
    from models.queries.corrective_actions import ActionRow

Add = Callable[..., argparse.ArgumentParser]


def _actions(command: Add) -> None:
    parser = command("actions", listed, "What is to be done so that it does not happen again")
    parser.add_argument("--open", action="store_true", help="only what is not done yet")


COMMANDS = (_actions,)


def listed(options: Any) -> int:
    """Open ones first, the longest overdue before all; exit status 1 where there are none."""
    rows = _read(options, open_only=options.open)
    show(options, [row.to_json() for row in rows], lambda: list(_lines(rows)))
    return 0 if rows else 1


def export(options: Any) -> int:
    """All of them in a new file, as its name ends."""
    from desktop.exports.actions import save_actions

    rows = _read(options)
    path = save_actions(rows, options.out)
    told = {"file": str(path), "actions": len(rows)}
    show(options, told, lambda: [f"Wrote {len(rows):,} actions into {path}."])
    return 0


def _read(options: Any, *, open_only: bool = False) -> "Sequence[ActionRow]":
    from models.queries.corrective_actions import actions

    with desk_at(address(options), moment(options), options.person) as database:
        ask = partial(actions, now=database.clock.now(), open_only=open_only)
        rows: Sequence[ActionRow] = database.read(ask)
    return rows


def _lines(rows: "Sequence[ActionRow]") -> Iterator[str]:
    from models.action_words import state_words
    from models.handbook.corrective_actions import OPEN

    if not rows:
        yield "There is no corrective action."
    for row in rows:
        state = state_words(
            row.status, row.due_on, row.first_due_on, row.moved, row.days_over, row.ended_on
        )
        yield f"{row.title}  ({row.kind}, priority {row.priority}; {row.role}, {state})"
        yield f"    {row.effect_words}"
        if row.status != OPEN:
            told = str(row.judgement_words) or "Dropped."
            yield f"    {told}"
            yield f"    {row.evidence}"
