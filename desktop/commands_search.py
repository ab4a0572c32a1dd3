"""Finding cases and articles from the terminal."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from desktop.connection import desk_at
from desktop.options import address, moment, show

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
        " status:open, status:published, by:ana, product:billing",
    )  # fmt: skip


COMMANDS = (_search,)


def search(options: Any) -> int:
    """The best of what was found; exit status 1 where there is nothing."""
    from models.queries.search import search as search_for

    typed = " ".join(options.words)
    with desk_at(address(options), moment(options), options.person) as database:
        found = database.read(partial(search_for, typed=typed))
    show(options, [one.to_json() for one in found], lambda: _lines(found))
    return 0 if found else 1


def _lines(found: list[Any]) -> list[str]:
    lines = []
    for one in found:
        lines.append(f"{one.id}  {one.title}  ({_KINDS.get(one.kind, one.kind)})")
        if one.snippet.text:
            lines.append(f"    {one.snippet.text}")
    return lines or ["Nothing found. Try fewer words, or the beginning of one."]
