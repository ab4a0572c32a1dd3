"""Alerts planned, fired and delivered: state is here, never in timers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class PlannedAlert(Base):
    """One alert of a clock: unique by case, commitment, cycle, level and deadline.

    `fired_at` is claimed once for the whole team; an alert no longer true is `withdrawn_at`.
    `reason` says, where its level does not, why it comes when it comes and to whom it comes
    (`AlertPlan.reason`). Unseen at `escalates_at`, it goes to the next `step` of its path; once it
    was seen or acknowledged `escalates_at` is None.
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
        Index(
            "ix_planned_alerts_escalating",
            "escalates_at",
            sqlite_where=text("escalates_at IS NOT NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("escalates_at IS NOT NULL AND withdrawn_at IS NULL"),
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
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    step: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    escalates_at: Mapped[datetime | None]


class AlertStep(Base):
    """A step of the escalation path that an alert took: `role` is told too, from `began_at` on."""

    __tablename__ = "alert_steps"
    __table_args__ = (Index("ix_alert_steps_began_at", "began_at"),)

    alert_id: Mapped[int] = mapped_column(ForeignKey("planned_alerts.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str]
    began_at: Mapped[datetime]


class AlertDelivery(Base):
    """What became of an alert at a person: when it was shown, seen, acted on, and by which channel.

    `claimed_at` is when a desk took it to show it, so that no other desk of theirs does. Seen, it
    waits for them no more, and stands in their bar until it is `put_away_at`. Snoozed, it is not in
    sight until then, and is shown again after; acknowledged, somebody sees to it.
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
    seen_channel: Mapped[str | None]
    acted_channel: Mapped[str | None]
    acknowledged_at: Mapped[datetime | None]
    snoozed_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    snooze_reason: Mapped[str | None]
    put_away_at: Mapped[datetime | None]
