"""Many alerts in one sentence: a storm, what came while nobody looked, a locked screen."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from models.text import Text, counted, text
from models.wording import span_words

Away = Literal["start", "asleep", "unreachable"]
"""Why nobody looked: the window was just opened, the machine slept, the desk was out of reach."""

_RED: dict[Away, tuple[str, str]] = {
    "start": ("1 is red", "{count} are red"),
    "asleep": ("1 went red while asleep", "{count} went red while asleep"),
    "unreachable": (
        "1 went red while the desk was out of reach",
        "{count} went red while the desk was out of reach",
    ),
}


def digest_title(owed: Sequence[datetime], others: int, now: datetime) -> Text:
    """So many at once, and how many of them are over: “12 clocks need somebody, 3 are red”.

    `owed` are due times; `others` are of no clock.
    """
    count = len(owed) + others
    all_of_them = counted(count, "1 clock needs somebody", "{count} clocks need somebody")
    red = sum(at < now for at in owed)
    if not red:
        return all_of_them
    are_red = counted(red, *_RED["start"])
    return text("{clocks}, {red}", clocks=all_of_them, red=are_red)


def catch_up_title(
    owed: Sequence[datetime], others: int, now: datetime, since: datetime | None, away: Away
) -> Text:
    """What came while nobody looked: “2 went red while asleep, 1 in 12 min”.

    `since` is the last look, None where nothing is known of one.
    """
    red = [at for at in owed if at < now]
    fresh = [at for at in red if since is not None and at >= since]
    ahead = sorted(at for at in owed if at >= now)
    said: list[Text] = []
    if fresh:
        said.append(counted(len(fresh), *_RED[away]))
    if len(red) > len(fresh):
        key = ("1 was red before", "{count} were red before") if fresh else _RED["start"]
        said.append(counted(len(red) - len(fresh), *key))
    if ahead:
        said.append(_ahead(len(ahead), span_words(ahead[0] - now), bool(said)))
    if others:
        said.append(counted(others, "1 reminder", "{count} reminders"))
    return _listed(said)


def _ahead(count: int, span: str, after_others: bool) -> Text:
    if after_others:
        return counted(count, "1 in {span}", "{count} more, the first in {span}", span=span)
    return counted(
        count, "1 clock is due in {span}", "{count} clocks are due, the first in {span}", span=span
    )


def locked_title(priorities: Sequence[str]) -> Text:
    """What may stand on a locked screen: “3 alerts: P1, 2 × P3”."""
    found = Counter(priorities)
    kinds = [
        priority if count == 1 else f"{count} × {priority}"
        for priority, count in sorted(found.items())
    ]
    alerts = counted(len(priorities), "1 alert", "{count} alerts")
    return text("{alerts}: {kinds}", alerts=alerts, kinds=", ".join(kinds)) if kinds else alerts


def _listed(said: Sequence[Text]) -> Text:
    whole = said[0] if said else text("")
    for one in said[1:]:
        whole = text("{before}, {then}", before=whole, then=one)
    return whole
