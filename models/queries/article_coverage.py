"""Article coverage of a period (handbook, rule 29)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from models.handbook.instants import to_seconds
from models.handbook.periods import Period
from models.handbook.topic_figures import NOTHING_TO_COVER, Coverage, TopicSums, coverage
from models.handbook.topics import topics_of
from models.handbook.zones import zone
from models.policies import load_policies
from models.progress import Progress, silent
from models.queries.known_at import known_at
from models.queries.topic_cases import answered_ids, topic_cases

YEAR: Final = timedelta(days=365)
"""The cases of so long make the topics: the more there are, the finer they are."""
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True)
class ArticleCoverage:
    """The figure, and the cases behind it by id: those with an article, and those without."""

    share: Coverage = NOTHING_TO_COVER
    covered: tuple[int, ...] = ()
    uncovered: tuple[int, ...] = ()


NO_COVERAGE: Final = ArticleCoverage()


def article_coverage(
    session: Session, period: Period, now: datetime, progress: Progress = silent
) -> ArticleCoverage:
    """Of the cases opened in the period, by topics of the year up to its end.

    Links count as they are known at the instant the period's review is as of; which articles are
    given as an answer is as it is today.
    """
    place = zone(load_policies(session).newest.team.zone)
    begin, end = period.begin(place), period.end(place)
    as_of = known_at(session, begin, end, now)
    until = min(end, as_of + _SECOND)
    cases = topic_cases(session, min(begin, until - YEAR), until, progress)
    within = {one.told.case_id for one in cases if one.opened_at >= to_seconds(begin)}
    answered = within & set(answered_ids(session, begin, until, as_of))
    topics = topics_of((one.told for one in cases), progress)
    ids = [tuple(one for one in topic.cases if one in within) for topic in topics]
    ids.sort(key=lambda one: -len(one))
    sums = [
        TopicSums(cases=len(one), with_article=sum(case in answered for case in one)) for one in ids
    ]
    share = coverage(sums)
    high = sorted(case for one in ids[: share.topics] for case in one)
    return ArticleCoverage(
        share, tuple(one for one in high if one in answered),
        tuple(one for one in high if one not in answered),
    )  # fmt: skip
