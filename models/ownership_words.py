"""Who held a case for how long, in the words that window and terminal share (rules 25 and 31)."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import reduce

from models.handbook.lengths import seconds_words
from models.queries.ownership import COLLEAGUES, OwnedRow, Owner, UsedUp
from models.text import Text, text
from models.wording import commitment_name, role_name, span_words


def owner_words(owner: Owner) -> Text:
    """Somebody by name, or who looks after what nobody has: “Nobody (squad lead)”."""
    if owner.name:
        return text("{name}", name=owner.name)
    if owner.role:
        return text("Nobody ({role})", role=role_name(owner.role))
    return text("Before it was opened")


def cycle_words(cycle: int) -> Text:
    """Which life of a case: “, cycle 2”; the first needs no word."""
    return text(", cycle {cycle}", cycle=cycle) if cycle > 1 else text("")


def held_words(row: OwnedRow) -> Text:
    """How long an owner had it: “2 h 40, of it 1 h 10 of work time; waited 3 h”; nothing where
    that is not for who reads."""
    if row.had is None:
        return text("")
    within = within_words(row)
    key = "{span}, {within}" if within.key else "{span}"
    return text(key, span=_span(row.had.wall), within=within)


def within_words(row: OwnedRow) -> Text:
    """How much of that was work time, and how long it waited besides; nothing where all was."""
    had = row.had
    if had is None:
        return text("")
    keys = {
        (True, True): "of it {work} of work time; waited {waited}",
        (True, False): "of it {work} of work time", (False, True): "waited {waited}",
        (False, False): "",
    }  # fmt: skip
    key = keys[had.business != had.wall, bool(had.waited)]
    values = {"work": _span(had.business), "waited": _span(had.waited)}
    return text(key, **values) if key else text("")


def used_line(one: UsedUp, *, exactly: bool = False) -> Text:
    """“Resolution: of 4 h, 2 h 40 unassigned, 1 h 10 with Ana Ruiz”."""
    name = text("{name}{cycle}", name=text(commitment_name(one.commitment)),
                cycle=cycle_words(one.cycle))  # fmt: skip
    return text("{name}: {words}", name=name, words=_used(one, exactly))


def _used(one: UsedUp, exactly: bool) -> Text:
    """With whom a target went; `exactly`, to the second, so that the parts are seen to add up."""
    say = seconds_words if exactly else _span
    key = "of {span} of work time, {parts}" if one.business else "of {span}, {parts}"
    return text(key, span=say(one.target_seconds), parts=_parts(one.parts, say))


def _parts(parts: Sequence[tuple[Owner, int]], say: Callable[[int], str]) -> Text:
    """The unassigned time as one, whichever role it was."""
    spans: dict[tuple[str, str], int] = {}
    for owner, seconds in parts:
        key = "{span} with {name}" if owner.name else "{span} unassigned"
        key = key if owner.name or owner.role else "{span} before it was opened"
        key = "{span} with colleagues" if owner == COLLEAGUES else key
        spans[key, owner.name] = spans.get((key, owner.name), 0) + seconds
    found = [text(key, span=say(each), name=name) for (key, name), each in spans.items()]
    if not found:
        return text("nothing used")
    return reduce(lambda said, more: text("{said}, {more}", said=said, more=more), found)


def _span(seconds: int) -> str:
    return span_words(timedelta(seconds=seconds))
