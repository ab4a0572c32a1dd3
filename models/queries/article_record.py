"""How well articles have answered so far, by the cases that the reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import ArticleEvent, ArticleLink, Case
from models.entities import Event as EventRow
from models.handbook.article_links import ANSWER
from models.handbook.article_record import TELLING, Answered, Record, record_of
from models.handbook.articles import HELPED, JUDGED, WRONG
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.handbook.intake import ENDED, EXCLUSIONS

MOST: Final = 200
"""So many of an article's newest cases, and of what was said of it, are looked at."""

Verdicts = Mapping[int, Mapping[int | None, str]]
"""By case: the last verdict of each person."""


def article_records(
    session: Session, article_ids: Iterable[int], now: datetime
) -> dict[int, Record]:
    """The record of each of a few articles."""
    return {one: _record(session, one, to_seconds(now)) for one in article_ids}


def verdicts(session: Session, article_id: int) -> Verdicts:
    """What was said of an article, by case: of those that the reader may see."""
    said = session.execute(
        select(ArticleEvent.person_id, ArticleEvent.data)
        .where(ArticleEvent.article_id == article_id, ArticleEvent.kind == JUDGED)
        .order_by(ArticleEvent.id.desc()).limit(MOST)
    ).all()  # fmt: skip
    named = {data["case_id"] for _, data in said}
    seen = set(session.scalars(select(Case.id).where(Case.id.in_(named)))) if named else set()
    found: dict[int, dict[int | None, str]] = defaultdict(dict)
    for person_id, data in said:
        if data["case_id"] in seen:
            found[data["case_id"]].setdefault(person_id, data["verdict"])
    return found


def _record(session: Session, article_id: int, now: int) -> Record:
    told = verdicts(session, article_id)
    wrong = frozenset(case_id for case_id, by in told.items() if WRONG in by.values())
    helped = frozenset(case_id for case_id, by in told.items() if HELPED in by.values())
    return record_of(_answered(session, article_id), helped, wrong, now)


def _answered(session: Session, article_id: int) -> list[Answered]:
    rows = session.execute(
        select(Case.id, ArticleLink.since, Case.status, Case.resolved_at, Case.times_reopened)
        .join(Case, Case.id == ArticleLink.case_id)
        .where(ArticleLink.article_id == article_id, ArticleLink.why == ANSWER,
               Case.status.not_in(EXCLUSIONS))
        .order_by(ArticleLink.case_id.desc()).limit(MOST)
    ).all()  # fmt: skip
    logs = _logs(session, [row.id for row in rows if row.times_reopened])
    return [
        Answered(row.id, to_seconds(row.since), row.status in ENDED,
                 None if row.resolved_at is None else to_seconds(row.resolved_at),
                 logs.get(row.id, ()))
        for row in rows
    ]  # fmt: skip


def _logs(session: Session, case_ids: list[int]) -> Mapping[int, list[Event]]:
    """What became of the few that were ever opened again."""
    logs: dict[int, list[Event]] = defaultdict(list)
    if not case_ids:
        return logs
    rows = session.execute(
        select(EventRow.case_id, EventRow.id, EventRow.kind,
               type_coerce(EventRow.occurred_at, BigInteger),
               type_coerce(EventRow.recorded_at, BigInteger), EventRow.data)
        .where(EventRow.case_id.in_(case_ids), EventRow.kind.in_(TELLING)).order_by(EventRow.id)
    )  # fmt: skip
    for case_id, *event in rows:
        logs[case_id].append(Event(*event))
    return logs
