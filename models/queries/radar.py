"""What cases are about: topics with their figures, what to write next, what rises (rule 29)."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.entities import Topic as TopicRow
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.periods import Period
from models.handbook.topic_figures import (
    FEWEST_TO_WRITE,
    NOT_KNOWN,
    WEEK,
    WEEKS_BEFORE,
    CaseFacts,
    Coverage,
    Rise,
    Shorter,
    TopicSums,
    rise,
    rises,
    saved_hours,
    sums_of,
    team_shorter,
    topic_shorter,
)
from models.handbook.topic_names import Named, names_of
from models.handbook.topics import Topic, topics_of
from models.handbook.zones import zone
from models.policies import load_policies
from models.progress import Progress, silent
from models.queries.article_coverage import NO_COVERAGE, YEAR, ArticleCoverage, article_coverage
from models.queries.quarters import quarters
from models.queries.topic_cases import TopicCase, case_facts, topic_cases
from models.search_words import words_of

NEXT: Final = 5
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True)
class RadarRow:
    """A topic. `name` is a person's (then `name_id`), or made of its words; `example` is the title
    that most of its cases have; `in_quarter` and `this_week` are its cases by id, `without` and
    `breached` parts of the former; `saved` are hours that an article would have saved."""

    topic: Topic
    name: str
    name_id: int | None
    example: str
    sums: TopicSums
    shorter: Shorter
    saved: float
    rise: Rise
    rises: bool
    in_quarter: tuple[int, ...]
    this_week: tuple[int, ...]
    without: tuple[int, ...]
    breached: tuple[int, ...]

    @property
    def to_write(self) -> bool:
        """Whether an article on it would save something: fewer than half of its cases have one,
        and they are about one thing."""
        about_one = bool(self.topic.words) or self.topic.whole
        enough = len(self.without) >= FEWEST_TO_WRITE and self.saved > 0
        return about_one and enough and 2 * self.sums.with_article < self.sums.cases

    def to_json(self) -> dict[str, Any]:
        """As `leadline topics --json` gives it."""
        return {
            "topic": self.name, "product": self.topic.product, "category": self.topic.category,
            "words": list(self.topic.words), "example": self.example, "cases": self.sums.cases,
            "hours": round(self.sums.hours, 1), "hours_known_of": self.sums.known,
            "breached": self.sums.breached, "with_article": self.sums.with_article,
            "would_have_saved_hours": round(self.saved, 1), "last_seven_days": self.rise.now,
            "usual_in_seven_days": round(self.rise.usual, 2), "rising": self.rises,
        }  # fmt: skip


@dataclass(frozen=True)
class Radar:
    """The topics of a quarter and of the last seven days, most hours first.

    `period` is None where the desk holds no case; `over`: the quarter has ended. `weeks` is how
    many before the last were there to compare with.
    """

    period: Period | None = None
    over: bool = False
    as_of: datetime | None = None
    rows: tuple[RadarRow, ...] = ()
    behind: ArticleCoverage = NO_COVERAGE
    team: Shorter = NOT_KNOWN
    weeks: float = 0.0

    @property
    def coverage(self) -> Coverage:
        """Rule 29; the cases behind it are `behind`."""
        return self.behind.share

    @property
    def write_next(self) -> tuple[RadarRow, ...]:
        """The five that would have saved most, the most first."""
        wanted = [row for row in self.rows if row.to_write]
        return tuple(sorted(wanted, key=lambda row: (-row.saved, row.topic.key))[:NEXT])

    @property
    def rising(self) -> tuple[RadarRow, ...]:
        """The least likely by chance first."""
        found = [row for row in self.rows if row.rises]
        return tuple(sorted(found, key=lambda row: (row.rise.chance, row.topic.key)))

    def to_json(self) -> dict[str, Any]:
        """As `leadline topics --json` gives it."""
        share = self.coverage
        return {
            "quarter": self.period.name if self.period else None, "ended": self.over,
            "coverage": {"cases": share.cases, "with_article": share.covered,
                         "topics": share.topics, "of_topics": share.of_topics},
            "write_next": [row.name for row in self.write_next],
            "topics": [row.to_json() for row in self.rows],
        }  # fmt: skip


def radar(session: Session, now: datetime, progress: Progress = silent) -> Radar:
    """The last quarter that is over and holds a case (or the running one), and the last week."""
    found = quarters(session, now)
    period = found.to_try
    if period is None:
        return Radar()
    place = zone(load_policies(session).newest.team.zone)
    begin, end = period.begin(place), min(period.end(place), now + _SECOND)
    week = now - timedelta(seconds=WEEK)
    since = min(begin, now - YEAR)
    cases = topic_cases(session, since, now + _SECOND, progress)
    topics = topics_of((one.told for one in cases), progress)
    reading = _Reading(
        cases={one.told.case_id: one for one in cases},
        facts=case_facts(session, begin, end, now),
        week=to_seconds(week), weeks=_weeks_before(session, week),
        behind=article_coverage(session, period, now, progress),
    )  # fmt: skip
    return reading.radar(period, period != found.running, now, topics, _named(session))


@dataclass(frozen=True)
class _Reading:
    """What the figures of topics are added up from."""

    cases: Mapping[int, TopicCase]
    facts: Mapping[int, CaseFacts]
    week: int
    weeks: float
    behind: ArticleCoverage

    def radar(
        self, period: Period, over: bool, now: datetime, topics: Sequence[Topic],
        named: Sequence[Named],
    ) -> Radar:  # fmt: skip
        """All topics of which there is something to tell."""
        team = team_shorter([self._of(topic) for topic in topics])
        names, told = names_of(topics, named), self._told_of(topics)
        rows = [
            self._row(topic, names.get(at), team, told)
            for at, topic in enumerate(topics)
        ]  # fmt: skip
        shown = [row for row in rows if row.in_quarter or row.this_week]
        ordered = tuple(sorted(shown, key=lambda row: (-row.sums.hours, row.topic.key)))
        return Radar(period, over, now, ordered, self.behind, team, self.weeks)

    def _row(self, topic: Topic, named: Named | None, team: Shorter, told: int) -> RadarRow:
        cases = self._of(topic)
        sums, shorter = sums_of(cases), topic_shorter(cases, team)
        example = self._example(topic)
        this_week = tuple(i for i in topic.cases if self.cases[i].opened_at > self.week)
        rising = rise(len(this_week), self._before(topic), self.weeks)
        return RadarRow(
            topic, named.name if named else default_name(topic, example),
            named.id if named else None, example, sums, shorter, saved_hours(sums, shorter), rising,
            rises(rising, told), tuple(one.case_id for one in cases), this_week,
            tuple(one.case_id for one in cases if not one.has_article),
            tuple(one.case_id for one in cases if one.breached),
        )  # fmt: skip

    def _of(self, topic: Topic) -> list[CaseFacts]:
        return [self.facts[one] for one in topic.cases if one in self.facts]

    def _before(self, topic: Topic) -> int:
        """Its cases of the weeks before the last."""
        first = self.week - WEEK * WEEKS_BEFORE
        return sum(first < self.cases[one].opened_at <= self.week for one in topic.cases)

    def _told_of(self, topics: Sequence[Topic]) -> int:
        """Of how many topics one could rise by chance: those of the weeks that are compared."""
        first = self.week - WEEK * WEEKS_BEFORE
        return sum(any(self.cases[i].opened_at > first for i in one.cases) for one in topics)

    def _example(self, topic: Topic) -> str:
        titles = Counter(" ".join(self.cases[one].title.split()) for one in topic.cases)
        return min(titles, key=lambda title: (-titles[title], len(title), title))


def default_name(topic: Topic, example: str) -> str:
    """What a topic is called until somebody names it: its words, as the example spells them.

    Empty where it has no words.
    """
    spelled = dict[str, str]()
    for part in re.findall(r"\w+", example):
        spelled |= dict.fromkeys(words_of(part)[:1], part)
    words = " ".join(spelled.get(word, word) for said in topic.words for word in said.split())
    return words[:1].upper() + words[1:]


def _named(session: Session) -> list[Named]:
    rows = session.scalars(select(TopicRow).order_by(TopicRow.id))
    return [
        Named(row.id, row.name, row.product, row.category, tuple(map(str, row.words)))
        for row in rows
    ]


def _weeks_before(session: Session, week: datetime) -> float:
    """How many weeks before the last the desk knows, eight at most."""
    first = session.scalar(select(func.min(Case.opened_at)))
    since = to_seconds(week) - to_seconds(first or from_seconds(to_seconds(week)))
    return min(max(since / WEEK, 0.0), float(WEEKS_BEFORE))
