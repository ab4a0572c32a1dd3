"""What a review's two charts show, drawn by two thin painters: the screen's and the paper's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.handbook.attainment import FEW
from models.queries.breaches import GroupBreaches
from models.queries.review import Week
from models.wording import MONTHS, span_words

_MOST_BARS = 8
_LEADING = 0.8


@dataclass(frozen=True)
class Point:
    """A week of the trend. `percent` is exact, None where nothing was decided.

    `name` says which week, `words` stand at the point and `detail` under the week's name: count
    and percentage, the count first under 30 (rule 26), as short as a chart needs. A week that has
    not begun has neither.

    `below` and `lean` keep the words off the line: they stand over the point or under it, and
    there before it (-1), in its middle (0) or after it (1).
    """

    week: Week
    percent: float | None
    name: str
    words: str
    detail: str
    below: bool
    lean: int


@dataclass(frozen=True)
class Bar:
    """A group's breaches, or those of all smaller groups together (then without `share`).

    `share` is of the longest bar; `leading`: among the first groups that make four fifths.
    """

    group: str
    count: int
    share: float
    leading: bool
    words: str


def trend_points(weeks: Sequence[Week], today: date) -> list[Point]:
    """The weeks in order, as known on `today`."""
    percents = [100 * week.met / week.decided if week.decided else None for week in weeks]
    return [
        Point(week, percents[i], _day(week.starts_on), *_halves(week, today), *_side(percents, i))
        for i, week in enumerate(weeks)
    ]


def axis_floor(weeks: Sequence[Week]) -> int:
    """Where the axis begins: ten or more below the lowest week, so that differences can be seen."""
    lowest = min((100 * w.met // w.decided for w in weeks if w.decided), default=0)
    return min(max(0, lowest // 10 * 10 - 10), 80)


def pareto_bars(groups: Sequence[GroupBreaches]) -> list[Bar]:
    """The largest groups, most first; what is left is one line without a bar."""
    shown = list(groups) if len(groups) <= _MOST_BARS else list(groups[: _MOST_BARS - 1])
    rest = groups[len(shown) :]
    every, most = sum(group.count for group in groups), max((g.count for g in groups), default=1)
    bars: list[Bar] = []
    before = 0
    for group in shown:
        leading, before = before < _LEADING * every, before + group.count
        words = _bar_words(group.count, group.over_seconds, 100 * before // every)
        bars.append(Bar(group.group, group.count, group.count / most, leading, words))
    if rest:
        count, over = sum(g.count for g in rest), sum(g.over_seconds for g in rest)
        words = _bar_words(count, over, 100)
        bars.append(Bar(f"{len(rest)} other groups", count, 0, False, words))
    return bars


def _bar_words(count: int, over_seconds: int, together: int) -> str:
    over = span_words(timedelta(seconds=over_seconds))
    return f"{count:,} · {over} counted · together {together} %"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _halves(week: Week, today: date) -> tuple[str, str]:
    """What stands at the point, and what under the week's name."""
    if not week.decided:
        return "", "–" if week.starts_on <= today else ""
    counts = f"{week.met:,} of {week.decided:,}"
    percent = f"{100 * week.met // week.decided} %"
    return (counts, percent) if week.decided < FEW else (percent, counts)


def _side(percents: Sequence[float | None], index: int) -> tuple[bool, int]:
    """(below, lean) of a point's words: under a valley, and on the free side of a slope."""
    here = percents[index]
    if here is None:
        return False, 0
    left, right = percents[max(index - 1, 0)], (*percents, None)[index + 1]
    left_rise = 0.0 if left is None else here - left
    right_rise = 0.0 if right is None else right - here
    below = right_rise > left_rise
    if left_rise * right_rise <= 0:
        return below, 0
    return below, 1 if below == (left_rise > 0) else -1
