"""The templates an article may begin with: the team's own, by name."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import ArticleTemplate


@dataclass(frozen=True)
class ArticleTemplateRow:
    """A template as it is kept."""

    id: int
    name: str
    kind: str
    body: str


def article_templates(session: Session) -> list[ArticleTemplateRow]:
    """Every one of the team's own."""
    found = [
        ArticleTemplateRow(one.id, one.name, one.kind, one.body)
        for one in session.scalars(select(ArticleTemplate))
    ]
    return sorted(found, key=lambda row: (row.name.casefold(), row.id))
