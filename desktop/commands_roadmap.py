"""The roadmap and what is behind each item, from the terminal: a report that can be sorted."""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, moment, show

Add = Callable[..., argparse.ArgumentParser]


def _roadmap(command: Add) -> None:
    parser = command("roadmap", roadmap, "What is to be made, and what is behind it")
    parser.add_argument(
        "--by", choices=("hours", "customers", "cases", "breach"), default="hours",
        help="what comes first (default: most hours)",
    )  # fmt: skip


COMMANDS = (_roadmap,)


def roadmap(options: Any) -> int:
    """Each item with its figures; exit status 1 where there are none."""
    from models.queries.roadmap import roadmap as read

    with desk_at(address(options), moment(options), options.person) as database:
        now, me = database.clock.now(), database.person_id
        rows = database.read(partial(read, now=now, me=me, by=options.by))
    show(
        options, [row.to_json() for row in rows], lambda: [*_lines(rows), *_undated(rows, options)]
    )
    return 0 if rows else 1


def _undated(rows: list[Any], options: Any) -> list[str]:
    """What of a past roadmap nobody kept the day of."""
    if not rows or not options.now:
        return []
    return ["Titles, what is in progress and which articles are behind it are those of today."]


def _lines(rows: list[Any]) -> Iterator[str]:
    from models.roadmap_words import STATUS_WORDS, behind_words, credit_words, hours_of, over_words

    if not rows:
        yield "Nothing is on the roadmap yet: add it on the page What we know."
    for row in rows:
        yield f"{row.key}  {row.title}  ({STATUS_WORDS[row.status]})"
        over, credits = over_words(row.sums), credit_words(row)
        told = (str(behind_words(row)), hours_of(row.sums), over and f"{over} over",
                credits and f"{credits} credited",
                ", ".join(key for _, key, _ in row.articles))  # fmt: skip
        yield f"    {', '.join(part for part in told if part)}"
