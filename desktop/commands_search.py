"""Finding cases and articles from the terminal."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from desktop.connection import desk_at
from desktop.options import address, moment, printable, show

Add = Callable[..., argparse.ArgumentParser]
_KINDS: Final = {
    "case": "case", "known_issue": "known issue", "how_to": "how-to", "playbook": "playbook",
    "decision": "decision",
}  # fmt: skip


def _search(command: Add) -> None:
    parser = command("search", search, "Cases, articles and decisions by their words")
    parser.add_argument(
        "words", nargs="+",
        help="all of them, the last one perhaps half of one; also kind:case, kind:known_issue,"
        " status:open, status:published, status:accepted, by:ana, product:billing",
    )  # fmt: skip


COMMANDS = (_search,)


def search(options: Any) -> int:
    """The best of what was found, and what was looked for instead of words that are nowhere; exit
    status 1 where there is nothing."""
    from models.queries.search import look_for

    typed = " ".join(options.words)
    with desk_at(address(options), moment(options), options.person) as database:
        answer = database.read(partial(look_for, typed=typed))
    show(options, [one.to_json() for one in answer.found], lambda: _lines(answer))
    if options.json and answer.unknown:  # what is found is a list, and nothing else is in it
        print("\n".join(_unknown(answer)), file=sys.stderr)
    return 0 if answer.found else 1


def _lines(answer: Any) -> list[str]:
    lines = [str(answer.told)] if answer.instead else []
    for one in answer.found:
        lines.append(f"{one.id}  {one.title}  ({_KINDS.get(one.kind, one.kind)})")
        if one.snippet.text:
            lines.append(f"    {one.snippet.text}")
    return lines or _unknown(answer) or ["Nothing found. Try fewer words, or the beginning of one."]


def _unknown(answer: Any) -> list[str]:
    return [printable(str(one.told)) for one in answer.unknown]
