"""The end of cases from the terminal: resolve, close, leave out, reopen; by the window's rules."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.connection import desk_at
from desktop.options import address, instant, show
from models.handbook.intake import CLOSING, EXCLUSIONS

if TYPE_CHECKING:
    from models.work import Work

Add = Callable[..., argparse.ArgumentParser]
_BY_HAND = tuple(reason for reason in EXCLUSIONS if reason != "merged")


def _resolve(command: Add) -> None:
    parser = command("resolve", resolve, "Service is restored and the customer told")
    _cases(parser)
    parser.add_argument("--text", default="", help="what was done, and what they were told")


def _close(command: Add) -> None:
    parser = command("close", close, "Close resolved cases with one closing note")
    _cases(parser)
    for part in CLOSING:
        parser.add_argument(f"--{part.replace('_', '-')}", default="", metavar="TEXT")


def _leave_out(command: Add) -> None:
    parser = command("leave-out", leave_out, "End cases whose clocks count nowhere")
    _cases(parser)
    parser.add_argument("--reason", required=True, choices=_BY_HAND)
    parser.add_argument("--note", default="", help="in a word, why")
    parser.add_argument("--same-as", default="", metavar="CASE", help="what it is a duplicate of")


def _reopen(command: Add) -> None:
    parser = command("reopen", reopen, "Begin a new cycle of a case that is back")
    parser.add_argument("case", nargs=1)
    parser.add_argument(
        "--received", default=None,
        help="when the customer's message came; else the first nobody settled, or now",
    )  # fmt: skip
    parser.set_defaults(writes=True)


COMMANDS = (_resolve, _close, _leave_out, _reopen)


def resolve(options: Any) -> int:
    """Clocks stop; a case that lacks something is refused, and then none of them is."""
    from models.commands.closing import resolve as command

    return _write(options, "resolved", command, text=options.text)


def close(options: Any) -> int:
    """What a case keeps of its own note stands where nothing is said here."""
    from models.commands.closing import ClosingNote, close_cases

    note = ClosingNote(**{part: getattr(options, part) for part in CLOSING})
    return _write(options, "closed", close_cases, note=note)


def leave_out(options: Any) -> int:
    """Cancelled, a duplicate, or spam: the short way."""
    from models.commands.closing import exclude_cases

    given = {"reason": options.reason, "note": options.note, "same_as": options.same_as}
    return _write(options, options.reason, exclude_cases, **given)


def reopen(options: Any) -> int:
    """From the instant given; else from the customer's first unsettled message, or now."""
    from models.commands.closing import reopen as command

    received_at = instant(options.received) if options.received else None

    def run(work: "Work", case_ids: list[int]) -> None:
        for case_id in case_ids:
            command(work, case_id, received_at)

    return _write(options, "in progress", run)


def _cases(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", nargs="+")
    parser.set_defaults(writes=True)


def _write(options: Any, status: str, command: Callable[..., object], **given: Any) -> int:
    """All of the cases, or none; each that a rule refuses is named."""
    from models.queries.case import case_key

    with desk_at(address(options), None, options.person) as database:
        ids = database.write(partial(_together, options.case, command, given)).result
        keys = [database.read(partial(case_key, case_id=case_id)) for case_id in ids]
    show(options, {"cases": keys, "status": status}, lambda: [f"{', '.join(keys)}: {status}."])
    return 0


def _together(
    keys: list[str], command: Callable[..., object], given: dict[str, Any], work: "Work"
) -> list[int]:
    from models.commands.bulk import together
    from models.commands.links import case_called

    ids = list(dict.fromkeys(case_called(work, key).id for key in keys))
    together(command, ids, **given)(work)
    return ids
