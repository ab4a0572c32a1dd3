"""The rows that cache which cases are linked with which articles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select, type_coerce
from sqlalchemy.types import BigInteger

from models.entities import Article, ArticleLink
from models.entities import Event as EventRow
from models.entities.plain import plain
from models.handbook.article_links import TELLING, Links, article_links
from models.handbook.events import LINKED, Event

_AT_ONCE: Final = 400
_links, _articles, _events = plain(ArticleLink), plain(Article), plain(EventRow)
_COLUMNS: Final = ("case_id", "article_id", "why", "since")


def article_ids(connection: Connection, told: Iterable[Links]) -> dict[str, int]:
    """The ids of the articles that these links name, of those there are."""
    keys = sorted({key for links in told for key in links})
    found: dict[str, int] = {}
    for first in range(0, len(keys), _AT_ONCE):
        some = select(_articles.c.key, _articles.c.id)
        rows = connection.execute(some.where(_articles.c.key.in_(keys[first : first + _AT_ONCE])))
        found.update((row.key, row.id) for row in rows)
    return found


def link_row(case_id: int, article_id: int, why: str, since: int) -> dict[str, Any]:
    """The columns of a link."""
    return dict(zip(_COLUMNS, (case_id, article_id, why, since), strict=True))


def keep_article_links(connection: Connection, told: Mapping[int, Links | None]) -> None:
    """Have these cases' rows be what their logs tell.

    Nothing is read for a case whose log never named an article, as most have not.
    """
    named = {case_id: links for case_id, links in told.items() if links is not None}
    if not named:
        return
    ids = article_ids(connection, named.values())
    wanted = {
        (case_id, ids[key], *link)
        for case_id, links in named.items() for key, link in links.items() if key in ids
    }  # fmt: skip
    stored = {tuple(row) for row in connection.execute(_stored(named))}
    stale, fresh = sorted(stored - wanted), sorted(wanted - stored)
    if stale:
        here = [_links.c[name] == bindparam(f"the_{name}") for name in _COLUMNS[:2]]
        gone = [{"the_case_id": row[0], "the_article_id": row[1]} for row in stale]
        connection.execute(delete(_links).where(*here), gone)
    if fresh:
        connection.execute(insert(_links), [link_row(*row) for row in fresh])


def link_up(connection: Connection, keys: Iterable[str]) -> None:
    """Articles of these keys came after cases that name them: those are linked with them now.

    Reads every link of the desk: for many articles at once, as an import brings them.
    """
    wanted = set(keys)
    named = select(_events.c.case_id, _events.c.data).where(_events.c.kind == LINKED)
    told = connection.execute(named)
    ordered = sorted({case_id for case_id, data in told if data.get("article") in wanted})
    for first in range(0, len(ordered), _AT_ONCE):
        logs = _logs(connection, ordered[first : first + _AT_ONCE])
        keep_article_links(connection, {one: article_links(log) for one, log in logs.items()})


def _stored(case_ids: Iterable[int]) -> Any:
    return select(*(_links.c[name] for name in _COLUMNS)).where(_links.c.case_id.in_(case_ids))


def _logs(connection: Connection, case_ids: list[int]) -> dict[int, list[Event]]:
    """What of these cases' logs tells of links."""
    columns = (
        _events.c.case_id, _events.c.id, _events.c.kind,
        type_coerce(_events.c.occurred_at, BigInteger),
        type_coerce(_events.c.recorded_at, BigInteger), _events.c.data,
    )  # fmt: skip
    asked = select(*columns).where(_events.c.case_id.in_(case_ids), _events.c.kind.in_(TELLING))
    logs: dict[int, list[Event]] = defaultdict(list)
    for case_id, *event in connection.execute(asked.order_by(_events.c.id)):
        logs[case_id].append(Event(*event))
    return logs
