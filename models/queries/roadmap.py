"""The roadmap with what is behind each item: cases, customers, hours, time over, credits."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from models.entities import (
    Article,
    ArticleLink,
    Case,
    Event,
    RoadmapArticle,
    RoadmapItem,
)
from models.handbook.events import LINKED
from models.handbook.hands_on import hands_on_seconds
from models.handbook.instants import to_seconds
from models.handbook.intake import EXCLUSIONS
from models.handbook.roadmap import AHEAD, Behind, Sums, sums_of
from models.queries.case_breaches import case_breaches
from models.queries.case_credits import credited, granted_credits
from models.queries.links import linked
from models.queries.past_clocks import load_hours, past_clocks

_HOUR: Final = 3_600


@dataclass(frozen=True)
class RoadmapRow:
    """An item; `articles` are (id, key, title), `cases` the ids behind it, the earliest first.

    `credits` are amounts by their unit: of each customer of a breached case, what they were
    credited for the period in which it breached. None for who may not see credits (rule 30).
    """

    id: int
    key: str
    title: str
    url: str
    status: str
    shipped_at: datetime | None
    articles: tuple[tuple[int, str, str], ...]
    cases: tuple[int, ...]
    sums: Sums
    credits: Mapping[str, float] | None

    def to_json(self) -> dict[str, Any]:
        """As `leadline roadmap --json` gives it."""
        sums = self.sums
        return {
            "item": self.key, "title": self.title, "url": self.url, "status": self.status,
            "shipped_at": self.shipped_at.isoformat() if self.shipped_at else None,
            "articles": [key for _, key, _ in self.articles], "cases": sums.cases,
            "open": sums.open_cases, "customers": sums.customers, "hours": round(sums.hours, 1),
            "hours_known_of": sums.known, "breach_minutes": sums.over_seconds // 60,
            "credits": self.credits,
        }  # fmt: skip


SORTS: Final = {
    "hours": lambda row: row.sums.hours, "customers": lambda row: row.sums.customers,
    "cases": lambda row: row.sums.cases, "breach": lambda row: row.sums.over_seconds,
}  # fmt: skip
"""What the rows may be sorted by, the most first."""


def roadmap(session: Session, now: datetime, me: int | None, by: str = "hours") -> list[RoadmapRow]:
    """Every item that may still ship, the most first by one of `SORTS`; then what has shipped, or
    was dropped."""
    items = session.scalars(select(RoadmapItem).order_by(RoadmapItem.id)).all()
    behind = {item.id: cases_behind(session, item) for item in items}
    facts = _facts(session, {one for ids in behind.values() for one in ids}, now)
    granted = granted_credits(session, me)
    articles = _articles(session)
    rows = [
        RoadmapRow(
            item.id, item.key, item.title, item.url, item.status, item.shipped_at,
            tuple(articles.get(item.id, ())), tuple(one for one in behind[item.id] if one in facts),
            sums_of([facts[one].told for one in behind[item.id] if one in facts]),
            credited(
                [(facts[one].told.customer_id, facts[one].breached_at)
                 for one in behind[item.id] if one in facts],
                granted,
            ),
        )
        for item in items
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.status not in AHEAD, -SORTS[by](row), row.id))


def cases_behind(session: Session, item: RoadmapItem) -> list[int]:
    """The cases that name the item by its key or address, or are linked with an article that is
    behind it; those left out of all figures are not among them. Only what the reader may see."""
    its = select(RoadmapArticle.article_id).where(RoadmapArticle.item_id == item.id)
    found = set(session.scalars(select(ArticleLink.case_id).where(ArticleLink.article_id.in_(its))))
    found |= _naming(session, {item.key.casefold(), item.url.casefold()} - {""})
    seen = select(Case.id).where(Case.id.in_(found), Case.status.not_in(EXCLUSIONS))
    return list(session.scalars(seen.order_by(Case.opened_at, Case.id)))


def _naming(session: Session, names: Collection[str]) -> set[int]:
    """Cases linked so in their logs. No index knows it: what is linked with an item is little."""
    said = cast(Event.data, String)
    cases = session.scalars(
        select(Event.case_id).where(Event.kind == LINKED, said.contains('"roadmap"')).distinct()
    ).all()
    return {
        case_id for case_id in cases
        if any(str(event.data.get("roadmap") or "").casefold() in names
               for event in linked(session, case_id) if event.kind == LINKED)
    }  # fmt: skip


@dataclass(frozen=True)
class _Case:
    """A case behind something, and when its SLA clocks breached."""

    told: Behind
    breached_at: tuple[datetime, ...]


def _facts(session: Session, ids: Collection[int], now: datetime) -> dict[int, _Case]:
    if not ids:
        return {}
    at = to_seconds(now)
    spent = hands_on_seconds(past_clocks(session, now), load_hours(session, now), at)
    over = case_breaches(session, ids, now)
    rows = session.execute(
        select(Case.id, Case.customer_id, Case.is_open).where(Case.id.in_(ids))
    )  # fmt: skip
    return {
        row.id: _Case(
            Behind(row.id, row.customer_id, row.is_open,
                   spent[row.id] / _HOUR if row.id in spent else None,
                   sum(one.over.seconds for one in over.get(row.id, ()))),
            tuple(one.at for one in over.get(row.id, ())),
        )
        for row in rows
    }  # fmt: skip


def _articles(session: Session) -> Mapping[int, Sequence[tuple[int, str, str]]]:
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    rows = session.execute(
        select(RoadmapArticle.item_id, Article.id, Article.key, Article.title)
        .join(Article, Article.id == RoadmapArticle.article_id).order_by(Article.key)
    )  # fmt: skip
    for item_id, article_id, key, title in rows:
        found[item_id].append((article_id, key, title))
    return found
