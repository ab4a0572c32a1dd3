"""What is told of a topic: how much there is of it, what an article would save, whether it rises.

Coverage is rule 29's. What an article would have saved is a guess, and its terms are said on the
page: the hours of the cases without one, times the share by which cases with one are shorter. That
share is the topic's own where it has cases enough of both kinds; it is drawn towards the team's,
and the team's towards a quarter, the more the fewer cases it comes from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from typing import Final

from models.handbook.binomial import chance_of

MOST_VOLUME: Final = Fraction(80, 100)
"""The topics that make up so much of the volume are the high-volume ones (rule 29)."""
SUPPOSED: Final = 0.25
"""By so much an article shortens a case, where nothing is known yet."""
STRENGTH: Final = 10.0
"""So many cases count as much as what is supposed without them."""
MOST_SHORTER: Final = 0.9
NOT_CHANCE: Final = 0.05
"""In fewer weeks than this share any topic would be marked by chance alone."""
FEWEST_RISING: Final = 3
FEWEST_TO_WRITE: Final = 2
"""Of one case nobody knows that it comes again."""
WEEK: Final = 7 * 86_400
WEEKS_BEFORE: Final = 8


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case of a period: hands-on `hours` (None: not known), whether an article that can be read
    is linked, and whether one of its SLA clocks breached."""

    case_id: int
    hours: float | None
    has_article: bool
    breached: bool


@dataclass(frozen=True, slots=True)
class TopicSums:
    """A topic's cases of a period: how many, of how many the hours are known, with an article and
    breached; `hours` are of all, those not known taken as the others' mean."""

    cases: int = 0
    known: int = 0
    with_article: int = 0
    breached: int = 0
    hours: float = 0.0
    hours_without: float = 0.0


@dataclass(frozen=True, slots=True)
class Shorter:
    """By which share cases with an article are shorter, and from how many with and without."""

    share: float = SUPPOSED
    with_article: int = 0
    without: int = 0


NOT_KNOWN: Final = Shorter()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Rule 29: of the `cases` of the high-volume topics, so many link a readable article."""

    cases: int = 0
    covered: int = 0
    topics: int = 0
    of_topics: int = 0
    of_cases: int = 0


NOTHING_TO_COVER: Final = Coverage()


@dataclass(frozen=True, slots=True)
class Rise:
    """Cases in the last seven days, how many a week there were before, and the chance of so many
    if nothing had changed."""

    now: int
    usual: float
    chance: float


def sums_of(cases: Sequence[CaseFacts]) -> TopicSums:
    """The figures of a topic's cases."""
    with_article, without = _hours(cases, True), _hours(cases, False)
    known = len(with_article) + len(without)
    whole = fsum(with_article) + fsum(without)
    mean = whole / known if known else 0.0
    bare = sum(not one.has_article for one in cases)
    return TopicSums(
        len(cases), known, len(cases) - bare, sum(one.breached for one in cases),
        mean * len(cases), (fsum(without) / len(without) if without else mean) * bare,
    )  # fmt: skip


def team_shorter(topics: Sequence[Sequence[CaseFacts]]) -> Shorter:
    """The team's share, topic by topic: easy topics with articles are no proof that articles help.

    Only topics with cases of both kinds tell something.
    """
    took, expected, with_article, others = list[float](), list[float](), 0, 0
    for cases in topics:
        having, without = _hours(cases, True), _hours(cases, False)
        if having and without and fsum(without) > 0:
            took += having
            expected.append(len(having) * fsum(without) / len(without))
            with_article, others = with_article + len(having), others + len(without)
    seen = 1 - fsum(took) / fsum(expected) if expected else 0.0
    return Shorter(_drawn(seen, min(with_article, others), SUPPOSED), with_article, others)


def topic_shorter(cases: Sequence[CaseFacts], team: Shorter) -> Shorter:
    """The topic's share, drawn towards the team's."""
    having, without = _hours(cases, True), _hours(cases, False)
    if not having or not without or fsum(without) <= 0:
        return Shorter(team.share, len(having), len(without))
    seen = 1 - (fsum(having) / len(having)) / (fsum(without) / len(without))
    share = _drawn(seen, min(len(having), len(without)), team.share)
    return Shorter(share, len(having), len(without))


def saved_hours(sums: TopicSums, shorter: Shorter) -> float:
    """What an article would have saved in the period, in hours."""
    return sums.hours_without * shorter.share


def coverage(topics: Sequence[TopicSums]) -> Coverage:
    """Rule 29, of topics in the order of their volume: those after which 80 % is reached, too."""
    whole, sofar, high = sum(one.cases for one in topics), 0, list[TopicSums]()
    for one in topics:
        if sofar >= MOST_VOLUME * whole:
            break
        high.append(one)
        sofar += one.cases
    filled = sum(one.cases > 0 for one in topics)
    return Coverage(sofar, sum(one.with_article for one in high), len(high), filled, whole)


def rise(now: int, before: int, weeks: float) -> Rise:
    """Cases of the last week beside those of so many weeks before it.

    Of all of them, the last week has its share of the time by chance: the exact tail says how
    likely so many in it are, and knows that what was usual is an estimate too.
    """
    if weeks <= 0:
        return Rise(now, 0.0, 1.0)
    share = Fraction(1 / (1 + weeks))
    return Rise(now, before / weeks, chance_of(now, now + before, share))


def rises(one: Rise, topics: int) -> bool:
    """Whether it is more than chance: of many topics one or the other would look so."""
    return one.now >= FEWEST_RISING and one.chance * max(topics, 1) < NOT_CHANCE


def _hours(cases: Sequence[CaseFacts], has_article: bool) -> list[float]:
    return [one.hours for one in cases if one.hours is not None and one.has_article is has_article]


def _drawn(seen: float, cases: int, towards: float) -> float:
    share = (seen * cases + towards * STRENGTH) / (cases + STRENGTH)
    return min(max(share, 0.0), MOST_SHORTER)
