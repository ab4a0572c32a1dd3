"""The cases that topics are made of, and what of each a topic's figures add up.

Restricted cases are in no topic, whoever reads: a topic's words and counts tell of its cases.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, ArticleLink, Case, Clock
from models.handbook.articles import DECISION, READABLE
from models.handbook.hands_on import hands_on_seconds
from models.handbook.instants import to_seconds
from models.handbook.intake import EXCLUSIONS
from models.handbook.topic_figures import CaseFacts
from models.handbook.topic_words import topic_words
from models.handbook.topics import Told
from models.progress import Progress, silent
from models.queries.breaches import NO_GROUP
from models.queries.figures import LISTED, FigureCases, FigureRow
from models.queries.past_clocks import load_hours, past_clocks
from models.search_words import words_of

MOST: Final = 200_000
"""So many cases are looked at: of more, the newest."""
_HOUR: Final = 3_600
_STEP: Final = 1_000
_PRODUCT: Final = Case.fields[("environment", "product")].as_string()


@dataclass(frozen=True, slots=True)
class TopicCase:
    """A case: its title, when it was opened, and how topics see it."""

    told: Told
    title: str
    opened_at: int


def topic_cases(
    session: Session, begin: datetime, end: datetime, progress: Progress = silent
) -> list[TopicCase]:
    """The cases opened in [begin, end) that nobody took out and that are not restricted."""
    rows = session.execute(
        select(Case.id, Case.title, Case.category, _PRODUCT, Case.opened_at)
        .where(*_wanted(begin, end)).order_by(Case.opened_at.desc(), Case.id.desc()).limit(MOST)
    )  # fmt: skip
    found = list[TopicCase]()
    for case_id, title, category, product, opened_at in rows:
        if len(found) % _STEP == 0:
            progress(len(found), None)
        words = topic_words(words_of(title))
        told = Told(case_id, product or "", category or "", words)
        found.append(TopicCase(told, title, to_seconds(opened_at)))
    return found


def case_facts(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> dict[int, CaseFacts]:
    """What is known of each of them at `as_of`."""
    wanted = _wanted(begin, end)
    ids = list(session.scalars(select(Case.id).where(*wanted)))
    spent = hands_on_seconds(
        past_clocks(session, as_of), load_hours(session, as_of), to_seconds(as_of)
    )
    breached = set(session.scalars(_breached(wanted)))
    answered = answered_ids(session, begin, end, as_of)
    return {
        case_id: CaseFacts(
            case_id, spent[case_id] / _HOUR if case_id in spent else None, case_id in answered,
            case_id in breached,
        )
        for case_id in ids
    }  # fmt: skip


def answered_ids(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> Collection[int]:
    """Those linked with an article that is given as an answer today; a decision is none."""
    return set(
        session.scalars(
            select(ArticleLink.case_id)
            .join(Article, Article.id == ArticleLink.article_id)
            .join(Case, Case.id == ArticleLink.case_id)
            .where(*_wanted(begin, end), ArticleLink.since <= as_of,
                   Article.status.in_(READABLE), Article.kind != DECISION)
        )
    )  # fmt: skip


def _breached(wanted: tuple[Any, ...]) -> Any:
    its = select(Clock.case_id).join(Case, Case.id == Clock.case_id)
    return its.where(*wanted, Clock.objective == "SLA", Clock.verdict == "breached").distinct()


def _wanted(begin: datetime, end: datetime) -> tuple[Any, ...]:
    return (
        Case.opened_at >= begin, Case.opened_at < end, Case.named.is_(None),
        Case.status.not_in(EXCLUSIONS),
    )  # fmt: skip


def cases_by_id(session: Session, ids: Sequence[int]) -> FigureCases:
    """The cases behind a figure of a topic, the earliest first."""
    rows = session.execute(
        select(Case.id, Case.key, Case.title, Case.priority, Case.group_name, Case.status,
               Case.opened_at)
        .where(Case.id.in_(ids[:LISTED])).order_by(Case.opened_at, Case.id)
    )  # fmt: skip
    listed = tuple(
        FigureRow(case_id, key, title, priority, group or NO_GROUP, status, opened_at)
        for case_id, key, title, priority, group, status, opened_at in rows
    )
    return FigureCases(listed, len(ids))
