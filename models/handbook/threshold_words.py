"""Thresholds of the queue in words: as the handbook has them, and as they are crossed."""

from collections.abc import Mapping
from typing import Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.lengths import seconds_words
from models.handbook.policy_words import round_the_clock
from models.handbook.thresholds import (
    BREACHES,
    NOBODY,
    OLDEST,
    OPEN_CASES,
    Basis,
    Queue,
    Threshold,
)
from models.text import Text, text

Calendars = Mapping[str, BusinessCalendar]

_ONE: Final = {"categories": "category", "groups": "group", "products": "product"}
_SUBJECTS: Final = {
    OPEN_CASES: "open {cases}",
    OLDEST: "the oldest of the unassigned {cases}",
    BREACHES: "{cases} expected to breach within {span}",
    NOBODY: "nobody on shift with {skill}",
}
_OPEN: Final = "{count} {cases} are open, over {limit}"
_BREACHES: Final[Mapping[Basis, str]] = {
    "forecast": "{count} {cases} are expected to breach within {span}, over {limit}",
    "few": "{count} {cases} fall due within {span}, over {limit}; "
    "too few past cases for a forecast",
    "far": "{count} {cases} fall due within {span}, over {limit}; a forecast reaches 72 h",
}


def subject_words(one: Threshold) -> Text:
    """What is looked at: “open P2 cases of group network”."""
    skill = f"{one.skill} {one.level}" if one.skill else text("a skill that cases need")
    return text(
        _SUBJECTS[one.watch], cases=_cases(one.queue), span=seconds_words(one.within), skill=skill
    )


def over_words(one: Threshold, calendars: Calendars) -> Text:
    """When it is told: “10”, “4 h of work time”, or at once where there is no limit."""
    if one.watch == NOBODY:
        return text("at once")
    if one.watch == OLDEST:
        return text("{age}", age=_age(one, one.limit, calendars))
    return text("{limit}", limit=f"{one.limit:,}")


def back_words(one: Threshold) -> Text:
    """Until when it stands: “8 or fewer”, “3 h or less”, “somebody is”."""
    if one.watch == NOBODY:
        return text("somebody is")
    if one.watch == OLDEST:
        return text("{age} or less", age=seconds_words(one.back_at))
    if not one.back_at:
        return text("there is none")
    return text("{count} or fewer", count=f"{one.back_at:,}")


def limits_words(one: Threshold, calendars: Calendars) -> Text:
    """“over 10, until 8 or fewer”."""
    key = "{over}, until {back}" if one.watch == NOBODY else "over {over}, until {back}"
    return text(key, over=over_words(one, calendars), back=back_words(one))


def crossing_words(
    one: Threshold, value: int, calendars: Calendars, basis: Basis = "forecast"
) -> Text:
    """What has crossed its limit: “12 P2 cases are open, over 10”. Of breaches to come it says
    whether that is forecast, or what falls due."""
    if one.watch == NOBODY:
        return text("Nobody with {skill} is on shift", skill=f"{one.skill} {one.level}")
    if one.watch == OLDEST:
        return text(
            "The oldest of the unassigned {cases} has waited for {age}, over {limit}",
            cases=_cases(one.queue), age=_age(one, value // 60 * 60, calendars),
            limit=seconds_words(one.limit),
        )  # fmt: skip
    key = _OPEN if one.watch == OPEN_CASES else _BREACHES[basis]
    return text(key, count=f"{value:,}", cases=_cases(one.queue),
                span=seconds_words(one.within), limit=f"{one.limit:,}")  # fmt: skip


def _age(one: Threshold, seconds: int, calendars: Calendars) -> Text | str:
    span = seconds_words(seconds)
    if round_the_clock(calendars[one.calendar]):
        return span
    return text("{span} of work time", span=span)


def _cases(queue: Queue) -> Text:
    """“P1 and P2 cases of group network”, or “all cases”."""
    of = [f"{_ONE[name]} {', '.join(held)}" for name, held in queue.lists if name != "priorities"]
    those = " and ".join(queue.priorities)
    if not of:
        return text("{those} cases", those=those) if those else text("cases")
    key = "{those} cases of {of}" if those else "cases of {of}"
    return text(key, those=those, of="; ".join(of))
