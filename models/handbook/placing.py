"""When somebody is told before a deadline: in their own working time.

All of it is asked of the open spans in [now, deadline): what was is over, and what comes after the
deadline is too late.
"""

from collections.abc import Sequence
from typing import Final

from models.handbook.roster import Span

NOTICE: Final = 15 * 60
"""Seconds of a shift that are left at least for what is told before it ends."""


def place_lead(spans: Sequence[Span], lead: int, deadline: int) -> int:
    """The last instant with `lead` seconds of work until the deadline; the first there is where
    less is left; the deadline itself where nothing is."""
    left = lead
    if left <= 0:
        return deadline
    for begin, end in reversed(spans):
        if end - begin >= left:
            return end - left
        left -= end - begin
    return spans[0][0] if spans else deadline


def place_warning(spans: Sequence[Span], at: int, deadline: int) -> int:
    """The instant itself while they work with a while to go; else before their shift ends.

    The first there is where they did not work since; the instant itself where they do not at all.
    """
    before = [span for span in spans if span[0] <= at]
    if before:
        begin, end = before[-1]
        return at if end == deadline else min(at, max(begin, end - NOTICE))
    return spans[0][0] if spans else at
