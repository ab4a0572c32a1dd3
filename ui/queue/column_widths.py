"""How the queue's columns share the room: what must be read, a fair title, the rest, all of it."""

from collections.abc import Mapping
from typing import Final

from ui.queue.columns import (
    AGENT,
    COLUMNS,
    CUSTOMER,
    DUE,
    GAUGE,
    KEY,
    NEXT,
    PRIORITY,
    STATUS,
    TITLE,
)

MUST: Final = (PRIORITY, KEY, GAUGE, DUE)
GIVE_WAY: Final = (STATUS, CUSTOMER, NEXT, AGENT)
"""Hidden in this order while the title has not its least width; they grow in the other order."""

COMFORT: Final = 236
"""What the title has before the others grow to their words, where its own need as much."""

_SHORT: Final = 72
"""Room for a heading, where the words below it need less than their column's least width."""


def share(total: int, needs: Mapping[int, int], chosen: Mapping[int, int]) -> dict[int, int]:
    """Widths in pixels by column for a table of `total`; a column without one hides.

    `needs`: how wide the words in sight are; `chosen`: widths a person gave, which are kept. The
    title has what is left over and is not among them.
    """
    widths = {column: _at_first(column, needs) for column in (*MUST, *GIVE_WAY)} | dict(chosen)
    for column in GIVE_WAY:
        if total - sum(widths.values()) >= COLUMNS[TITLE].least:
            break
        del widths[column]
    room = total - sum(widths.values()) - min(_wanted(TITLE, needs), COMFORT)
    for column in reversed(GIVE_WAY):
        if column in widths and column not in chosen:
            more = max(min(_wanted(column, needs) - widths[column], room), 0)
            widths[column] += more
            room -= more
    return widths


def _at_first(column: int, needs: Mapping[int, int]) -> int:
    if column in MUST:
        return _wanted(column, needs)
    least = COLUMNS[column].least
    return max(min(needs.get(column, least), least), _SHORT)


def _wanted(column: int, needs: Mapping[int, int]) -> int:
    spec = COLUMNS[column]
    return min(max(needs.get(column, 0), spec.least), spec.most)
