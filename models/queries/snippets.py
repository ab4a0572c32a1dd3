"""The part of a case or an article that shows why it was found, for each of a few."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, ArticleFile, Case, Event
from models.entities.plain import plain
from models.handbook.environment import environment_line
from models.handbook.events import ATTACHED, CONTACT, CUSTOMER_MESSAGE, NOTE, RESOLVED, RETRACTED
from models.plain_markdown import blocks, plain_words
from models.queries.found_rows import CASE, Found
from models.queries.matches import Wanted
from models.queries.passage import passage

_TOLD: Final = ("steps", "impact", "actual", "expected", "environment", "workaround")
_SAID: Final = (CUSTOMER_MESSAGE, CONTACT, NOTE, RESOLVED, ATTACHED)
_READ_EVENTS: Final = 400
_events: Final = plain(Event).c


def with_snippets(session: Session, found: Sequence[Found], wanted: Wanted) -> list[Found]:
    """The same with the part of each that shows why it was found."""
    texts = _case_texts(session, [one.row_id for one in found if one.kind == CASE])
    paragraphs = _article_texts(session, [one.row_id for one in found if one.kind != CASE])
    return [
        replace(one, snippet=passage(texts[one.row_id], wanted) if one.kind == CASE
                else passage(paragraphs[one.row_id], wanted, plain_words))
        for one in found
    ]  # fmt: skip


def _article_texts(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """The paragraphs of articles, then the names of their files."""
    if not ids:
        return {}
    bodies = session.execute(select(Article.id, Article.body).where(Article.id.in_(ids)))
    texts = {row.id: list(blocks(row.body)) for row in bodies}
    names = select(ArticleFile.article_id, ArticleFile.name).where(ArticleFile.article_id.in_(ids))
    for article_id, name in session.execute(names.order_by(ArticleFile.id)):
        texts[article_id].append(name)
    return texts


def _case_texts(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """The texts of cases as they were written, the facts first; nothing that was taken back."""
    texts: dict[int, list[str]] = {}
    if not ids:
        return texts
    for case_id, fields in session.execute(select(Case.id, Case.fields).where(Case.id.in_(ids))):
        fields = fields | {"environment": environment_line(fields.get("environment"))}
        told = [str(fields[name]) for name in _TOLD if fields.get(name)]
        closing = (fields.get("closing") or {}).values()
        texts[case_id] = [*told, *(said for said in closing if isinstance(said, str))]
    said = session.connection().execute(
        select(_events.id, _events.case_id, _events.kind, _events.data)
        .where(_events.case_id.in_(ids), _events.kind.in_((*_SAID, RETRACTED)))
        .order_by(_events.id.desc()).limit(_READ_EVENTS)
    )  # fmt: skip
    gone: set[int] = set()
    for event_id, case_id, kind, data in said:  # what takes an event back comes after it
        if kind == RETRACTED:
            gone.add(data["event_id"])
            continue
        words = data.get("name" if kind == ATTACHED else "text")
        if words and event_id not in gone:
            texts[case_id].append(words)
    return texts
