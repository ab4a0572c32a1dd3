"""The forecast in sentences: how many cases will breach by when, and how far to trust that."""

from typing import Final

from models.handbook.calibration import EACH, ENOUGH, Calibration
from models.handbook.forecast import Expected
from models.handbook.thresholds import TAUGHT
from models.queries.forecast import CaseChance, ForecastNow
from models.text import Text, counted, text

_NEARLY_SURE: Final = 0.99
"""All of so many futures is a share of them too: more than this is not told apart."""


def forecast_words(now: ForecastNow) -> Text:
    """“Expected to breach: 1 to 3 cases within 8 hours, 3 to 6 within 24 hours, …”; and where too
    little is known of the past, that it is what the handbook supposes."""
    if now.learnt_from >= TAUGHT:
        return _expected_words(now)
    key = "{expected}, as the handbook supposes: too few past cases are known"
    return text(key, expected=_expected_words(now))


def _expected_words(now: ForecastNow) -> Text:
    first, second, third = now.expected
    if third.high == 0:
        return text("No case is expected to breach within {hours} hours", hours=third.hours)
    return text(
        "Expected to breach: {first} within {one} hours, {second} within {two} hours, "
        "{third} within {three} hours",
        first=cases_words(first), one=first.hours, second=_span(second), two=second.hours,
        third=_span(third), three=third.hours,
    )  # fmt: skip


def cases_words(expected: Expected) -> Text:
    """“1 to 3 cases”, or “no case”: between what eight futures of ten are."""
    if expected.high == 0:
        return text("no case")
    return text("{span} case" if expected.high == 1 else "{span} cases", span=_span(expected))


def _span(expected: Expected) -> Text:
    low, high = f"{expected.low:,}", f"{expected.high:,}"
    if low == high:
        return text("{count}", count=high) if expected.high else text("none")
    return text("{low} to {high}" if expected.low else "up to {high}", low=low, high=high)


def chance_words(one: CaseChance) -> Text:
    """“30 % likely to breach”; of what is late, that it is."""
    if one.late:
        return text("breached already")
    if one.chance > _NEARLY_SURE:
        return text("over {percent} % likely to breach", percent=round(100 * _NEARLY_SURE))
    percent = percent_of(one.chance)
    if percent == 0:
        return text("hardly likely to breach")
    return text("{percent} % likely to breach", percent=percent)


def percent_of(chance: float) -> int:
    """A chance as a whole percentage: what is possible and not sure is neither 0 nor 100."""
    rounded = round(100 * chance)
    return min(max(rounded, 1), 99) if 0.005 <= chance < 1 else rounded


def trust_words(found: Calibration) -> Text:
    """How far to trust the forecast, in one sentence."""
    if found.trust == "unknown":
        return _too_few(found)
    keys = {
        "good": "You can rely on it: {facts}",
        "hint": "Take it as a hint: {facts}",
        "none": "Do not rely on it: {facts}",
    }
    return text(keys[found.trust], facts=_facts(found))


def _too_few(found: Calibration) -> Text:
    if found.count < ENOUGH:
        past = counted(found.count, "1 past forecast", "{count} past forecasts")
        past = past if found.count else text("no past forecast yet")
        return text(
            "Not enough data to say how far to trust it: {past}, {enough} are needed",
            past=past, enough=ENOUGH,
        )  # fmt: skip
    return text(
        "Not enough data to say how far to trust it: of {count} past forecasts {breached} "
        "breached; {each} that did and {each} that did not are needed",
        breached=f"{found.breached:,}", count=f"{found.count:,}", each=EACH,
    )  # fmt: skip


def _facts(found: Calibration) -> Text:
    """What was said on average, and what came; how far apart they are, bin by bin."""
    if found.knows_nothing:
        return text(
            "over {count} past forecasts, always saying {happened} % would have been as good",
            count=f"{found.count:,}", happened=percent_of(found.happened),
        )  # fmt: skip
    return text(
        "over {count} past forecasts it said {said} % breach and {happened} % did; on average it "
        "is off by {off} %",
        count=f"{found.count:,}", said=percent_of(found.said),
        happened=percent_of(found.happened), off=max(round(100 * found.off), 1),
    )  # fmt: skip
