"""The append-only log that every clock is computed from."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Event(Base):
    """One fact about a case: when it happened, and when the desk knew (rule 10). Never changed."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_case_id", "case_id", "id"),
        Index("ix_events_case_kind", "case_id", "kind", "occurred_at"),
        Index("ix_events_recorded_at", "recorded_at"),
        Index(
            "ix_events_assigned",
            "kind",
            "recorded_at",
            sqlite_where=text("kind = 'assigned' OR kind = 'retracted'"),
            postgresql_where=text("kind = 'assigned' OR kind = 'retracted'"),
        ),
        Index(
            "ix_events_surveyed",
            "occurred_at",
            sqlite_where=text("kind = 'surveyed'"),
            postgresql_where=text("kind = 'surveyed'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    data: Mapped[dict[str, Any]]
    operation_id: Mapped[str | None]
