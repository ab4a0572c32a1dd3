"""Escalations that were posted to the webhook, or were not."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base

OVER: Final = 0
"""What `AlertPost.step` says of a post that an alert is over."""


class AlertPost(Base):
    """What became of a post of an alert at the webhook: `failure` is why its last try failed.

    `step` is the step that was told; `seen_of` it, of a post that this was seen; or `OVER`.
    """

    __tablename__ = "alert_posts"
    __table_args__ = (Index("ix_alert_posts_tried_at", "tried_at"),)

    alert_id: Mapped[int] = mapped_column(ForeignKey("planned_alerts.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tries: Mapped[int]
    tried_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]
    failure: Mapped[str]


def seen_of(step: Any) -> Any:
    """What a post is noted by which tells that what a step told was seen."""
    return -step
