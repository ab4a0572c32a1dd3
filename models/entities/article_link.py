"""Which cases are linked with which articles."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class ArticleLink(Base):
    """A case and an article that it is linked with: a cache of its log, written by `refresh`.

    `why` is “answer” where the case's answer came from it, else “article”; `since` is when it was
    linked first.
    """

    __tablename__ = "article_links"
    __table_args__ = (Index("ix_article_links_article_id_case_id", "article_id", "case_id"),)

    case_id: Mapped[int] = mapped_column(
        Key, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    article_id: Mapped[int] = mapped_column(
        Key, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    why: Mapped[str]
    since: Mapped[datetime]
