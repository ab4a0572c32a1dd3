"""Days that differ as people type them: “every second Saturday 10–14”, “24 Dec 9–12”, “first Monday
of the month off”."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from models.errors import KnownError
from models.handbook.different_days import DifferentDays, at_once, next_on
from models.handbook.typed_hours import hours_words, typed_hours
from models.handbook.working_hours import DAYS
from models.typed_text import echoed

HOW: Final = (
    "Write it like “24 Dec 9–12”, “every second Saturday 10–14”, or “first Monday of the month "
    "off”."
)
NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NTH: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "other": 2, "third": 3, "3rd": 3, "fourth": 4,
    "4th": 4, "fifth": 5, "5th": 5, "last": -1,
}  # fmt: skip
_SAID: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_OFF: Final = ("off", "free", "not working", "day off")
MOST: Final = 40
_FARTHEST: Final = timedelta(days=3660)

_day = "|".join(f"{n[:3]}(?:{n[3:]}s?|s|{n[3:5]}|{n[3:6]})?" for n in NAMES).casefold()
_singular = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in NAMES).casefold()
_month = "|".join(f"{name[:3]}(?:{name[3:]}|{name[3:4]})?" for name in _MONTHS).casefold()
_date = (
    rf"(?:(?:{_day})\.?,? )?\d{{1,2}}\.? (?:{_month})\.?(?: \d{{4}})?"
    r"|\d{4}-\d{2}-\d{2}|today|tomorrow"
)
_nth = "|".join(_NTH)
_TAIL: Final = re.compile(
    rf"(?P<head>.*?)(?:,? (?:from|starting) (?P<begin>{_date}))?(?:,? until (?P<end>{_date}))?"
)
_ONE: Final = re.compile(
    rf"(?P<first>{_date})(?: ?(?:–|-|to|until) ?(?P<last>{_date}))?(?P<rest>.*)"
)
_IN_WORDS: Final = re.compile(
    rf"(?:(?P<named>{_day})\.?,? )?(?P<day>\d{{1,2}})\.? (?P<month>{_month})\.?"
    r"(?: (?P<year>\d{4}))?"
)
_NEXT: Final = re.compile(rf"(?:next )?(?P<day>{_singular})\b(?P<rest>.*)")
_EVERY: Final = re.compile(
    rf"(?:every|each) (?:(?P<nth>{_nth}) )?"
    rf"(?P<days>(?:{_day})\b(?:(?:, ?| and |, and )(?:{_day})\b)*|weekday\b|day\b)(?P<rest>.*)"
)
_MONTHLY: Final = re.compile(
    rf"(?:the |every )?(?P<nth>{_nth}) (?P<day>{_day})\b (?:of|in) (?:the |every |each |a )?month\b"
    r"(?P<rest>.*)"
)


def typed_days(words: str, today: date) -> DifferentDays:
    """The days of one line; what it leaves open begins with the next from today on.

    A `KnownError` where it is none, or where they never come.
    """
    line = " ".join(words.casefold().split())
    for pattern, read in _WAYS:
        tail = _TAIL.fullmatch(line)
        found = pattern.fullmatch(tail["head"]) if tail is not None else None
        if tail is None or found is None:
            continue
        begin = _read_date(tail["begin"], words, today) if tail["begin"] else None
        days = read(found, begin or today, words)
        if tail["end"]:
            end = _read_date(tail["end"], words, begin or today).isoformat()
            days = replace(days, ends_on=end)
        if days.dated and (tail["begin"] or tail["end"]):
            break
        return _that_comes(replace(days, spans=_hours(found["rest"], words)), words, today)
    raise _refused(f"“{echoed(words)}” is no day.")


def typed_lines(lines: str, today: date) -> tuple[DifferentDays, ...]:
    """A line for each; a `KnownError` names the one that is wrong, or the two that collide."""
    days = [typed_days(line, today) for line in lines.splitlines() if line.strip()]
    check_days(days, today)
    return tuple(days)


def check_days(days: Sequence[DifferentDays], today: date) -> None:
    """A `KnownError` where there are too many, or two of them say different things of one date."""
    if len(days) > MOST:
        raise _refused(f"That is more than {MOST} lines.")
    found = at_once(days, today)
    if found is not None:
        one, other, on = found
        raise KnownError(
            "Which of them?",
            f"{date_words(on)} is in both “{days_words(one)}” and “{days_words(other)}”.",
            "Add a line for that day alone, or change one of them.",
        )


def days_words(days: DifferentDays, today: date | None = None) -> str:
    """“every second Saturday 10:00–14:00 from 16 May 2026”, as it can be typed again.

    With `today`, where it began before and each week counts, it is not said since when.
    """
    hours = hours_words([list(span) for span in days.spans]) if days.spans else "off"
    return " ".join(filter(None, (when_words(days), hours, span_words(days, today))))


def when_words(days: DifferentDays) -> str:
    """“every second Saturday”, “first Monday of the month”, “Thu 24 Dec 2026”."""
    if days.repeats == "once":
        return date_words(date.fromisoformat(days.begins_on))
    if days.repeats == "daily":
        return f"{_short(days.begins_on)} – {_short(days.ends_on or days.begins_on)}"
    names = [NAMES[DAYS.index(day)] for day in days.weekdays]
    if days.repeats == "monthly":
        return f"{_SAID[days.nth]} {names[0]} of the month"
    every = "every" if days.interval == 1 else f"every {_SAID[days.interval]}"
    if days.interval == 1 and days.weekdays in (DAYS, DAYS[:5]):
        return f"{every} day" if days.weekdays == DAYS else f"{every} weekday"
    many = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{every} {many if names[1:] else names[0]}"


def span_words(days: DifferentDays, today: date | None = None) -> str:
    """“from 16 May 2026 until 1 June 2026”, of what repeats."""
    if days.dated:
        return ""
    begun = today is not None and days.begins_on <= today.isoformat() and days.interval == 1
    since = "" if begun else f"from {_short(days.begins_on)}"
    until = f"until {_short(days.ends_on)}" if days.ends_on else ""
    return " ".join(filter(None, (since, until)))


def date_words(day: date) -> str:
    """“Sat 16 May 2026”."""
    return f"{NAMES[day.weekday()][:3]} {_short(day.isoformat())}"


def _short(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def _that_comes(days: DifferentDays, words: str, today: date) -> DifferentDays:
    """From the first such weekday on, from which every second is counted; refused where none comes
    from today on."""
    begins_on = min(today, date.fromisoformat(days.begins_on))
    first = next_on(replace(days, interval=1), begins_on)
    if first is not None and not days.dated:
        days = replace(days, begins_on=first.isoformat())
    if first is None or next_on(days, today) is None:
        raise KnownError(
            "It never comes", f"“{echoed(words)}” falls on no day from today on.",
            "Look at its dates, or take the line out.",
        )  # fmt: skip
    return days


def _once(found: re.Match[str], today: date, words: str) -> DifferentDays:
    first = _read_date(found["first"], words, today)
    if not found["last"]:
        return DifferentDays((), first.isoformat())
    last = _read_date(found["last"], words, first)
    if (last - first).days > 366:
        raise _refused(f"“{echoed(words)}” lasts more than a year.")
    return DifferentDays((), first.isoformat(), last.isoformat(), "daily")


def _next(found: re.Match[str], today: date, _: str) -> DifferentDays:
    ahead = (_weekday(found["day"]) - today.weekday()) % 7
    return DifferentDays((), (today + timedelta(days=ahead)).isoformat())


def _every(found: re.Match[str], since: date, words: str) -> DifferentDays:
    interval = _NTH[found["nth"] or "first"]
    named = {"day": range(7), "weekday": range(5)}.get(found["days"])
    numbers = named or {_weekday(one) for one in re.findall(rf"(?:{_day})\b", found["days"])}
    if interval < 1 or (named and interval > 1):
        raise _refused(f"“{echoed(words)}” is no day.")
    weekdays = tuple(DAYS[number] for number in sorted(numbers))
    return DifferentDays((), since.isoformat(), None, "weekly", interval, weekdays)


def _monthly(found: re.Match[str], since: date, _: str) -> DifferentDays:
    day = (DAYS[_weekday(found["day"])],)
    return DifferentDays((), since.isoformat(), None, "monthly", 1, day, _NTH[found["nth"]])


_WAYS: Final[
    tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, str], DifferentDays]], ...]
] = ((_ONE, _once), (_MONTHLY, _monthly), (_EVERY, _every), (_NEXT, _next))


def _hours(rest: str, words: str) -> tuple[tuple[str, str], ...]:
    said = rest.strip(" :,")
    if said in _OFF:
        return ()
    if not said:
        raise _refused(f"“{echoed(words)}” has no hours: say them, or “off”.")
    try:
        return tuple((begin, end) for begin, end in typed_hours(said))
    except KnownError as error:
        raise _refused(f"In “{echoed(words)}”: {error.sentence}") from None


def _read_date(said: str, words: str, today: date) -> date:
    """The date, the next such from a day on where it has no year."""
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    try:
        iso = re.fullmatch(r"\d{4}-.*", said)
        found = date.fromisoformat(said) if iso else _in_words(said, today)
    except ValueError:
        raise _refused(f"There is no such date as in “{echoed(words)}”.") from None
    if abs(found - today) > _FARTHEST:
        raise _refused(f"In “{echoed(words)}” is a date that is more than ten years away.")
    return found


def _in_words(said: str, today: date) -> date:
    found = _IN_WORDS.fullmatch(said)
    assert found is not None, said
    month = [name[:3].casefold() for name in _MONTHS].index(found["month"][:3]) + 1
    years = [int(found["year"])] if found["year"] else [today.year + one for one in range(9)]
    for year in years:
        try:
            on = date(year, month, int(found["day"]))
        except ValueError:  # 29 February
            continue
        if found["year"] or on >= today:
            if found["named"] and _weekday(found["named"]) != on.weekday():
                raise _refused(f"{_short(on.isoformat())} is a {NAMES[on.weekday()]}.")
            return on
    raise ValueError(said)


def _weekday(said: str) -> int:
    return DAYS.index(said[:3])


def _refused(sentence: str) -> KnownError:
    return KnownError("These are no days", sentence, HOW)
