"""What a change by hand would do to a clock, in a sentence."""

from collections.abc import Callable
from datetime import datetime

from models.commands.rehearsal import Moved
from models.text import Text, text
from models.wording import commitment_name


def moved_words(moved: Moved, when: Callable[[datetime], str]) -> Text:
    """“First response: due 18:00 instead of 15:28; breached now, met then”."""
    same = moved.verdict == moved.verdict_then
    key = "{clock}: {due}; {now} either way" if same else "{clock}: {due}; {now} now, {then} then"
    return text(
        key, clock=text(commitment_name(moved.commitment)), due=_due(moved, when),
        now=text(moved.verdict), then=text(moved.verdict_then),
    )  # fmt: skip


def _due(moved: Moved, when: Callable[[datetime], str]) -> Text:
    was, then = moved.due_at, moved.due_then
    if then is None:
        if was is None:
            return text("no due time while it is paused, but other time left")
        return text("no due time while it is paused, instead of {was}", was=when(was))
    if was is None:
        return text("due {then} instead of no due time", then=when(then))
    if was == then:
        return text("due {then} as before", then=when(then))
    return text("due {then} instead of {was}", then=when(then), was=when(was))
