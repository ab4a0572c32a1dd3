"""How well articles have answered so far, by the cases that the reader may see."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Select, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import ArticleEvent, ArticleLink, Case, Person
from models.entities import Event as EventRow
from models.handbook.article_links import ANSWER
from models.handbook.article_record import TELLING, Answered, Record, record_of
from models.handbook.articles import HELPED, JUDGED, WRONG
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.handbook.intake import ENDED, EXCLUSIONS

MOST: Final = 200
"""So many of an article's newest cases, and of what was said of it, are looked at."""

_SAID: Final = 20

Verdicts = Mapping[int, Mapping[int | None, str]]
"""By case: the last verdict of each person."""


@dataclass(frozen=True)
class Said:
    """What somebody said of an article at a case; `verdict` is helped or wrong."""

    case_id: int
    case: str
    person: str
    verdict: str
    words: str
    at: datetime


@dataclass(frozen=True)
class Worth:
    """How well an article has answered so far, and what was said of it, the last first."""

    record: Record
    said: tuple[Said, ...]


def article_worth(session: Session, article_id: int, now: datetime) -> Worth:
    """The record of one article, and the newest that was said of it at cases the reader sees."""
    rows = session.execute(_judged(article_id)).all()
    keys = _keys(session, {row.data["case_id"] for row in rows})
    said = [
        Said(case_id, keys[case_id], row.name or "", row.data["verdict"],
             str(row.data.get("words") or ""), row.at)
        for row in rows if (case_id := row.data["case_id"]) in keys
    ]  # fmt: skip
    return Worth(_record(session, article_id, to_seconds(now)), tuple(said[:_SAID]))


def article_records(
    session: Session, article_ids: Iterable[int], now: datetime
) -> dict[int, Record]:
    """The record of each of a few articles."""
    return {one: _record(session, one, to_seconds(now)) for one in article_ids}


def came_back_since(session: Session, article_id: int, since: datetime | None) -> int:
    """How many cases were reopened after it answered them, since somebody looked at it last."""
    begin = 0 if since is None else to_seconds(since)
    return sum(one.came_back for one in _answered(session, article_id) if one.since >= begin)


def verdicts(session: Session, article_id: int) -> Verdicts:
    """What was said of an article, by case: of those that the reader may see."""
    rows = session.execute(_judged(article_id)).all()
    seen = _keys(session, {row.data["case_id"] for row in rows})
    found: dict[int, dict[int | None, str]] = defaultdict(dict)
    for row in rows:
        if row.data["case_id"] in seen:
            found[row.data["case_id"]].setdefault(row.person_id, row.data["verdict"])
    return found


def _judged(article_id: int) -> Select[Any]:
    return (
        select(ArticleEvent.person_id, ArticleEvent.data, ArticleEvent.at, Person.name)
        .outerjoin(Person, Person.id == ArticleEvent.person_id)
        .where(ArticleEvent.article_id == article_id, ArticleEvent.kind == JUDGED)
        .order_by(ArticleEvent.id.desc()).limit(MOST)
    )  # fmt: skip


def _keys(session: Session, case_ids: set[int]) -> dict[int, str]:
    """Those of the cases that the reader may see."""
    if not case_ids:
        return {}
    rows = session.execute(select(Case.id, Case.key).where(Case.id.in_(case_ids)))
    return {row.id: row.key for row in rows}


def _record(session: Session, article_id: int, now: int) -> Record:
    told = verdicts(session, article_id)
    wrong = frozenset(case_id for case_id, by in told.items() if WRONG in by.values())
    helped = frozenset(case_id for case_id, by in told.items() if HELPED in by.values())
    return record_of(_answered(session, article_id), helped, wrong, now)


def _answered(session: Session, article_id: int) -> list[Answered]:
    newest = (
        select(ArticleLink.case_id, ArticleLink.since, ArticleLink.why)
        .where(ArticleLink.article_id == article_id)
        .order_by(ArticleLink.case_id.desc()).limit(MOST).subquery()
    )  # fmt: skip
    rows = session.execute(
        select(Case.id, newest.c.since, Case.status, Case.resolved_at, Case.times_reopened)
        .join(newest, newest.c.case_id == Case.id)
        .where(newest.c.why == ANSWER, Case.status.not_in(EXCLUSIONS))
    ).all()
    logs = ends_of(session, [row.id for row in rows if row.times_reopened])
    return [
        Answered(row.id, to_seconds(row.since), row.status in ENDED,
                 None if row.resolved_at is None else to_seconds(row.resolved_at),
                 logs.get(row.id, ()))
        for row in rows
    ]  # fmt: skip


def ends_of(session: Session, case_ids: Collection[int]) -> Mapping[int, list[Event]]:
    """By case, when it ended and was opened again: for the few that ever were."""
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
