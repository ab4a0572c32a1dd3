"""What files hold, as it is stored: part by part, and whether it is what its hash says."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, ArticleFile, Case, Content, ContentChunk, Event
from models.handbook import events as ev
from models.origin import origin_of


def parts(session: Session, sha256: str) -> Iterator[bytes]:
    """The parts of a content in their order, never all in memory.

    A copy of a desk holds those of what was attached in it, and reads the others where they are.
    """
    numbers, origin = _numbers(sha256, session), origin_of(session)
    if numbers or origin is None:
        yield from (_part(sha256, number, session) for number in numbers)
        return
    for number in origin.read(partial(_numbers, sha256)):
        yield origin.read(partial(_part, sha256, number))


def _numbers(sha256: str, session: Session) -> Sequence[int]:
    numbers = select(ContentChunk.number).where(ContentChunk.sha256 == sha256)
    return session.scalars(numbers.order_by(ContentChunk.number)).all()


def _part(sha256: str, number: int, session: Session) -> bytes:
    part = select(ContentChunk.data).where(
        ContentChunk.sha256 == sha256, ContentChunk.number == number
    )
    return session.scalars(part).one()


def content_differences(session: Session) -> list[str]:
    """Every attachment whose content is not there, or is not what its hash and size say."""
    found, sizes = [], {}
    for sha256, size in session.execute(select(Content.sha256, Content.size)).all():
        held = hashlib.sha256()
        sizes[sha256] = sum(_fed(held, part) for part in parts(session, sha256))
        if held.hexdigest() != sha256:
            found.append(f"content {sha256}: what is stored has another hash")
        elif sizes[sha256] != size:
            found.append(f"content {sha256}: {sizes[sha256]} bytes are stored, {size} are said")
    return [*found, *_unmet(session, sizes), *_of_articles(session, sizes)]


def _unmet(session: Session, sizes: dict[str, int]) -> Iterable[str]:
    named = select(Case.key, Event.data).join(Case, Case.id == Event.case_id)
    for key, data in session.execute(named.where(Event.kind == ev.ATTACHED).order_by(Event.id)):
        size = sizes.get(data["sha256"])
        if size is None:
            yield f"{key}: what {data['name']} holds is not stored"
        elif size != data["size"]:
            yield f"{key}: {data['name']} has {size} bytes, the log says {data['size']}"


def _of_articles(session: Session, sizes: dict[str, int]) -> Iterable[str]:
    named = select(Article.key, ArticleFile.name, ArticleFile.sha256)
    for key, name, sha256 in session.execute(
        named.join(Article, Article.id == ArticleFile.article_id).order_by(ArticleFile.id)
    ):
        if sha256 not in sizes:
            yield f"{key}: what {name} holds is not stored"


def _fed(held: Any, part: bytes) -> int:
    held.update(part)
    return len(part)
