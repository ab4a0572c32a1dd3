"""A clock's verdict, stored so that queues and figures are one SELECT; `db check` recomputes it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base


class Clock(Base):
    """One commitment's cycle under one objective: a cache of `models.handbook.case_clocks`.

    `verdict` is None while the clock runs; it is breached from the second after `due_at` on.
    `original_verdict` is None where nothing was changed by hand.
    """

    __tablename__ = "clocks"
    __table_args__ = (
        Index("ix_clocks_verdict_at", "verdict_at"),
        Index("ix_clocks_due_at", "due_at"),
        {"sqlite_with_rowid": False},
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    commitment: Mapped[str] = mapped_column(primary_key=True)
    cycle: Mapped[int] = mapped_column(primary_key=True)
    objective: Mapped[str] = mapped_column(primary_key=True)
    priority: Mapped[str]
    calendar: Mapped[str]
    started_at: Mapped[datetime]
    target_seconds: Mapped[int] = mapped_column(BigInteger)
    due_at: Mapped[datetime | None]
    warn_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    paused_since: Mapped[datetime | None]
    elapsed_seconds: Mapped[int | None] = mapped_column(BigInteger)
    paused_seconds: Mapped[int] = mapped_column(BigInteger)
    verdict: Mapped[str | None]
    verdict_at: Mapped[datetime | None]
    reason: Mapped[str]
    original_due_at: Mapped[datetime | None]
    original_verdict: Mapped[str | None]
    original_verdict_at: Mapped[datetime | None]
    pauses: Mapped[list[Any]]
