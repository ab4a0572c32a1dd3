"""The sentences of corrective actions that window, terminal and paper share."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import inf, isinf
from typing import Any, Final

from models.handbook.action_effect import (
    ATTAINMENT,
    BREACHES,
    CANNOT_TELL,
    CASES,
    CHANCE,
    COUNTS,
    DID_NOT,
    FACTOR,
    FEWEST,
    MAYBE_FAR,
    NO_BEFORE,
    NOT_DONE,
    NOT_FAR,
    NOT_OVER,
    REOPENED,
    RESPONSE,
    SHARES,
    TOO_FEW,
    WORKED,
    Effect,
    Judgement,
    Measure,
    Reading,
    effect_from,
)
from models.handbook.attainment import percent_words
from models.handbook.corrective_actions import (
    DETECT,
    DONE,
    DROPPED,
    FINISHED,
    GIVEN_UP,
    MADE,
    MITIGATE,
    OPEN,
    PREVENT,
    PROCESS,
)
from models.handbook.corrective_actions import REOPENED as REOPENED_AGAIN
from models.handbook.policy import OBJECTIVES
from models.text import Text, counted, text
from models.wording import commitment_name, day_words, role_name, span_words

KIND_WORDS: Final[Mapping[str, str]] = {
    PREVENT: "Prevent", DETECT: "Detect", MITIGATE: "Mitigate", PROCESS: "Process",
}  # fmt: skip
KIND_MEANINGS: Final[Mapping[str, str]] = {
    PREVENT: "It does not happen again", DETECT: "We know before the customer does",
    MITIGATE: "It does less harm", PROCESS: "We work another way",
}  # fmt: skip
STATUS_WORDS: Final[Mapping[str, str]] = {OPEN: "Open", DONE: "Done", DROPPED: "Dropped"}
MEASURE_WORDS: Final[Mapping[str, str]] = {
    BREACHES: "SLA breaches a quarter",
    FACTOR: "Breached cases of a factor a quarter",
    CASES: "Cases a quarter",
    ATTAINMENT: "Share of clocks met",
    REOPENED: "Share of resolved cases reopened",
    RESPONSE: "Median time to first response",
}
UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(COUNTS, "a quarter"), **dict.fromkeys(SHARES, "%"), RESPONSE: "min",
}  # fmt: skip
VERDICT_WORDS: Final[Mapping[str, str]] = {
    WORKED: "Worked", DID_NOT: "Did not work", CANNOT_TELL: "Cannot tell yet",
}  # fmt: skip

_WHY: Final[Mapping[str, str]] = {
    NOT_DONE: "It is not done yet.",
    NOT_OVER: "The quarter after is not over.",
    NO_BEFORE: "The desk has no whole quarter from before it was done.",
    TOO_FEW: "Under {few} cases in one of the quarters say nothing.",
    CHANCE: "The number expected is reached, and may be chance.",
    NOT_FAR: "Better than before, but not as much as expected.",
    MAYBE_FAR: "What was expected is neither reached nor out of reach.",
}


def effect_words(effect: Effect | None) -> Text:
    """What is expected, in a line: “At most 3 SLA breaches of P2 resolution a quarter”."""
    if effect is None:
        return text("No effect was said that could be measured")
    measure, of = effect.measure, _of(effect.measure)
    if measure.kind in _SO_MANY:
        none, one, many = _SO_MANY[measure.kind]
        said = counted(int(effect.expected), one, many, of=of)
        return said if effect.expected else text(none, of=of)
    return text(
        _EXPECTED[measure.kind], expected=number_words(effect.expected), of=of,
        objective=measure.objective or OBJECTIVES[0],
    )  # fmt: skip


_SO_MANY: Final[Mapping[str, tuple[str, str, str]]] = {
    BREACHES: ("No SLA breach{of}", "At most 1 SLA breach{of} a quarter",
               "At most {count} SLA breaches{of} a quarter"),
    FACTOR: ("No breached case{of}", "At most 1 breached case a quarter{of}",
             "At most {count} breached cases a quarter{of}"),
    CASES: ("No case{of}", "At most 1 case{of} a quarter", "At most {count} cases{of} a quarter"),
}  # fmt: skip
_EXPECTED: Final[Mapping[str, str]] = {
    ATTAINMENT: "At least {expected} % of clocks{of} within the {objective}",
    REOPENED: "At most {expected} % of resolved cases reopened",
    RESPONSE: "Half of the first responses{of} within {expected} min",
}


def measure_words(measure: Measure) -> Text:
    """The measure alone: “SLA breaches of P2 resolution”."""
    names = {
        BREACHES: "SLA breaches{of}", FACTOR: "Breached cases{of}", CASES: "Cases{of}",
        ATTAINMENT: "Clocks{of} within the {objective}",
        REOPENED: "Resolved cases reopened", RESPONSE: "Median first response{of}",
    }  # fmt: skip
    return text(names[measure.kind], of=_of(measure), objective=measure.objective or OBJECTIVES[0])


def _of(measure: Measure) -> Text:
    """What it is looked at for: “ of P2 resolution in Exports about “time limit””."""
    what = " ".join(filter(None, (
        measure.priority,
        commitment_name(measure.commitment).lower() if measure.commitment else "",
    )))  # fmt: skip
    said, values = "", dict[str, str | int | Text]()
    for name, value, words in (
        ("what", what, " of {what}"), ("category", measure.category, " in {category}"),
        ("group", measure.group, " with {group}"), ("words", measure.words, " about “{words}”"),
        ("factor", measure.factor, " for “{factor}”"),
    ):  # fmt: skip
        if value:
            said, values = said + words, {**values, name: value}
    return Text(said, values)


def reading_words(measure: Measure, reading: Reading | None) -> str:
    """What it was: “14 of 160”, “91.4 % · 181 of 198”, “42 min · 87 responses”."""
    if reading is None or not reading.whole:
        return "none"
    counts = f"{reading.part:,} of {reading.whole:,}"
    if measure.kind in COUNTS:
        return counts
    if measure.kind in SHARES:
        up = not measure.more_is_better
        return f"{percent_words(reading.part, reading.whole, up=up)} · {counts}"
    median = "not answered" if reading.median is None else seconds_words(reading.median)
    return f"{median} · {counted(reading.whole, '1 response', '{count} responses')}"


def quarters_words(reading: Reading) -> str:
    """When it was: “Q1 2016”, “Q4 2015 to Q1 2016”."""
    first, last = (f"{name[4:]} {name[:4]}" for name in (reading.first, reading.last))
    return first if reading.quarters == 1 else f"{first} to {last}"


def before_and_after(measure: Measure, found: Judgement) -> Text | None:
    """“before 14 of 160 (Q1 2016), after 3 of 171 (Q3 2016)”; None where nothing was read."""
    if found.before is None:
        return None
    before = reading_words(measure, found.before), quarters_words(found.before)
    if found.after is None:
        return text("before {was} ({when})", was=before[0], when=before[1])
    after = reading_words(measure, found.after), quarters_words(found.after)
    return text("before {was} ({when}), after {now} ({then})", was=before[0], when=before[1],
                now=after[0], then=after[1])  # fmt: skip


def interval_words(measure: Measure, found: Judgement) -> Text | None:
    """How sure it is: “between 0.05 and 0.71 times as often, with 95 % certainty”; None where
    nothing was compared."""
    if found.change is None:
        return None
    level = f"{found.level:.0%}".replace("%", " %")
    low, high = found.change
    if measure.kind in COUNTS:
        if isinf(high) and low == 0:
            return text("nothing happened, before or after")
        if isinf(high):
            return text("at least {low} times as often, with {level} certainty",
                        low=_times(low), level=level)  # fmt: skip
        return text("between {low} and {high} times as often, with {level} certainty",
                    low=_times(low), high=_times(high), level=level)  # fmt: skip
    if measure.kind in SHARES:
        return text("between {low} and {high} points, with {level} certainty",
                    low=_signed(100 * low), high=_signed(100 * high), level=level)  # fmt: skip
    return text("between {low} and {high}, with {level} certainty", low=_shift(low),
                high=_shift(high), level=level)  # fmt: skip


def why_words(found: Judgement) -> Text:
    """Why nobody can tell, and from when on somebody can; nothing where it was told."""
    if not found.why:
        return text("")
    why = text(_WHY[found.why], few=FEWEST)
    if not found.until:
        return why
    day = day_words(date.fromisoformat(found.until), year=True)
    return text("{why} It can be told from {day} on.", why=why, day=day)


def judgement_words(effect: Effect | None, found: Judgement | None) -> Text:
    """All of it in a line or two, as page and paper print it."""
    if effect is None or found is None:
        return text("")
    parts: list[Text | str] = [text(VERDICT_WORDS[found.verdict])]
    said = before_and_after(effect.measure, found)
    how_sure = interval_words(effect.measure, found)
    if said is not None:
        with_it = said if how_sure is None else text("{said}: {sure}", said=said, sure=how_sure)
        parts.append(text("{said}.", said=with_it))
    if found.why:
        parts.append(why_words(found))
    places = {f"part{number}": part for number, part in enumerate(parts)}
    first = "{part0}: " if len(parts) > 1 else "{part0}"
    return Text(first + " ".join("{" + name + "}" for name in list(places)[1:]), places)


STEP_WORDS: Final[Mapping[str, str]] = {
    MADE: "Made", FINISHED: "Done", GIVEN_UP: "Dropped", REOPENED_AGAIN: "Opened again",
}  # fmt: skip
_FIELD_WORDS: Final[Mapping[str, str]] = {
    "title": "title", "kind": "kind", "priority": "priority", "owner_id": "owner",
    "owner_role": "role", "due_on": "due date", "effect": "expected effect",
}  # fmt: skip


def changed_words(
    was: Mapping[str, Any], said: Mapping[str, Any], people: Mapping[int, str]
) -> Text:
    """What was changed: “Due date: 12 May 2026 → 3 Jun 2026; owner: Ben → Cy”."""
    parts = [
        text("{name}: {was} → {now}", name=field_words(name), was=_value_words(name, was, people),
             now=_value_words(name, said, people))
        for name in said
    ]  # fmt: skip
    places = {f"part{number}": part for number, part in enumerate(parts)}
    return Text("; ".join("{" + name + "}" for name in places), places)


def field_words(name: str) -> str:
    """What a field of an action is called."""
    return _FIELD_WORDS.get(name, name)


def _value_words(name: str, said: Mapping[str, Any], people: Mapping[int, str]) -> Text:
    value = said[name]
    if name == "owner_id":
        return text("{name}", name=people.get(value, "")) if value else text("nobody by name")
    if name == "owner_role":
        return text("{role}", role=role_name(value))
    if name == "due_on":
        return text("{day}", day=day_words(date.fromisoformat(value), year=True))
    if name == "effect":
        return effect_words(effect_from(value))
    return text("{value}", value=KIND_WORDS.get(value, value) if name == "kind" else str(value))


def number_words(number: float) -> str:
    """A number expected, with a decimal only where it has one."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def seconds_words(seconds: float) -> str:
    """A time that was measured."""
    return span_words(timedelta(seconds=round(seconds)))


