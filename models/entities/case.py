"""A case: the facts its events tell, cached in one row, with what binds it next."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key
from models.entities.case_rules import case_rules

LAST = 1 << 52
"""`sort_at` of a case whose clocks are paused or done: after every instant."""


class Case(Base):
    """One customer's concern.

    Everything but `key`, `source*`, `excused` and `version` is a cache of the event log, written by
    `refresh` alone, and bound by `case_rules`. One that is `excused` may have ended incomplete: an
    earlier version took for complete what this one does not. `source_ended_at` is when an imported
    case had ended as it came in, None where it was open: that end may be incomplete too. `named`
    holds the ids of those who see it where it is restricted, and is None where it is not. `next_*`
    is the clock that breaches next (rule 18); `sort_at` orders the queue by it.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("key"),
        UniqueConstraint("source", "source_key"),
        CheckConstraint("version > 0", name="version_counts"),
        *case_rules(),
        Index("ix_cases_queue", "is_open", "sort_at", "id"),
        Index(  # what somebody holds is added up from it alone
            "ix_cases_queue_assignee",
            "assignee_id",
            "is_open",
            "sort_at",
            "id",
            "priority",
            "status",
        ),
        Index("ix_cases_customer_id", "customer_id", "assignee_id", "opened_at"),
        Index("ix_cases_queue_priority", "priority", "is_open", "sort_at", "id"),
        Index("ix_cases_queue_status", "status", "sort_at", "id"),
        Index("ix_cases_opened_at", "opened_at"),
        Index("ix_cases_warned", "is_open", "next_warn_at", "next_due_at", "next_slo_due_at"),
        Index(
            "ix_cases_named",
            "id",
            sqlite_where=text("named IS NOT NULL"),
            postgresql_where=text("named IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str]
    source: Mapped[str | None]
    source_key: Mapped[str | None]
    source_ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    excused: Mapped[bool] = mapped_column(default=False, server_default=false())
    policy_number: Mapped[int] = mapped_column(ForeignKey("policy_versions.number"))

    title: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contracts.id"))
    priority: Mapped[str]
    provisional: Mapped[bool]
    status: Mapped[str]
    waiting_for: Mapped[str]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    group_name: Mapped[str | None]
    category: Mapped[str | None]
    fields: Mapped[dict[str, Any]]
    missing: Mapped[str]
    named: Mapped[str | None]
    search_text: Mapped[str]
    opened_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    times_reopened: Mapped[int]
    is_open: Mapped[bool]

    sort_at: Mapped[int] = mapped_column(BigInteger)
    next_commitment: Mapped[str | None]
    next_cycle: Mapped[int | None]
    next_objective: Mapped[str | None]
    next_calendar: Mapped[str | None]
    next_target_seconds: Mapped[int | None] = mapped_column(BigInteger)
    next_due_at: Mapped[datetime | None]
    next_warn_at: Mapped[datetime | None]
    next_slo_due_at: Mapped[datetime | None]
    next_slo_target_seconds: Mapped[int | None] = mapped_column(BigInteger)
    next_paused_at: Mapped[datetime | None]
    next_remaining_seconds: Mapped[int | None] = mapped_column(BigInteger)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
