"""Thresholds of the queue that were crossed, and whom that was told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key
from models.entities.delivery import Delivery


class QueueCrossing(Base):
    """A threshold was crossed, and a role is told, until it falls back under.

    Found once for the whole team: of each `threshold` (its key) one at a time stands, that is, has
    no `fell_at`. `words` are its own as of `crossed_at`.
    """

    __tablename__ = "queue_crossings"
    __table_args__ = (
        Index(
            "ix_queue_crossings_standing", "threshold", unique=True,
            sqlite_where=text("fell_at IS NULL"), postgresql_where=text("fell_at IS NULL"),
        ),
        Index("ix_queue_crossings_crossed_at", "crossed_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    threshold: Mapped[str]
    role: Mapped[str]
    words: Mapped[str]
    crossed_at: Mapped[datetime]
    fell_at: Mapped[datetime | None]


class CrossingDelivery(Delivery, Base):
    """What became of a crossing at a person."""

    __tablename__ = "crossing_deliveries"
    __table_args__ = (UniqueConstraint("alert_id", "person_id"),)

    alert_id: Mapped[int] = mapped_column(ForeignKey("queue_crossings.id"))
