"""What a review's two charts show, drawn by two thin painters: the screen's and the paper's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from models.handbook.attainment import FEW
from models.queries.breaches import GroupBreaches
from models.queries.trends import Week
from models.text import Text, text
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
    `figures` stand in columns under `BAR_HEADS`; `words` say the same to who cannot see them.
    """

    group: str
    count: int
    share: float
    leading: bool
    figures: tuple[str, str, str]

    @property
    def words(self) -> str:
        """“Exports: breaches 8, time over 3 h 10, cumulative 80 %”."""
        told = zip(BAR_HEADS, self.figures, strict=True)
        return f"{self.group}: " + ", ".join(f"{head.lower()} {figure}" for head, figure in told)


BAR_HEADS: Final = ("Breaches", "Time over", "Cumulative")
"""How many, the counted time over of all of them, their share with the groups above."""


def trend_points(weeks: Sequence[Week], today: date) -> list[Point]:
    """The weeks in order, as known on `today`."""
    percents = [100 * week.met / week.decided if week.decided else None for week in weeks]
    return [
        Point(week, percents[i], _day(week.starts_on), *_halves(week, today), *side_of(percents, i))
        for i, week in enumerate(weeks)
    ]


def axis_floor(weeks: Sequence[Week]) -> int:
    """Where the axis begins: ten or more below the lowest week, so that differences can be seen."""
    return floor_of([(week.met, week.decided) for week in weeks])


def floor_of(pairs: Sequence[tuple[int, int]]) -> int:
    """The same of any (met, decided)."""
    lowest = min((100 * met // decided for met, decided in pairs if decided), default=0)
    return min(max(0, lowest // 10 * 10 - 10), 80)


def pareto_bars(groups: Sequence[GroupBreaches]) -> list[Bar]:
    """The largest groups, most first; what is left is one line without a bar."""
    shown = list(groups) if len(groups) <= _MOST_BARS else list(groups[: _MOST_BARS - 1])
    rest = groups[len(shown) :]
    every, most = sum(group.count for group in groups), max((g.count for g in groups), default=1)
    lead, before = leading(groups), 0
    bars: list[Bar] = []
    for place, group in enumerate(shown):
        before += group.count
        figures = _figures(group.count, group.over_seconds, 100 * before // every)
        bars.append(Bar(group.group, group.count, group.count / most, place < lead, figures))
    if rest:
        count, over = sum(g.count for g in rest), sum(g.over_seconds for g in rest)
        figures = _figures(count, over, 100)
        bars.append(Bar(f"{len(rest)} other groups", count, 0, False, figures))
    return bars


def leading(groups: Sequence[GroupBreaches]) -> int:
    """How many of the largest groups make four fifths of the breaches."""
    counts = [group.count for group in groups]
    before = accumulate(counts, initial=0)
    return sum(count < _LEADING * sum(counts) for count in before)


def pareto_words(groups: Sequence[GroupBreaches]) -> Text:
    """What the chart shows: “Four fifths are in 2 of 5 groups (strong bars)”."""
    pale = any(bar.share and not bar.leading for bar in pareto_bars(groups))
    key = "Four fifths are in {lead} of {every} groups"
    key = "All are in one group" if len(groups) == 1 else f"{key} (strong bars)" if pale else key
    return text(key, lead=f"{leading(groups):,}", every=f"{len(groups):,}")


def trend_words(weeks: Sequence[Week], today: date) -> Text:
    """The trend for who cannot see it: “4 Jan 73 % (11 of 15); 11 Jan none decided”."""
    told = "; ".join(
        f"{point.name} {f'{point.words} ({point.detail})' if point.words else 'none decided'}"
        for point in trend_points(weeks, today)
        if point.detail
    )
    return text("Share met, week by week, each by its first day: {told}", told=told)


def _figures(count: int, over_seconds: int, together: int) -> tuple[str, str, str]:
    return f"{count:,}", span_words(timedelta(seconds=over_seconds)), f"{together} %"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _halves(week: Week, today: date) -> tuple[str, str]:
    """What stands at the point, and what under the week's name."""
    if not week.decided:
        return "", "–" if week.starts_on <= today else ""
    counts = f"{week.met:,} of {week.decided:,}"
    percent = f"{100 * week.met // week.decided} %"
    return (counts, percent) if week.decided < FEW else (percent, counts)


def side_of(percents: Sequence[float | None], index: int) -> tuple[bool, int]:
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
