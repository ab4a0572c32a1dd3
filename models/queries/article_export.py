"""Articles as they are written into a folder: which there are, what each says and said before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, ArticleFile, ArticleVersion
from models.handbook.articles import DECISION, DRAFT, IN_REVIEW
from models.markdown_source import Source, file_of, own_head, source_of

_TOLD: Final = ("deciders", "review_on", "superseded_by", "versions", "environment", "fixed_in")


@dataclass(frozen=True)
class Exported:
    """An article to be written, without its text; `source` is None where it was written here."""

    id: int
    key: str
    kind: str
    title: str
    state: str
    source: Source | None
    number: int | None

    @property
    def place(self) -> int:
        """The number of its key: 12 of HT-12."""
        return int(self.key.rpartition("-")[2]) if self.key[-1:].isdecimal() else self.id


def exported(session: Session, kinds: Sequence[str]) -> tuple[Exported, ...]:
    """Every article of these kinds, in the order they were written."""
    rows = session.execute(
        select(Article.id, Article.key, Article.kind, Article.title, Article.state,
               Article.fields)
        .where(Article.kind.in_(kinds)).order_by(Article.id)
    )  # fmt: skip
    return tuple(
        Exported(row.id, row.key, row.kind, row.title, row.state, source_of(row.fields),
                 _number(row.fields.get("number")))
        for row in rows
    )  # fmt: skip


def file_now(session: Session, one: Exported, number: int | None) -> bytes:
    """The file of an article as it stands; a decision that was written here has a number."""
    now = session.get_one(Article, one.id)
    return _file(one, now, now.fields, number, now.status in (DRAFT, IN_REVIEW))


def files_before(session: Session, one: Exported, number: int | None) -> Iterator[bytes]:
    """Every file that may have been written of it: of each version, as a draft and published."""
    its = select(ArticleVersion).where(ArticleVersion.article_id == one.id)
    for version in session.scalars(its.order_by(ArticleVersion.number.desc())):
        for draft in (False, True):
            yield _file(one, version, version.fields, number, draft)


def earlier_files(session: Session, article_id: int, name: str) -> Sequence[str]:
    """The hashes of all that an article's file of this name has held."""
    its = select(ArticleFile.sha256).where(ArticleFile.article_id == article_id)
    return session.scalars(its.where(ArticleFile.name == name)).all()


def _file(
    one: Exported, said: Article | ArticleVersion, fields: Mapping[str, Any], number: int | None,
    draft: bool,
) -> bytes:  # fmt: skip
    source = source_of(fields)
    if source:
        return file_of(source, said.title, said.body)
    values = [("key", one.key), ("kind", one.kind), ("state", said.state),
              ("product", said.product or "")]  # fmt: skip
    values += [(name, str(fields[name])) for name in _TOLD if fields.get(name)]
    values += [("draft", "true")] if draft else []
    head = own_head(values, said.title, number if one.kind == DECISION else None)
    return (head + said.body).encode()


def _number(said: object) -> int | None:
    return said if isinstance(said, int) and 0 <= said < 100_000 else None
