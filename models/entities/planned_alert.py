"""Alerts planned, fired and delivered: state is here, never in timers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class PlannedAlert(Base):
    """One alert of a clock: unique by case, commitment, cycle, level and deadline.

    `fired_at` is claimed once for the whole team; an alert no longer true is `withdrawn_at`.
    """

    __tablename__ = "planned_alerts"
    __table_args__ = (
        UniqueConstraint("case_id", "commitment", "cycle", "level", "deadline_at"),
        Index(
            "ix_planned_alerts_due",
            "due_at",
            sqlite_where=text("fired_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("fired_at IS NULL AND withdrawn_at IS NULL"),
        ),
        Index(
            "ix_planned_alerts_live",
            "recipient_id",
            "role",
            sqlite_where=text("fired_at IS NOT NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("fired_at IS NOT NULL AND withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    commitment: Mapped[str]
    cycle: Mapped[int]
    level: Mapped[str]
    deadline_at: Mapped[datetime]
    due_at: Mapped[datetime]
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str | None]
    fired_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class AlertDelivery(Base):
    """What became of an alert at a person: its channel, when it was shown, seen, acted on.

    `claimed_at` is when a desk took it to show it, so that no other desk of theirs does.
    """

    __tablename__ = "alert_deliveries"
    __table_args__ = (UniqueConstraint("alert_id", "person_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("planned_alerts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str]
    shown_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    acted_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