def due_words(due_on: date, first_due_on: date, moved: int) -> Text:
    """“12 May 2026”, and of one carried over “12 May 2026, carried twice since 3 Mar 2026”."""
    day = day_words(due_on, year=True)
    if not moved:
        return text("{day}", day=day)
    since = day_words(first_due_on, year=True)
    times = counted(moved, "once", "{count} times")
    return text("{day}, carried {times} since {since}", day=day, times=times, since=since)


def state_words(
    status: str,
    due_on: date,
    first_due_on: date,
    moved: int,
    days_over: int,
    ended_on: date | None,
) -> Text:
    """How an action stands, in a line: “due 26 Mar 2026, carried once since 9 Feb 2026, 47 days
    overdue”, “done 26 Jan 2026”."""
    if ended_on is not None:
        day = day_words(ended_on, year=True)
        return text("done {day}" if status == DONE else "dropped {day}", day=day)
    due = due_words(due_on, first_due_on, moved)
    if not days_over:
        return text("due {due}", due=due)
    over = counted(days_over, "1 day overdue", "{count} days overdue")
    return text("due {due}, {over}", due=due, over=over)


def _times(number: float) -> str:
    return f"{number:.2f}" if number else "0"


def _signed(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−")


def _shift(seconds: float) -> str:
    if abs(seconds) == inf:
        return "any longer" if seconds > 0 else "any shorter"
    words = seconds_words(abs(seconds))
    return f"{words} longer" if seconds > 0 else f"{words} shorter" if seconds < 0 else words
