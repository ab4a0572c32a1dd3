"""What was said in a weekly or monthly review; never changed once written."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class ReviewRecord(Base):
    """An entry of a review's minutes: it was held, a decision, a note, one taken back.

    `review` names kind and period: “weekly 2026W12”, “monthly 2026-03”. An entry that takes another
    back names it in `data`.
    """

    __tablename__ = "review_records"
    __table_args__ = (Index("ix_review_records_review", "review", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    review: Mapped[str]
    kind: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    data: Mapped[dict[str, Any]]
