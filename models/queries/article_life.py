"""The life of articles: what happened to one, what is to be verified, what waits for a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.asked_words import asked_words
from models.entities import Article, ArticleEvent, ArticleLink, Case, Person
from models.handbook.article_life import CAME_BACK, Known, day_of, why_verify
from models.handbook.article_links import ANSWER
from models.handbook.articles import (
    ASKED,
    IN_REVIEW,
    JUDGED,
    MOVED,
    NEEDS_VERIFICATION,
    NUDGED,
    OWNED,
    PUBLISHED,
    VERIFIED,
)
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.article import status_words
from models.queries.article_record import came_back_since
from models.text import Text, text

REVIEW, VERIFY = "review", "verify"
SHOWN: Final = 50
_WAITING: Final = Article.status.in_((IN_REVIEW, NEEDS_VERIFICATION))


@dataclass(frozen=True)
class LifeRow:
    """A step of an article's life: when, who (empty where the desk did it), what, and why."""

    at: datetime
    who: str
    words: Text
    why: str


@dataclass(frozen=True)
class Chore:
    """What waits for somebody: to review an article, or to look whether it still holds.

    `id` is that of the event since when it waits, `on` the day it is due by or waits since (an ISO
    date), `due` which of both, `late` whether it is past due. It stands for `more` besides, where
    so many wait at once that nobody would read each.
    """

    id: int
    article_id: int
    key: str
    title: str
    what: str
    on: str
    late: bool
    due: bool = False
    more: int = 0


def article_life(session: Session, article_id: int) -> tuple[LifeRow, ...]:
    """The last steps of its life, the newest first; what was said of it at cases is not among
    them."""
    rows = session.execute(
        select(ArticleEvent.at, Person.name, ArticleEvent.kind, ArticleEvent.data)
        .outerjoin(Person, Person.id == ArticleEvent.person_id)
        .where(ArticleEvent.article_id == article_id, ArticleEvent.kind.not_in((JUDGED, NUDGED)))
        .order_by(ArticleEvent.id.desc()).limit(SHOWN)
    ).all()  # fmt: skip
    people = dict(session.execute(select(Person.id, Person.name)).all())
    return tuple(
        LifeRow(at, who or "", _SAID[kind](data, people), str(data.get("why") or ""))
        for at, who, kind, data in rows if kind in _SAID
    )  # fmt: skip


def stale_articles(session: Session, now: datetime) -> list[tuple[int, Text]]:
    """The published articles that are to be verified, and why, by their ids."""
    place = _place(session)
    today = now.astimezone(place).date()
    again = _often_reopened(session)
    rows = session.execute(
        select(Article.id, Article.kind, Article.fields, Article.published_at, Article.verified_at)
        .where(Article.status == PUBLISHED).order_by(Article.id)
    )  # fmt: skip
    found = []
    for one in rows:
        seen = max((at for at in (one.published_at, one.verified_at) if at), default=None)
        back = came_back_since(session, one.id, seen) if one.id in again else 0
        known = Known(one.kind, PUBLISHED, seen.astimezone(place).date() if seen else None,
                      day_of(one.fields.get("review_on")), back)  # fmt: skip
        why = why_verify(known, today)
        if why is not None:
            found.append((one.id, why))
    return found


def _often_reopened(session: Session) -> set[int]:
    """The few articles that answered so many cases that were reopened at all."""
    reopened = (
        select(ArticleLink.article_id).join(Case, Case.id == ArticleLink.case_id)
        .where(ArticleLink.why == ANSWER, Case.times_reopened > 0)
        .group_by(ArticleLink.article_id).having(func.count() >= CAME_BACK)
    )  # fmt: skip
    return set(session.scalars(reopened))


