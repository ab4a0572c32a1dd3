"""What the product's makers mean to do, and which articles wait for it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class RoadmapItem(Base):
    """An item of the team's own, or one of an outside tracker, whose address is `url`."""

    __tablename__ = "roadmap_items"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str]
    title: Mapped[str]
    url: Mapped[str]
    status: Mapped[str]
    at: Mapped[datetime]
    shipped_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RoadmapArticle(Base):
    """An article, a known issue as a rule, that is behind an item."""

    __tablename__ = "roadmap_articles"

    item_id: Mapped[int] = mapped_column(
        Key, ForeignKey("roadmap_items.id"), primary_key=True, autoincrement=False
    )
    article_id: Mapped[int] = mapped_column(
        Key, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
