"""What cases are about, and which articles to write next, from the terminal."""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, moment, show

Add = Callable[..., argparse.ArgumentParser]


def _topics(command: Add) -> None:
    command("topics", topics, "Topics of cases, what to write next, and what rises this week")


COMMANDS = (_topics,)


def topics(options: Any) -> int:
    """Those of the last full quarter, most hours first; exit status 1 where there are none."""
    from models.queries.radar import radar

    with desk_at(address(options), moment(options), options.person) as database:
        found = database.read(partial(radar, now=database.clock.now()))
    show(options, found.to_json(), lambda: list(_lines(found)))
    return 0 if found.rows else 1


def _lines(found: Any) -> Iterator[str]:
    from models.radar_words import (
        coverage_words,
        guess_words,
        hours_words,
        quarter_words,
        rise_words,
        topic_name,
    )

    if not found.rows:
        yield "There are no topics yet: they follow from what cases are about."
        return
    figure, words = coverage_words(found.coverage)
    yield f"{quarter_words(found)}. Article coverage {figure}: {words}"
    if found.write_next:
        yield "Write next:"
        for row in found.write_next:
            saved = hours_words(row.saved)
            yield f"    {topic_name(row)}  ({row.example}): would have saved {saved}"
        yield f"    {guess_words(found)}"
    for row in found.rising:
        yield f"Rising: {topic_name(row)}. {rise_words(row)}"
    yield "Topics:"
    for row in found.rows:
        yield f"    {topic_name(row)}  ({row.example}): {', '.join(_figures(row))}"


def _figures(row: Any) -> Iterator[str]:
    from models.radar_words import hours_words
    from models.text import counted

    sums = row.sums
    yield str(counted(sums.cases, "1 case", "{count} cases"))
    if sums.known:
        yield hours_words(sums.hours)
    if sums.breached:
        yield f"{sums.breached:,} breached"
    yield f"{sums.with_article:,} with an article"
