"""Crossings of the queue's thresholds that were posted to the webhook, or were not."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base


class CrossingPost(Base):
    """What became of a post of a crossing at the webhook: `failure` is why its last try failed.

    `step` is 1 of a post that it was crossed, `OVER` of one that it has fallen back.
    """

    __tablename__ = "crossing_posts"
    __table_args__ = (Index("ix_crossing_posts_tried_at", "tried_at"),)

    alert_id: Mapped[int] = mapped_column(ForeignKey("queue_crossings.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tries: Mapped[int]
    tried_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]
    failure: Mapped[str]
