"""With whom the time of breached targets went, in words (rules 25 and 31)."""

from datetime import timedelta

from models.handbook.attainment import percent_words
from models.queries.breach_time import BreachTimes, Holding, TimeRow
from models.text import Text, counted, text
from models.wording import capitalised, role_name, span_words


def holding_words(one: Holding) -> Text:
    """Who had it, as breach analysis tells it: a name, “Agent”, or “Unassigned (squad lead)”, for
    what nobody has is the role's (rule 25)."""
    if one.name:
        return text("{name}", name=one.name)
    if not one.role:
        return text("Before it was opened")
    name = role_name(one.role)
    if one.unassigned:
        return text("Unassigned ({role})", role=name)
    return text(capitalised(name))


def largest_words(part: tuple[Holding, int] | None) -> Text:
    """Where most of a breached target went: “Unassigned (squad lead), 2 h 40”."""
    if part is None:
        return text("")
    holding, seconds = part
    return text("{who}, {span}", who=holding_words(holding), span=_span(seconds))


def time_words(row: TimeRow, whole: BreachTimes) -> Text:
    """How much of all: “62.0 %, 12 h 40; the largest part of 3 of 5 breaches”."""
    told = {"share": percent_words(row.seconds, whole.seconds), "span": _span(row.seconds)}
    if not row.most_of:
        return text("{share}, {span}", **told)
    every = counted(whole.breaches, "1 breach", "{count} breaches")
    key = "{share}, {span}; the largest part of {part} of {all}"
    return text(key, **told, part=f"{row.most_of:,}", all=every)


def _span(seconds: int) -> str:
    return span_words(timedelta(seconds=seconds))
