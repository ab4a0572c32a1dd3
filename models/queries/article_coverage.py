"""Article coverage of a period (handbook, rule 29)."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from models.handbook.instants import to_seconds
from models.handbook.periods import Period
from models.handbook.topic_figures import Coverage, TopicSums, coverage
from models.handbook.topics import topics_of
from models.handbook.zones import zone
from models.policies import load_policies
from models.progress import Progress, silent
from models.queries.review import known_at
from models.queries.topic_cases import answered_ids, topic_cases

YEAR: Final = timedelta(days=365)
"""The cases of so long make the topics: the more there are, the finer they are."""
_SECOND: Final = timedelta(seconds=1)


def article_coverage(
    session: Session, period: Period, now: datetime, progress: Progress = silent
) -> Coverage:
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
    sums = [
        TopicSums(
            cases=sum(one in within for one in topic.cases),
            with_article=sum(one in answered for one in topic.cases),
        )
        for topic in topics_of((one.told for one in cases), progress)
    ]  # fmt: skip
    return coverage(sorted(sums, key=lambda one: -one.cases))
