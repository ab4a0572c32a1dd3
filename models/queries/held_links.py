"""Which articles held: cases that were linked with them, were resolved and stayed so."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from sqlalchemy import BigInteger, select, text, type_coerce
from sqlalchemy.orm import Session

from models.entities import ArticleLink
from models.entities import Event as EventRow
from models.entities.plain import plain
from models.handbook.events import CLOSED, REOPENED, RESOLVED, RETRACTED, Event, in_force
from models.restricted import hidden

_NEWEST: Final = 25
"""So many of the newest cases of an article tell of it; those of years ago had another text."""

_DOUBT: Final = 3
"""So many cases nobody knows stand beside those known: one that held is no proof yet."""

_WINDOW: Final = 14 * 86_400
_ENDINGS: Final = (RESOLVED, CLOSED)
_links, _event = plain(ArticleLink).c, plain(EventRow).c


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
    again = _opened_again(session, {row.case_id for row in rows if row.times_reopened})
    held, failed = Counter[int](), Counter[int]()
    for row in rows:
        if any(at >= row.since for at in again.get(row.case_id, ())):
            failed[row.article_id] += 1
        elif row.resolved_at is not None:
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


def _opened_again(session: Session, cases: Collection[int]) -> dict[int, list[int]]:
    """When, in seconds, each was opened again within 14 days of its end."""
    if not cases:
        return {}
    rows = session.connection().execute(
        select(_event.case_id, _event.id, _event.kind, type_coerce(_event.occurred_at, BigInteger),
               type_coerce(_event.recorded_at, BigInteger), _event.data)
        .where(_event.case_id.in_(cases), _event.kind.in_((*_ENDINGS, REOPENED, RETRACTED)))
        .order_by(_event.case_id, _event.id)
    )  # fmt: skip
    logs: dict[int, list[Event]] = defaultdict(list)
    for case_id, *event in rows:
        logs[case_id].append(Event(*event))
    return {case_id: list(_again(in_force(log))) for case_id, log in logs.items()}


def _again(log: Sequence[Event]) -> Iterator[int]:
    ended: int | None = None
    for event in log:
        if event.kind != REOPENED:
            ended = event.occurred_at
        elif ended is not None and event.occurred_at <= ended + _WINDOW:
            yield event.occurred_at