def chores(session: Session, person_id: int, now: datetime, *, untold: bool = False) -> list[Chore]:
    """What waits for a person, the longest due first; `untold` of which nobody told them yet.

    A review waits for its reviewer, a verification for whoever owns the article, and for the leads
    where nobody does, or who did has left.
    """
    here = _here(session)
    leads = session.scalar(select(Person.role).where(Person.id == person_id)) == "lead"
    place = _place(session)
    today = now.astimezone(place).date().isoformat()
    rows = session.execute(_waiting()).all()
    if not rows:
        return []
    waits, told = _waits(session, person_id)
    found = []
    for one in rows:
        review = one.status == IN_REVIEW
        who = one.reviewer_id if review else one.owner_id
        since = waits.get(one.id, 0)
        on = one.due_on or one.changed_at.astimezone(place).date().isoformat()
        if untold and told.get(one.id, -1) >= since:
            continue
        if who == person_id or (who not in here and leads):
            due = review and one.due_on is not None
            what = REVIEW if review else VERIFY
            late = due and one.due_on < today
            found.append(Chore(since, one.id, one.key, one.title, what, on, late, due))
    return sorted(found, key=lambda one: (one.on, one.article_id))


@dataclass(frozen=True)
class Waiting:
    """An article that waits for somebody (`who`; empty: for the leads), since or until `on`."""

    key: str
    title: str
    what: str
    who: str
    on: str
    late: bool


def all_waiting(session: Session, now: datetime) -> tuple[Waiting, ...]:
    """What waits for anybody, the longest due first: for the review of the week."""
    place = _place(session)
    today = now.astimezone(place).date().isoformat()
    people = _here(session)
    found = []
    for one in session.execute(_waiting()):
        review = one.status == IN_REVIEW
        who = people.get((one.reviewer_id if review else one.owner_id) or 0, "")
        on = (one.due_on if review else None) or one.changed_at.astimezone(place).date().isoformat()
        late = review and one.due_on is not None and one.due_on < today
        found.append(Waiting(one.key, one.title, REVIEW if review else VERIFY, who, on, late))
    return tuple(sorted(found, key=lambda one: (one.on, one.key)))


def _here(session: Session) -> dict[int, str]:
    """Who is on the team, by id; for whoever has left nothing waits."""
    rows = session.execute(select(Person.id, Person.name).where(Person.active))
    return {row.id: row.name for row in rows}


def _waiting() -> Any:
    """What waits, without its text."""
    return select(
        Article.id, Article.key, Article.title, Article.status, Article.owner_id,
        Article.reviewer_id, Article.due_on, Article.changed_at,
    ).where(_WAITING)  # fmt: skip


def _waits(session: Session, person_id: int) -> tuple[dict[int, int], dict[int, int]]:
    """By article, the event since when it waits, and the last one that told the person of it."""
    waits: dict[int, int] = {}
    told: dict[int, int] = {}
    rows = session.execute(
        select(ArticleEvent.id, ArticleEvent.article_id, ArticleEvent.kind, ArticleEvent.data)
        .where(ArticleEvent.article_id.in_(select(Article.id).where(_WAITING)),
               ArticleEvent.kind.in_((MOVED, ASKED, NUDGED)))
        .order_by(ArticleEvent.id)
    )  # fmt: skip
    for event_id, article_id, kind, data in rows:
        if kind != NUDGED:
            waits[article_id] = event_id
        elif data.get("person_id") == person_id:
            told[article_id] = event_id
    return waits, told


def _place(session: Session) -> ZoneInfo:
    """Where the team is: its days are the days that count."""
    return zone(load_policies(session).newest.team.zone)


def _moved(data: Mapping[str, Any], _people: Mapping[int, str]) -> Text:
    return status_words(data["to"])


def _owned(data: Mapping[str, Any], people: Mapping[int, str]) -> Text:
    name = people.get(data["owner_id"] or 0)
    return text("{name} keeps it true", name=name) if name else text("Nobody keeps it true")


_SAID: Final[Mapping[str, Callable[[Mapping[str, Any], Mapping[int, str]], Text]]] = {
    MOVED: _moved, ASKED: asked_words, OWNED: _owned, VERIFIED: lambda *_: text("It still holds"),
}  # fmt: skip
