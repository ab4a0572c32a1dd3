"""Which articles held: cases that were linked with them, were resolved and stayed so."""

from collections import Counter
from collections.abc import Collection
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.entities import ArticleLink
from models.entities.plain import plain
from models.handbook.article_record import Answered
from models.queries.article_record import ends_of
from models.restricted import hidden

_NEWEST: Final = 25
"""So many of the newest cases of an article tell of it; those of years ago had another text."""

_DOUBT: Final = 3
"""So many cases nobody knows stand beside those known: one that held is no proof yet."""

_links = plain(ArticleLink).c


def held_shares(session: Session, articles: Collection[int]) -> dict[int, float]:
    """By article, from 0 to below 1: how sure its links are to hold. One held where the case is
    resolved and was not opened again within 14 days (handbook, rule 27), or not so far; one that
    came back weighs as much as three that held.

    Articles without such a case are left out; a case that this person may not see counts nothing.
    """
    linked = select(_links.article_id).where(_links.article_id.in_(articles)).distinct()
    ids = list(session.connection().scalars(linked))
    if not ids:
        return {}
    but = ",".join(map(str, sorted(hidden(session)))) or "0"
    parts = (_newest_links(place, article_id, but) for place, article_id in enumerate(ids))
    rows = session.connection().execute(text(" UNION ALL ".join(parts))).all()
    ends = ends_of(session, {row.case_id for row in rows if row.times_reopened})
    held, failed = Counter[int](), Counter[int]()
    for row in rows:
        over = row.resolved_at is not None
        case = Answered(row.case_id, row.since, over, row.resolved_at, ends.get(row.case_id, ()))
        if case.came_back:
            failed[row.article_id] += 1
        elif over:
            held[row.article_id] += 1
    return {one: held[one] / (held[one] + 3 * failed[one] + _DOUBT) for one in held}


def _newest_links(place: int, article_id: int, but: str) -> str:
    """In SQL, as text: a hundred such parts are quickly put together, and hold numbers only."""
    return (
        "SELECT * FROM (SELECT l.article_id, l.case_id, l.since, c.resolved_at, c.times_reopened"
        " FROM article_links l JOIN cases c ON c.id = l.case_id"
        f" WHERE l.article_id = {article_id} AND l.case_id NOT IN ({but})"
        f" ORDER BY l.case_id DESC LIMIT {_NEWEST}) AS part{place}"
    )
